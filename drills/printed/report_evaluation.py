"""評価: item by item what the records show, grades, what changed, what is to be mended.

The records show what was done and measured. What went well beyond that, why something went wrong
and whether the plan is to be changed only people can say: that is left to be filled in, never made
up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bcp.message import Language, Message, Phrase, Text, render
from drills.core.events import Outcome
from drills.printed.document import Block, Facts, Line, Points, Title
from drills.printed.report_blocks import numbers, table
from drills.printed.still_open import fill_in
from drills.report.business_lines import CriterionLine
from drills.report.grading import GradeLine
from drills.report.issues import IssueLine
from drills.report.model import Report
from drills.report.page_grade import grade_said
from drills.report.past import PastFigure
from drills.report.saying import NOTHING, say, span
from drills.report.target_rows import target_rows
from drills.report.words import VERDICT, said

TITLE = Phrase("paper_report.evaluation", ja="評価", en="Evaluation")
OVERALL = Phrase("paper_report.overall", ja="総合評価", en="Overall grade")
ITEMS = Phrase("paper_report.items", ja="項目別の評価", en="Item by item")
ITEMS_HOW = Phrase(
    "paper_report.items_how",
    ja="○ できた　△ できたが目標の時間を過ぎた　× できなかった　－ 記録からは評価できない。"
    "記録が示すところです。評価者が見たことを加え、必要なら改めてください。",
    en="○ done, △ done but not in time, × not done, － the records cannot tell. This is what the "
    "records show: evaluators add what they saw, and change it where they must.",
)
ITEM = Phrase("paper_report.item", ja="項目", en="Item")
MARK = Phrase("paper_report.mark", ja="評価", en="Mark")
SEEN = Phrase("paper_report.seen", ja="見たこと", en="What was seen")
RECORDS = Phrase("paper_report.records", ja="記録", en="Records")
GRADES = Phrase("paper_report.grades", ja="達成度合（A〜D）", en="Grades")
TARGET = Phrase("paper_report.graded", ja="対象", en="Target")
RATE = Phrase("paper_report.rate", ja="達成率", en="Rate")
GRADE = Phrase("paper_report.grade", ja="評価", en="Grade")
VERDICT_HEAD = Phrase("paper_report.verdict", ja="判定", en="Verdict")
CHANGE = Phrase("paper_report.change", ja="前回比", en="Against the last drill")
CHANGE_HOW = Phrase(
    "paper_report.change_how",
    ja="この報告は今回の記録だけから作りました。bcp-drill report {run} --past で、前回までの値を"
    "加えられます。",
    en="This report was made from this drill's records alone. bcp-drill report {run} --past adds "
    "earlier figures.",
)
BEFORE = Phrase("paper_report.before", ja="前回", en="Before")
NOW = Phrase("paper_report.now", ja="差", en="Difference")
SHORTER = Phrase("paper_report.shorter", ja="{us:span}短縮", en="{us:span} shorter")
LONGER = Phrase("paper_report.longer", ja="{us:span}超過", en="{us:span} longer")
NO_CHANGE = Phrase("paper_report.no_change", ja="差は誤差の範囲内", en="within the error")
GOOD = Phrase("paper_report.good", ja="良かった点", en="What went well")
GOOD_MET = Phrase(
    "paper_report.good_met",
    ja="目標を達成した（記録による）: {name}",
    en="met (by the records): {name}",
)
ISSUES = Phrase("paper_report.issues", ja="課題・原因・改善事項", en="What to mend")
ISSUE = Phrase("paper_report.issue", ja="課題", en="Issue")
CAUSE = Phrase("paper_report.cause", ja="原因", en="Cause")
MEASURE = Phrase("paper_report.measure", ja="改善事項", en="Measure")
OWNER = Phrase("paper_report.owner", ja="担当・期限", en="Owner, due")
BUDGET = Phrase("paper_report.budget", ja="予算の要否", en="Budget")
AMEND = Phrase("paper_report.amend", ja="計画の改定", en="Change of the plan")
AMEND_HOW = Phrase(
    "paper_report.amend_how",
    ja="□ 要（箇所: {where}）　□ 不要",
    en="□ yes (where: {where})  □ no",
)
NEXT_YEAR = Phrase("paper_report.next_year", ja="次年度計画への反映", en="In next year's plan")
EVALUATOR = Phrase("paper_report.evaluator", ja="評価者・評価日", en="Evaluator, date")

_MARKS: Mapping[Outcome, str] = {"held": "○", "broken": "×", "unknown": "－", "skipped": "－"}


def evaluation(report: Report, lang: Language) -> Iterator[Block]:
    """The blocks of it, without its own heading."""
    yield from _overall(report, lang)
    yield from _items(report, lang)
    yield from _grades(report, lang)
    yield from _change(report, lang)
    yield from _good(report, lang)
    yield from _issues(report, lang)
    rows = (
        (AMEND, render(AMEND_HOW(where=fill_in(lang)), lang)),
        (NEXT_YEAR, fill_in(lang)),
        (EVALUATOR, fill_in(lang)),
    )
    yield Facts(tuple((render(name(), lang), value) for name, value in rows))


def _overall(report: Report, lang: Language) -> Iterator[Block]:
    grading = report.grading
    lines = (grade_said(report, lang), render(grading.why, lang))
    capped = [render(each, lang) for each in grading.capped]
    yield Facts(((render(OVERALL(), lang), "\n".join((*lines, *capped))),))


def _items(report: Report, lang: Language) -> Iterator[Block]:
    if not report.evaluation:
        return
    yield Title(render(ITEMS(), lang), 2)
    yield Line(render(ITEMS_HOW(), lang), "note")
    heads = [render(each(), lang) for each in (ITEM, MARK, SEEN, RECORDS)]
    rows = [
        [say(each.text, lang), mark_of(each), fill_in(lang), numbers(each.records)]
        for each in report.evaluation
    ]
    yield table(heads, rows)


def mark_of(line: CriterionLine) -> str:
    """○ done, △ done but not in time, × not done, － the records cannot tell."""
    if line.outcome is None:
        return "－"
    if line.outcome == "held" and line.verdict == "missed":
        return "△"
    return _MARKS[line.outcome]


def _grades(report: Report, lang: Language) -> Iterator[Block]:
    lines = report.grading.lines
    if not lines:
        return
    yield Title(render(GRADES(), lang), 2)
    heads = [render(each(), lang) for each in (TARGET, RATE, GRADE, VERDICT_HEAD, RECORDS)]
    yield table(heads, [_grade_row(each, lang) for each in lines])


def _grade_row(line: GradeLine, lang: Language) -> list[str]:
    rate = NOTHING if line.rate_percent is None else f"{line.rate_percent:g}%"
    verdict = render(said(VERDICT, line.figure.verdict), lang)
    return [say(line.name, lang), rate, line.grade, verdict, numbers(line.figure.records)]


def _change(report: Report, lang: Language) -> Iterator[Block]:
    yield Title(render(CHANGE(), lang), 2)
    if report.past is None:
        yield Line(render(CHANGE_HOW(run=report.header.run_id), lang), "note")
        return
    heads = [render(each(), lang) for each in (TARGET, BEFORE, NOW)]
    rows = [
        [
            say(each.name, lang),
            span(each.before.actual_us if each.before else None, lang),
            _changed(each, lang),
        ]
        for each in report.past.figures
    ]
    yield table(heads, rows)


def _changed(figure: PastFigure, lang: Language) -> str:
    if figure.before is None or figure.change_us is None:
        return NOTHING if figure.why is None else render(figure.why, lang)
    if figure.turn == "no_difference":
        return render(NO_CHANGE(), lang)
    changed = SHORTER if figure.turn == "shorter" else LONGER
    return render(changed(us=abs(figure.change_us)), lang)


def _good(report: Report, lang: Language) -> Iterator[Block]:
    yield Title(render(GOOD(), lang), 2)
    seen = ("measured", "observed", "attested")
    met = [
        render(GOOD_MET(name=row.title), lang)
        for row in target_rows(report, lang)
        if row.figure.verdict == "met" and row.figure.source in seen
    ]
    yield Points((*met, fill_in(lang)))


def _issues(report: Report, lang: Language) -> Iterator[Block]:
    yield Title(render(ISSUES(), lang), 2)
    heads = [render(each(), lang) for each in (ISSUE, CAUSE, MEASURE, OWNER, BUDGET, RECORDS)]
    rows = [_issue_row(each, lang) for each in report.issues]
    open_row = [fill_in(lang), *[""] * 5]
    yield table(heads, [*rows, open_row])


def _issue_row(line: IssueLine, lang: Language) -> list[str]:
    return [
        render(line.what, lang),
        _or_open(line.cause, lang),
        _or_open(line.measure, lang),
        f"{_or_open(line.owner, lang)}\n{line.due or fill_in(lang)}",
        _or_open(line.budget, lang),
        numbers(line.records),
    ]


def _or_open(words: Message | Text | None, lang: Language) -> str:
    return fill_in(lang) if words is None else say(words, lang) or fill_in(lang)
