"""What earlier drills and the plan's action items say, where they were asked beside a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bcp.durations import spoken
from bcp.message import Language, Phrase, Text, render
from bcp.wareki import LocalTime, date_said
from drills.report.measured_lines import When, Words
from drills.report.model import Report
from drills.report.past import Earlier, PastFigure, PastItem, PastRun
from drills.report.saying import NOTHING, say
from drills.report.text_block import Block, Column, Points, Table
from drills.report.words import MODE, OVERALL, VERDICT, said

FIGURES = Phrase("past.figures", ja="【前回との比較】", en="AGAINST THE DRILL BEFORE")
NAME = Phrase("past.head_name", ja="対象", en="What")
BEFORE = Phrase("past.head_before", ja="前回", en="Before")
CHANGE = Phrase("past.head_change", ja="前回比", en="Change")
OLDER = Phrase("past.head_older", ja="その前", en="Before that")
TURNS = {
    "shorter": Phrase("past.shorter", ja="{by:span}短縮", en="{by:span} shorter"),
    "longer": Phrase("past.longer", ja="{by:span}長期化", en="{by:span} longer"),
    "no_difference": Phrase("past.no_difference", ja="差なし（誤差内）", en="no difference"),
}
FIGURES_NOTE = Phrase(
    "past.figures_note",
    ja="シナリオ・方法・目標・起点・確認の方法が同じ訓練だけを比べ、測定の幅が重なるものは差なし"
    "とします。",
    en="Only drills with the same course, kind, target, start and questions are compared; what "
    "overlaps in its error is no difference.",
)
RUNS = Phrase(
    "past.runs", ja="【同じシナリオのこれまでの訓練】", en="EARLIER DRILLS OF THIS SCENARIO"
)
RUN = Phrase(
    "past.run",
    ja="{day}　{mode}　{result}　評価 {grade}　記録 {run}（{head}）{why}",
    en="{day}, {mode}: {result}, grade {grade}; record {run} ({head}) {why}",
)
NO_RUNS = Phrase(
    "past.no_runs",
    ja="同じシナリオのこれまでの訓練の記録はありません。",
    en="There is no record of an earlier drill of this scenario.",
)
SINCE = Phrase(
    "past.since", ja="【前回から変わったもの】", en="WHAT IS OTHERWISE THAN THE LAST TIME"
)
LOST = Phrase(
    "past.since_lost",
    ja="新たに不良（前回はよかったもの）: {ids:list}",
    en="not well, and it was the last time: {ids:list}",
)
BACK = Phrase(
    "past.since_back",
    ja="回復（前回は不良だったもの）: {ids:list}",
    en="well again, and it was not the last time: {ids:list}",
)
SAME = Phrase(
    "past.since_same",
    ja="変わったものはありません。前回も不良だったものは、確認の結果のとおりです。",
    en="Nothing. What was not well the last time either stands among the results.",
)
AGAINST = Phrase(
    "past.since_against",
    ja="比べた記録: {day}　{run}（{head}）。どちらかで確かめられなかったものは比べていません。",
    en="Beside the record of {day}, {run} ({head}). What could not be asked in either is not "
    "compared.",
)
NONE_BEFORE = Phrase(
    "past.since_none",
    ja="同じものを確かめた前回の記録がないので、何が新しいかは分かりません。",
    en="No earlier record asked the same, so what is new is not known.",
)
ITEMS = Phrase("past.items", ja="【改善事項】", en="ACTION ITEMS")
ID = Phrase("past.head_id", ja="番号", en="Id")
WHAT = Phrase("past.head_what", ja="改善すること", en="What to improve")
OWNER = Phrase("past.head_owner", ja="担当", en="Owner")
DUE = Phrase("past.head_due", ja="期限", en="Due")
BUDGET = Phrase("past.head_budget", ja="予算", en="Budget")
STATE = Phrase("past.head_state", ja="状態", en="State")
STATES = {
    "open": Phrase("past.item_open", ja="未着手", en="open"),
    "doing": Phrase("past.item_doing", ja="対応中", en="under way"),
    "closed": Phrase("past.item_closed", ja="完了", en="closed"),
}
OF_THIS = Phrase("past.of_this", ja="{state}（この訓練）", en="{state} (of this drill)")
OVER_DRILLS = Phrase(
    "past.over_drills", ja="{state}、{drills}回の訓練を経て", en="{state}, for {drills} drills"
)
OVER_YEARS = Phrase(
    "past.over_years",
    ja="{state}、{drills}回の訓練、{years}年度越し",
    en="{state}, for {drills} drills and {years} turns of the year",
)
UNDECIDED = Phrase("past.undecided", ja="未定", en="undecided")
_HASH = 16


def figures(report: Report, lang: Language) -> Table:
    """Each target of this drill beside what it came to before; empty where nobody asked."""
    shown = [each for each in report.past.figures if _worth(each)] if report.past else []
    columns = (
        *(Column(NAME, 24, 22), Column(BEFORE, 16, 16)),
        *(Column(CHANGE, 18, 18), Column(OLDER, 14, 14)),
    )
    notes = (render(FIGURES_NOTE(), lang),)
    return Table(FIGURES, columns, [_figure(each, lang) for each in shown], notes=notes)


def runs(report: Report, lang: Language) -> Points:
    """The newest earlier drills of the scenario, and why some of them do not count."""
    if report.past is None:
        return Points(RUNS, ())
    items = [_run(each, report, lang) for each in report.past.runs]
    return Points(RUNS, items or [render(NO_RUNS(), lang)])


def items(report: Report, lang: Language) -> Table:
    """What is to be improved, of this drill and still open of what it was about."""
    columns = (
        *(Column(ID, 8, 8), Column(WHAT, 24, 24), Column(OWNER, 10, 10)),
        *(Column(DUE, 10, 10), Column(BUDGET, 10, 10), Column(STATE, 8, 8)),
    )
    rows = [_item(each, lang) for each in report.past.items] if report.past else []
    return Table(ITEMS, columns, rows)


def since(report: Report, lang: Language) -> Points:
    """What was found otherwise than in the drill before; nothing where this one asked nothing."""
    past = report.past
    if past is None or not past.asked:
        return Points(SINCE, ())
    found = past.since
    if found is None:
        return Points(SINCE, [render(NONE_BEFORE(), lang)])
    told = [phrase(ids=ids) for phrase, ids in ((LOST, found.lost), (BACK, found.back)) if ids] or [
        SAME()
    ]
    day = _day(found.began, report.header.utc_offset_s, lang)
    told.append(AGAINST(day=day, run=found.run_id, head=found.head[:_HASH]))
    return Points(SINCE, [render(each, lang) for each in told])


SECTIONS: Sequence[Callable[[Report, Language], Block]] = (since, figures, items, runs)


def _worth(figure: PastFigure) -> bool:
    """Whether there is something to say: a figure before, or a reason for there being none."""
    return figure.before is not None or figure.why is not None


def _figure(figure: PastFigure, lang: Language) -> list[str]:
    name = figure.name.said_in(lang)
    if figure.before is None or figure.change_us is None or figure.turn is None:
        why = render(figure.why, lang) if figure.why is not None else NOTHING
        return [name, NOTHING, why, NOTHING]
    change = TURNS[figure.turn](by=abs(figure.change_us))
    older = "\n".join(_earlier(each, lang) for each in figure.last[1:])
    return [name, _earlier(figure.before, lang), render(change, lang), older or NOTHING]


def _earlier(earlier: Earlier, lang: Language) -> str:
    took = NOTHING if earlier.actual_us is None else spoken(earlier.actual_us, lang)
    return f"{took} {render(said(VERDICT, earlier.verdict), lang)}"


def _run(run: PastRun, report: Report, lang: Language) -> str:
    told = RUN(
        day=_day(run.began, report.header.utc_offset_s, lang),
        mode=said(MODE, run.mode),
        result=said(OVERALL, run.overall),
        grade=run.grade or NOTHING,
        run=run.run_id,
        head=run.head[:_HASH],
        why=Text() if run.why is None else run.why,
    )
    return render(told, lang).rstrip()


def _day(when: When, offset_s: int, lang: Language) -> str:
    return date_said(LocalTime(when.unix_us, offset_s), lang)


def _item(item: PastItem, lang: Language) -> list[str]:
    undecided = render(UNDECIDED(), lang)
    known = item.status in STATES
    state: Words = STATES[item.status]() if known else Text(item.status)
    if item.years:
        state = OVER_YEARS(state=state, drills=item.drills, years=item.years)
    elif item.drills:
        state = OVER_DRILLS(state=state, drills=item.drills)
    return [
        item.id,
        item.what.said_in(lang),
        item.owner.said_in(lang) or undecided,
        item.due or undecided,
        item.budget.said_in(lang) if item.budget else undecided,
        render(OF_THIS(state=state), lang) if item.of_this_run else say(state, lang),
    ]
