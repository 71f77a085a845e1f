"""The sections of the report about people who were gathered, and about those who were absent."""

from __future__ import annotations

from bcp.commuting import Why
from bcp.message import Language, Message, Phrase, Text, render
from bcp.muster_checks import HOURS
from drills.report.absence_lines import AbsentLine, StoodInLine
from drills.report.model import Report
from drills.report.muster_lines import HeadLine, MusteredLine, MusterLine, ShareLine
from drills.report.muster_words import STATES
from drills.report.saying import NOTHING, say, span
from drills.report.text_block import Column, Points, Table
from drills.report.words import OUTCOME, said

HEADING = Phrase("text.musters", ja="【安否確認・参集の結果】", en="PEOPLE GATHERED")
SUMMED = Phrase(
    "text.muster_sum",
    ja="［{step}］参集 {people}人中{arrived}人（{percent}%、目標{wanted}%）、"
    "安否判明 {heard}人（{heard_percent}%、目標{heard_wanted}%）{absent}",
    en="[{step}] {arrived} of {people} arrived ({percent} %, {wanted} % wanted); {heard} heard of "
    "({heard_percent} %, {heard_wanted} % wanted){absent}",
)
OF_ABSENT = Phrase("text.muster_of_absent", ja="、うち不在の想定 {count}人", en="; {count} absent")
SHARE = Phrase(
    "text.muster_share",
    ja="［{step}］{by:span}後: 見込み{expected}%（想定）、本人の申告{said}%、実績{there}",
    en="[{step}] after {by:span}: {expected} % expected (assumed), {said} % by their own word, "
    "there: {there}",
)
NOT_YET = Phrase("text.muster_not_yet", ja="未確認（その前に終了）", en="not seen (ended before)")
ASSUMED = Phrase(
    "text.muster_assumed",
    ja="［{step}］見込みは想定です（{hour}。{source}）",
    en="[{step}] What is expected is assumed ({hour}; {source})",
)
HEADS = Phrase("text.heads", ja="【役割ごとの参集人数】", en="HEADS BY ROLE")
STEP = Phrase("text.heads_step", ja="手順", en="Step")
PHASE = Phrase("text.heads_phase", ja="段階", en="Within")
ROLE = Phrase("text.heads_role", ja="役割", en="Role")
WANTED = Phrase("text.heads_wanted", ja="必要", en="Need")
EXPECTED = Phrase("text.heads_expected", ja="見込み", en="Expected")
THERE = Phrase("text.heads_there", ja="実績", en="There")
WHO = Phrase("text.heads_who", ja="務めた人", en="Filled by")
DEPUTY = Phrase("text.heads_deputy", ja="{name}（代行）", en="{name} (deputy)")
PEOPLE = Phrase("text.mustered", ja="【一人ごとの安否・参集】", en="HOW EACH PERSON WAS")
PERSON = Phrase("text.mustered_who", ja="対象者", en="Who")
STATE = Phrase("text.mustered_state", ja="状況", en="State")
SAID = Phrase("text.mustered_said", ja="申告", en="Said")
ARRIVED = Phrase("text.mustered_arrived", ja="到着", en="Arrived")
NOTE = Phrase("text.mustered_note", ja="備考", en="Note")
WITH_SAFETY = Phrase("text.mustered_safety", ja="{state}・{safety}", en="{state}, {safety}")
ABSENT = Phrase("text.absent", ja="【不在とした人】", en="TAKEN TO BE ABSENT")
AWAY = Phrase("text.absent_one", ja="{name}{roles}{lot}", en="{name}{roles}{lot}")
ROLES = Phrase("text.absent_roles", ja="（{roles:list}）", en=" ({roles:list})")
LOT = Phrase("text.absent_lot", ja="　くじ（種 {seed}）", en=", by lot (seed {seed})")
WITHOUT = Phrase(
    "text.stood_in",
    ja="【不在の人がいなくてもできたこと（属人化の確認）】",
    en="WHAT WORKED WITHOUT THEM",
)
DEPUTISED = Phrase("text.stood_in_deputy", ja="代行者", en="Deputy")
RESULT = Phrase("text.stood_in_result", ja="結果", en="Result")
BY = Phrase("text.stood_in_by", ja="記録した人", en="Told by")
NOBODY = Phrase("text.stood_in_nobody", ja="いない", en="nobody left")
OPEN = Phrase("text.stood_in_open", ja="未了", en="open")
WHY: dict[Why, Phrase] = {
    "not_known": Phrase("text.expected_not_known", ja="不明", en="not known"),
    "too_far": Phrase("text.expected_too_far", ja="遠い", en="too far"),
}


def _musters(report: Report, lang: Language) -> Points:
    items = []
    for each in report.musters:
        items.append(render(_summed(each), lang))
        items += [render(_share(each, share), lang) for share in each.shares if each.wanted > 0]
        if each.wanted > 0:
            hour = HOURS[each.hour]()
            items.append(render(ASSUMED(step=each.step, hour=hour, source=each.source), lang))
    return Points(HEADING, items)


def _summed(line: MusterLine) -> Message:
    absent: Message | str = OF_ABSENT(count=line.absent) if line.absent else ""
    return SUMMED(
        step=line.step,
        people=line.people,
        arrived=line.arrived,
        percent=f"{line.percent:g}",
        wanted=f"{line.wanted:g}",
        heard=line.heard,
        heard_percent=f"{line.heard_percent:g}",
        heard_wanted=f"{line.heard_wanted:g}",
        absent=absent,
    )


def _share(line: MusterLine, share: ShareLine) -> Message:
    there: Message | str = NOT_YET() if share.there is None else f"{share.there:g}%"
    return SHARE(
        step=line.step,
        by=share.by_us,
        expected=f"{share.expected:g}",
        said=f"{share.said:g}",
        there=there,
    )


def _heads(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 12, 12), Column(PHASE, 8, 8), Column(ROLE, 18, 16), Column(WANTED, 5, 5)),
        *(Column(EXPECTED, 6, 8), Column(THERE, 5, 5), Column(WHO, 18, 18)),
    )
    lines = report.head_counts
    short = [each.over and each.there < each.wanted for each in lines]
    return Table(HEADS, columns, [_head(each, lang) for each in lines], striking=short)


def _head(line: HeadLine, lang: Language) -> list[str]:
    names = [
        render(DEPUTY(name=each), lang) if each in line.deputies else each for each in line.people
    ]
    return [
        line.step,
        span(line.by_us, lang),
        line.name.said_in(lang),
        str(line.wanted),
        str(line.expected),
        str(line.there),
        "\n".join(names) or NOTHING,
    ]


def _mustered(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 12, 12), Column(PERSON, 14, 14), Column(STATE, 14, 14)),
        *(Column(EXPECTED, 8, 9), Column(SAID, 8, 8), Column(ARRIVED, 8, 8), Column(NOTE, 10, 9)),
    )
    lines = report.mustered
    striking = [each.standing in ("not_heard", "injured", "need_help") for each in lines]
    rows = [_person(each, lang) for each in lines]
    return Table(PEOPLE, columns, rows, [each.records for each in lines], striking)


def _person(line: MusteredLine, lang: Language) -> list[str]:
    state = STATES[line.standing]()
    if line.safety is not None and line.safety != line.standing:
        state = WITH_SAFETY(state=state, safety=STATES[line.safety]())
    why = WHY.get(line.expected_why)
    hoped = span(line.expected_us, lang) if why is None else render(why(), lang)
    return [
        line.step,
        line.name.said_in(lang),
        render(state, lang),
        NOTHING if line.standing == "absent" else hoped,
        span(line.said_us, lang),
        span(line.arrived_us, lang),
        line.note or NOTHING,
    ]


def _absent(report: Report, lang: Language) -> Points:
    return Points(ABSENT, [render(_away(each), lang) for each in report.absent])


def _away(line: AbsentLine) -> Message:
    roles: Message | str = ROLES(roles=line.roles) if line.roles else ""
    return AWAY(name=line.name, roles=roles, lot=LOT(seed=line.seed) if line.drawn else Text())


def _without(report: Report, lang: Language) -> Table:
    columns = (
        *(Column(STEP, 24, 24), Column(ROLE, 18, 16), Column(DEPUTISED, 12, 12)),
        *(Column(RESULT, 8, 8), Column(BY, 12, 12)),
    )
    lines = report.stood_in
    rows = [_stood_in(each, lang) for each in lines]
    striking = [not each.deputy or each.outcome == "broken" for each in lines]
    return Table(WITHOUT, columns, rows, [each.records for each in lines], striking)


def _stood_in(line: StoodInLine, lang: Language) -> list[str]:
    result = OPEN() if line.outcome is None else said(OUTCOME, line.outcome)
    return [
        f"{line.step} {say(line.name, lang)}",
        line.role.said_in(lang),
        line.deputy or render(NOBODY(), lang),
        render(result, lang),
        line.by or NOTHING,
    ]


SECTIONS = (_musters, _heads, _mustered, _absent, _without)
