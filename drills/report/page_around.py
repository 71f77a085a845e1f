"""What stands around the results on the one page: before, simulated, businesses, the next drill."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Language, Message, Phrase, render
from bcp.wareki import LocalTime, date_said
from drills.report.business_lines import STATES, BusinessLine
from drills.report.model import Report
from drills.report.page_cut import first_of, more, short
from drills.report.page_fit import fit
from drills.report.saying import NOTHING, span, wall
from drills.report.text_block import Column, Points, Table
from drills.report.upcoming import UpcomingLine
from drills.report.words import VERDICT, said

PAST = Phrase("one_page.past", ja="【前回比（直近3回）】", en="BEFORE: THE LAST THREE DRILLS")
PAST_NAME = Phrase("one_page.head_past_name", ja="対象", en="What")
PAST_NOW = Phrase("one_page.head_past_now", ja="前回との差", en="Against the last")
PAST_LAST = Phrase("one_page.head_past_last", ja="これまで（新しい順）", en="Before, newest first")
SIMULATED = Phrase(
    "one_page.simulated", ja="【模擬した部分・実施しなかったこと】", en="SIMULATED, OR NOT DONE"
)
NOTHING_SIMULATED = Phrase(
    "one_page.nothing_simulated",
    ja="模擬した部分も、実施しなかった手順もありません。",
    en="Nothing was simulated, and no step was left out.",
)
BUSINESSES = Phrase("one_page.businesses", ja="【業務への影響】", en="BUSINESSES")
BUSINESS = Phrase("one_page.business", ja="{name}: {states:list}", en="{name}: {states:list}")
STATE_AT = Phrase("one_page.state_at", ja="{state} {clock}", en="{state} {clock}")
STATE_LIMIT = Phrase(
    "one_page.state_limit",
    ja="{state} {clock}（目標{limit}に対し{actual}、{verdict}）",
    en="{state} {clock} ({actual} against {limit}, {verdict})",
)
STATE_NEVER = Phrase("one_page.state_never", ja="{state}の記録なし", en="no record of: {state}")
UPCOMING = Phrase("one_page.upcoming", ja="【次回予定】", en="NEXT DRILL")
UPCOMING_AT = Phrase("one_page.upcoming_at", ja="{day} {clock}", en="{day}, {clock}")
UPCOMING_SAID = Phrase("one_page.upcoming_said", ja="{name}　{when}", en="{name}, {when}")
NO_UPCOMING = Phrase(
    "one_page.no_upcoming",
    ja="計画（訓練計画）に次の訓練の予定がありません。",
    en="The plan's programme has no further drill.",
)


def past(report: Report, lang: Language) -> Table:
    """What the targets came to before, where that was asked for."""
    columns = (Column(PAST_NAME, 26, 26), Column(PAST_NOW, 20, 20), Column(PAST_LAST, 32, 32))
    if report.past is None:
        return Table(PAST, columns, ())
    rows = []
    shown, left_out = first_of(report.past.figures, fit(report, lang).past)
    for each in shown:
        before = [span(one.actual_us, lang) for one in each.last]
        change = NOTHING if each.change_us is None else _change(each.change_us, lang)
        rows.append([each.name.said_in(lang), change, " / ".join(before) or NOTHING])
    return Table(PAST, columns, rows, notes=more(left_out, lang))


def _change(us: int, lang: Language) -> str:
    return f"{'+' if us > 0 else '-' if us < 0 else ''}{span(abs(us), lang)}"


def simulated(report: Report, lang: Language) -> Points:
    """What of it was not real, and what was not done; one sentence where nothing was."""
    room = fit(report, lang)
    shown, left_out = first_of(report.simulated, room.simulated)
    lines = [short(render(each.what, lang), room.longest, lang) for each in shown]
    nothing = () if lines else (render(NOTHING_SIMULATED(), lang),)
    return Points(SIMULATED, (*lines, *more(left_out, lang), *nothing))


def businesses(report: Report, lang: Language) -> Points:
    """Which businesses stopped, and when each was running again."""
    names = list(dict.fromkeys(each.business for each in report.businesses))
    shown, left_out = first_of(names, fit(report, lang).businesses)
    lines = [_business(report, each, lang) for each in shown]
    return Points(BUSINESSES, (*lines, *more(left_out, lang)))


def _business(report: Report, id: str, lang: Language) -> str:
    own = [each for each in report.businesses if each.business == id]
    return render(BUSINESS(name=own[0].name, states=tuple(_states(report, own, lang))), lang)


def _states(report: Report, lines: list[BusinessLine], lang: Language) -> Iterator[Message]:
    for each in lines:
        state, figure = STATES[each.state](), each.figure
        clock = wall(each.when, report.header.utc_offset_s)
        if each.when is None:
            yield STATE_NEVER(state=state)
        elif figure.limit_us is None or figure.actual_us is None:
            yield STATE_AT(state=state, clock=clock)
        else:
            yield STATE_LIMIT(
                state=state,
                clock=clock,
                limit=span(figure.limit_us, lang),
                actual=span(figure.actual_us, lang),
                verdict=said(VERDICT, figure.verdict),
            )


def upcoming(report: Report, lang: Language) -> Points:
    """The next drill of the programme."""
    found = report.upcoming
    if report.edition == "public":
        return Points(UPCOMING, ())  # there may be one: nothing is said of it
    if found is None:
        return Points(UPCOMING, (render(NO_UPCOMING(), lang),))
    name = found.name.said_in(lang) or found.scenario or found.id
    when = _when(found, report.header.utc_offset_s, lang)
    return Points(UPCOMING, (render(UPCOMING_SAID(name=name, when=when), lang) if when else name,))


def _when(found: UpcomingLine, offset_s: int, lang: Language) -> str:
    """The day and time by the rules, or else the plan's own words."""
    if found.at_unix_us is None:
        return found.when.said_in(lang) if found.when else ""
    at = LocalTime(found.at_unix_us, offset_s)
    return render(UPCOMING_AT(day=date_said(at, lang), clock=at.clock[: len("00:00")]), lang)
