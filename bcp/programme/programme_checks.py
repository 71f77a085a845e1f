"""What is wrong between the rules of planned drills, and with what they start by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bcp.cycles import cycles
from bcp.did_you_mean import remedy
from bcp.message import Phrase
from bcp.model import Plan
from bcp.programme.cron import CronLine, read_cron
from bcp.programme.rule import Rule
from bcp.reader import Mention
from bcp.references import Ids
from bcp.refused import Place, Refusal
from bcp.upkeep import PlannedDrill

NOT_NAMED = Phrase(
    "programme.not_named",
    ja="「{word}」という日は、計画の暦（calendarのdates）にありません。",
    en="the plan's calendar has no day {word!r} among its dates.",
)
NOT_KNOWN = Phrase(
    "programme.not_known",
    ja="「{word}」は、計画の暦の日（calendarのdates）でも訓練のidでもありません。",
    en="{word!r} is neither a day of the calendar's dates nor the id of a planned drill.",
)
NAMED_TWICE = Phrase(
    "programme.named_twice",
    ja="「{word}」は、計画の暦の日にも訓練のidにもあるので、どちらか分かりません。",
    en="{word!r} is a day of the calendar's dates and a planned drill as well.",
)
OTHER_NAME = Phrase(
    "programme.other_name",
    ja="どちらかの名前を変えてください。",
    en="Give one of them another name.",
)
ROUND = Phrase(
    "programme.round",
    ja="訓練のafterが循環しています: {path}。",
    en="the drills wait for each other: {path}.",
)
BREAK_IT = Phrase(
    "programme.break_it",
    ja="どれか一つを、日付や月で決めてください。",
    en="Let one of them come by a date or a month.",
)
NO_START = Phrase(
    "programme.no_start",
    ja="訓練「{drill}」は、日時の規則（starts）がない「{other}」の後に行うことになっています。",
    en="{drill!r} comes after {other!r}, which has no rule (starts).",
)
GIVE_IT_ONE = Phrase(
    "programme.give_it_one",
    ja="「{other}」にstartsを書いてください。",
    en="Give {other!r} its starts.",
)
NOTHING_TO_START = Phrase(
    "programme.nothing_to_start",
    ja="訓練「{drill}」は自動で始める（unattended）ことになっていますが、{key}がありません。",
    en="{drill!r} is to start by itself (unattended), but has no {key}.",
)
WRITE_OR_REMOVE = Phrase(
    "programme.write_or_remove",
    ja="「{key}」を書くか、「unattended」を消してください。",
    en='Write "{key}", or remove "unattended".',
)
MOST_DRILLS = 1000
"""So many drills a plan has at most: a year of them is reckoned while somebody waits."""
DRILLS = Phrase(
    "programme.drills",
    ja="訓練が{count}件あります。計画全体で{most}件までです。",
    en="there are {count} drills; {most} are the most in a plan.",
)
ONE_FOR_MANY = Phrase(
    "programme.one_for_many",
    ja="一つの訓練で多くのシステムを確かめるか、turn で順に回してください。",
    en="Let one drill look at many systems, or take them in turn (turn).",
)
TOO_MANY = Phrase(
    "programme.too_many",
    ja="cronの行を合わせると、訓練が1日に平均{count}回始まります。計画全体で{most}回までです。",
    en="by their lines of cron the drills begin {count} times a day; {most} times are the most in "
    "a plan.",
)
FEWER = Phrase(
    "programme.fewer",
    ja="回数を減らすか、一つの訓練で多くのシステムを確かめてください。1回ごとに記録が一つ残ります。",
    en="Let them come less often, or let one drill look at many systems: each one leaves a record.",
)
MOST_A_DAY = 1000
"""So often all drills together come due on a mean day: a year of them is still reckoned at once."""


def programme_words(mentions: Iterable[Mention], plan: Plan) -> Iterator[Refusal]:
    """Words of rules that name no day and no drill, or one of each."""
    dates = plan.calendar.dates
    drills = {each.id for each in plan.drills}
    for each in mentions:
        if each.owner is not Rule or each.field not in ("after", "before"):
            continue
        word = each.word
        after = each.field == "after"
        if after and word in dates and word in drills:
            yield Refusal(each.place, NAMED_TWICE(word=word), OTHER_NAME())
        elif word not in dates and not (after and word in drills):
            known = (*dates, *(sorted(drills) if after else ()))
            what = NOT_KNOWN(word=word) if after else NOT_NAMED(word=word)
            yield Refusal(each.place, what, remedy(word, known))


def programme_mistakes(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Drills that wait for each other or for nothing, or that cannot start by themselves."""
    by_id = {each.id: each for each in plan.drills}
    waits = {drill.id: tuple(_waited_for(drill, by_id)) for drill in plan.drills}
    for circle in cycles(waits):
        place = ids.place(circle[0], PlannedDrill)
        if place:
            yield Refusal(place, ROUND(path=" → ".join((*circle, circle[0]))), BREAK_IT())
    yield from _too_many(plan, ids)
    for drill in plan.drills:
        place = ids.place(drill.id, PlannedDrill)
        if place:
            yield from _without_start(drill, waits[drill.id], by_id, place)
            yield from _incomplete(drill, place)


def _too_many(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """One mistake for all of them: the first drill too many, or the one that comes most often."""
    if len(plan.drills) > MOST_DRILLS:
        place = ids.place(plan.drills[MOST_DRILLS].id, PlannedDrill)
        if place:
            what = DRILLS(count=len(plan.drills), most=MOST_DRILLS)
            yield Refusal(place, what, ONE_FOR_MANY())
        return
    often = {drill.id: sum(map(_each_day, drill.starts)) for drill in plan.drills}
    count = sum(often.values())
    if count > MOST_A_DAY:
        place = ids.place(max(often, key=lambda each: often[each]), PlannedDrill)
        if place:
            yield Refusal(place, TOO_MANY(count=round(count), most=MOST_A_DAY), FEWER())


def _each_day(rule: Rule) -> float:
    line = read_cron(rule.cron) if rule.cron is not None else None
    return line.each_day() if isinstance(line, CronLine) else 0


def _waited_for(drill: PlannedDrill, by_id: dict[str, PlannedDrill]) -> Iterator[str]:
    yield from (rule.after for rule in drill.starts if rule.after and rule.after in by_id)


def _without_start(
    drill: PlannedDrill, waits: tuple[str, ...], by_id: dict[str, PlannedDrill], place: Place
) -> Iterator[Refusal]:
    for other in waits:
        if not by_id[other].starts:
            what = NO_START(drill=drill.id, other=other)
            yield Refusal(place, what, GIVE_IT_ONE(other=other))


def _incomplete(drill: PlannedDrill, place: Place) -> Iterator[Refusal]:
    if drill.unattended is None:
        return
    needed = {"scenario": drill.scenario, "starts": drill.starts}
    if drill.unattended == "tabletop":
        needed["answers"] = drill.answers
    for key, value in needed.items():
        if not value:
            what = NOTHING_TO_START(drill=drill.id, key=key)
            yield Refusal(place, what, WRITE_OR_REMOVE(key=key))
