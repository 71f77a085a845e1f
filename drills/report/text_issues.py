"""The gravest issues as text: a table of six columns has no room on eighty."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.report.layout import paragraph
from drills.report.model import Report
from drills.report.page_cut import first_of, more
from drills.report.page_issues import ISSUES, ISSUES_SHOWN, issue_cells
from drills.report.saying import NOTHING

WHY = Phrase("text.issue_why", ja="原因: {cause}", en="Cause: {cause}")
DO = Phrase(
    "text.issue_do",
    ja="対応: {measure}（担当 {owner}・期限 {due}・予算要否 {budget}）",
    en="Measure: {measure} (owner {owner}, due {due}, budget {budget})",
)


def issues(report: Report, lang: Language) -> list[str]:
    """Each issue with its cause and its measure; no lines where there is none."""
    shown, left_out = first_of(report.issues, ISSUES_SHOWN)
    if not shown:
        return []
    lines = [render(ISSUES(), lang)]
    for number, each in enumerate(shown, start=1):
        what, cause, measure, owner, due, budget = issue_cells(each, lang)
        lines += paragraph(what, "    ", f"{number:2}. ")
        if cause != NOTHING:
            lines += paragraph(render(WHY(cause=cause), lang), "    ", "    ")
        do = DO(measure=measure, owner=owner, due=due, budget=budget)
        lines += paragraph(render(do, lang), "    ", "    ")
    return lines + [line for each in more(left_out, lang) for line in paragraph(each, "  ", "  ")]
