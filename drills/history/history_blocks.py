"""The history as blocks of no format: text, page and table are made of the same."""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Language, Phrase, render
from bcp.wareki import fiscal_year_named
from drills.history.coverage import CoverageLine
from drills.history.rows import DrillRow
from drills.history.words import COVERED, IMPORTANCE, NOTHING, REASON, day_said
from drills.history.years import DrillLine, History, YearLine
from drills.report.text_block import Block, Column, Points, Table
from drills.report.words import MODE, OVERALL, said

TITLE = Phrase("history.title", ja="訓練の履歴", en="Past drills")
TOTAL = Phrase(
    "history.total",
    ja="実施 {held}回（うち机上訓練 {tabletop}回）。ほかに、数に入れない記録 {left_out}件。",
    en="{held} drill(s) held, {tabletop} of them at a table. "
    "Records that do not count: {left_out}.",
)
NONE = Phrase(
    "history.none",
    ja="訓練の記録がありません。bcp-drill run で訓練を実施してください。",
    en="There is no record of a drill. Hold one: bcp-drill run.",
)
YEARS = Phrase("history.years", ja="【年度別の実施状況】", en="BY FISCAL YEAR")
YEAR = Phrase("history.head_year", ja="年度", en="Fiscal year")
HELD = Phrase("history.head_held", ja="実施", en="Held")
TABLETOP = Phrase("history.head_tabletop", ja="うち机上", en="At a table")
CUT_SHORT = Phrase("history.head_cut_short", ja="中止等", en="Cut short")
MET = Phrase("history.head_met", ja="達成", en="Met")
MISSED = Phrase("history.head_missed", ja="未達", en="Missed")
WITHIN = Phrase("history.head_within", ja="誤差内", en="In error")
YEARS_NOTE = Phrase(
    "history.years_note",
    ja="達成・未達・誤差内は目標の数です。机上訓練と、付与・想定による値は数えません。",
    en="Met, missed and within error count targets; nothing of a tabletop drill, nothing pretended "
    "or assumed.",
)
COVERAGE = Phrase(
    "history.coverage",
    ja="【重要なシステムの実施状況】",
    en="IMPORTANT SYSTEMS DRILLED",
)
COVERAGE_NOTE = Phrase(
    "history.coverage_note",
    ja="{year}。実測 {measured} / {all}システム。",
    en="{year}: measured {measured} of {all}.",
)
WITHOUT_PLAN = Phrase(
    "history.without_plan",
    ja="計画が見つからないため、記録にあるシステムだけを示します（--plan で計画を指定できます）。",
    en="No plan was found: only systems that some drill knew are listed (name a plan with --plan).",
)
SYSTEM = Phrase("history.head_system", ja="システム", en="System")
WEIGHT = Phrase("history.head_importance", ja="重要度", en="Importance")
STATE = Phrase("history.head_state", ja="状況", en="State")
LAST = Phrase("history.head_last", ja="最後の訓練", en="Newest drill")
DRILLS = Phrase("history.drills", ja="【訓練の一覧（新しい順）】", en="DRILLS, NEWEST FIRST")
WHEN = Phrase("history.head_when", ja="実施日", en="Day")
SCENARIO = Phrase("history.head_scenario", ja="シナリオ", en="Scenario")
KIND = Phrase("history.head_mode", ja="方法", en="Kind")
RESULT = Phrase("history.head_result", ja="結果", en="Result")
GRADE = Phrase("history.head_grade", ja="評価", en="Grade")
FIGURES = Phrase("history.head_figures", ja="達成/未達", en="Met/missed")
OPEN = Phrase(
    "history.open",
    ja="一つの訓練の報告書は、記録の名前（日付で始まります）で開けます: bcp-drill report {place}",
    en="The report of one drill: bcp-drill report {place}, the beginning of its record's name.",
)
LEFT_OUT = Phrase("history.left_out", ja="【数に入れない記録】", en="RECORDS THAT DO NOT COUNT")
LEFT_OUT_LINE = Phrase("history.left_out_line", ja="{place}: {why}", en="{place}: {why}")
BECAUSE = Phrase("history.because", ja="{reason}。{why}", en="{reason}: {why}")

_STAMP = len("20261122-213834")
"""So much of a run's name says when it began, and names it."""
_TELLING = ("counted", "tabletop", "aborted", "stopped", "real_event")


def blocks(history: History, lang: Language) -> Sequence[Block]:
    """The blocks in their order; those without a row say nothing."""
    return (
        _years(history, lang),
        _coverage(history, lang),
        _drills(history, lang),
        _left_out(history, lang),
    )


def total(history: History, lang: Language) -> str:
    """How many drills that is, in one sentence."""
    if not history.drills:
        return render(NONE(), lang)
    held = history.counted + history.tabletop
    return render(TOTAL(held=held, tabletop=history.tabletop, left_out=history.left_out), lang)


def _years(history: History, lang: Language) -> Table:
    columns = (
        *(Column(YEAR, 12, 16), Column(HELD, 6, 6), Column(TABLETOP, 8, 10)),
        *(Column(CUT_SHORT, 6, 9), Column(MET, 6, 6), Column(MISSED, 6, 6)),
        Column(WITHIN, 6, 8),
    )
    rows = [_year(each, lang) for each in history.years]
    notes = (render(YEARS_NOTE(), lang),)
    return Table(YEARS, columns, rows, striking=_missed(history.years), notes=notes)


def _missed(lines: Sequence[YearLine] | Sequence[DrillLine]) -> list[bool]:
    return [each.missed > 0 for each in lines]


def _year(line: YearLine, lang: Language) -> list[str]:
    numbers = (
        *(line.held, line.tabletop, line.cut_short),
        *(line.met, line.missed, line.within_error),
    )
    return [fiscal_year_named(line.fiscal_year, lang), *map(str, numbers)]


def _coverage(history: History, lang: Language) -> Table:
    columns = (
        *(Column(SYSTEM, 26, 26), Column(WEIGHT, 6, 10)),
        *(Column(STATE, 20, 18), Column(LAST, 20, 18)),
    )
    measured = sum(each.covered == "measured" for each in history.coverage)
    year = fiscal_year_named(history.year, lang)
    notes = [render(COVERAGE_NOTE(year=year, measured=measured, all=len(history.coverage)), lang)]
    if not history.by_plan:
        notes.append(render(WITHOUT_PLAN(), lang))
    return Table(
        COVERAGE,
        columns,
        [_covered(each, lang) for each in history.coverage],
        striking=[each.covered == "never" for each in history.coverage],
        notes=notes,
    )


def _covered(line: CoverageLine, lang: Language) -> list[str]:
    drill = day_said(line.began_us, line.offset_s, lang) if line.run_id else NOTHING
    return [
        line.name.said_in(lang),
        render(said(IMPORTANCE, line.importance), lang),
        render(COVERED[line.covered](), lang),
        drill,
    ]


def _drills(history: History, lang: Language) -> Table:
    columns = (
        *(Column(WHEN, 17, 11), Column(SCENARIO, 20, 22), Column(KIND, 8, 12)),
        *(Column(RESULT, 14, 12), Column(GRADE, 4, 5), Column(FIGURES, 9, 10)),
    )
    known = [each for each in history.drills if each.standing in _TELLING]
    rows = [_drill(each, lang) for each in known]
    notes = tuple(render(OPEN(place=each.place[:_STAMP]), lang) for each in known[:1])
    return Table(DRILLS, columns, rows, striking=_missed(known), notes=notes)


def _drill(line: DrillLine, lang: Language) -> list[str]:
    counts = line.standing == "counted"
    return [
        day_said(line.began_us, line.offset_s, lang),
        line.title.said_in(lang) or line.scenario,
        render(said(MODE, line.mode), lang),
        _result(line, lang),
        line.grade or NOTHING,
        f"{line.met}/{line.missed}" if counts else NOTHING,
    ]


def _result(line: DrillLine, lang: Language) -> str:
    """The word alone; its reason stands in that drill's own report."""
    whole = render(said(OVERALL, line.overall or ""), lang)
    return whole.partition("（" if lang == "ja" else " (")[0]


def _left_out(history: History, lang: Language) -> Points:
    others = [each for each in history.drills if each.standing not in ("counted", "tabletop")]
    return Points(LEFT_OUT, [left_out_said(each, lang) for each in others])


def left_out_said(line: DrillLine | DrillRow, lang: Language) -> str:
    """Which record it is, and why it does not count."""
    reason = REASON[line.standing]()
    why = reason if line.why is None else BECAUSE(reason=reason, why=line.why)
    return render(LEFT_OUT_LINE(place=line.place, why=why), lang)
