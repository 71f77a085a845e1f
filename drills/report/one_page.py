"""The one page (1枚) for the head of the department and the CIO, as blocks of no format.

Their order is that of the page: grade, targets, past, issues, decisions, what was simulated,
businesses, power and lines, who took part, the next drill. Text, Markdown, docx and xlsx set these
blocks; the HTML page has a layout of its own, from the same values.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Language, Phrase, render
from drills.report.model import Report
from drills.report.saying import NOTHING
from drills.report.text_block import Block, Column, Points, Table

GRADE = Phrase("page.grade", ja="【総合評価】", en="GRADE")
GRADE_SAID = Phrase("page.grade_said", ja="{grade}（{meaning}）", en="{grade} ({meaning})")
ISSUES = Phrase("page.issues", ja="【課題（重い順）】", en="ISSUES, THE GRAVEST FIRST")
WHAT = Phrase("page.head_what", ja="内容", en="What")
CAUSE = Phrase("page.head_cause", ja="原因", en="Cause")
MEASURE = Phrase("page.head_measure", ja="対応", en="Measure")
OWNER = Phrase("page.head_owner", ja="担当・期限", en="Owner, due")
BUDGET = Phrase("page.head_budget", ja="予算", en="Budget")
UNDECIDED = Phrase("page.undecided", ja="未定", en="undecided")
DECISIONS = Phrase("page.decisions", ja="【判断していただきたい事項】", en="DECISIONS REQUESTED")
SIMULATED = Phrase(
    "page.simulated",
    ja="【模擬した部分・実施できなかったこと】",
    en="WHAT WAS SIMULATED OR NOT DONE",
)
TOP = 3
"""How many of each stand on the page; the others stand behind it."""


def blocks(report: Report, lang: Language) -> Sequence[Block]:
    """The blocks of the one page, in their order; empty ones are left out."""
    made = (_grade, _issues, _decisions, _simulated)
    found = [make(report, lang) for make in made]
    return [each for each in found if (each.items if isinstance(each, Points) else each.rows)]


def _grade(report: Report, lang: Language) -> Points:
    grading = report.grading
    grade = GRADE_SAID(grade=grading.grade, meaning=grading.meaning)
    said = render(grade, lang) if grading.meaning.said_in(lang) else grading.grade
    return Points(GRADE, (said, render(grading.why, lang)))


def _issues(report: Report, lang: Language) -> Table:
    undecided = render(UNDECIDED(), lang)
    rows = []
    for each in report.issues[:TOP]:
        owner = each.owner.said_in(lang) if each.owner else ""
        rows.append(
            [
                render(each.what, lang),
                render(each.cause, lang) if each.cause else NOTHING,
                render(each.measure, lang) if each.measure else NOTHING,
                f"{owner or undecided}\n{each.due or undecided}",
                each.budget.said_in(lang) if each.budget else undecided,
            ]
        )
    columns = (
        *(Column(WHAT, 24, 24), Column(CAUSE, 18, 18), Column(MEASURE, 14, 14)),
        *(Column(OWNER, 10, 10), Column(BUDGET, 6, 9)),
    )
    return Table(ISSUES, columns, rows, [each.records for each in report.issues[:TOP]])


def _decisions(report: Report, lang: Language) -> Points:
    return Points(DECISIONS, [render(each, lang) for each in report.decisions[:TOP]])


def _simulated(report: Report, lang: Language) -> Points:
    return Points(SIMULATED, [render(each.what, lang) for each in report.simulated])
