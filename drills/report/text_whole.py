"""In whole, what the first page tells in part: issues, decisions requested, what was not real.

Nothing where the first page says all of it. The page says of the rest that it stands in the full
report, and this is where.
"""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Language, Phrase, render
from drills.report import page_around, page_issues
from drills.report.issues import IssueLine
from drills.report.model import Report
from drills.report.page_cut import flat
from drills.report.page_fit import LONGEST, fit
from drills.report.page_issues import ISSUES_SHOWN, issue_cells
from drills.report.saying import NOTHING
from drills.report.text_block import Points
from drills.report.text_issues import DO, WHY

ISSUES = Phrase(
    "text.whole_issues", ja="【課題（すべて、重い順）】", en="ALL ISSUES, THE GRAVEST FIRST"
)
DECISIONS = Phrase(
    "text.whole_decisions",
    ja="【判断していただきたい事項（すべて）】",
    en="ALL DECISIONS REQUESTED",
)
SIMULATED = Phrase(
    "text.whole_simulated",
    ja="【模擬した部分・実施しなかったこと（すべて）】",
    en="ALL THAT WAS SIMULATED, OR NOT DONE",
)
WITH_CAUSE = Phrase("text.whole_issue_cause", ja="{what}　{why}　{do}", en="{what} / {why} / {do}")
WITHOUT = Phrase("text.whole_issue", ja="{what}　{do}", en="{what} / {do}")


def issues_beside_lines(report: Report, lang: Language) -> Points:
    """All issues, where the lines of the text do not tell all of them."""
    return _issues(report, lang, LONGEST)


def issues_beside_table(report: Report, lang: Language) -> Points:
    """All issues, where the table of the one page does not tell all of them."""
    return _issues(report, lang, fit(report, lang).longest)


def _issues(report: Report, lang: Language, longest: int) -> Points:
    told = [issue_cells(each, lang, longest) for each in report.issues[:ISSUES_SHOWN]]
    found = [issue_cells(each, lang, None) for each in report.issues]
    return Points(ISSUES, [] if found == told else [_issue(each, lang) for each in report.issues])


def _issue(issue: IssueLine, lang: Language) -> str:
    what, cause, measure, owner, due, budget = issue_cells(issue, lang, None)
    do = DO(measure=measure, owner=owner, due=due, budget=budget)
    if cause == NOTHING:
        return render(WITHOUT(what=what, do=do), lang)
    return render(WITH_CAUSE(what=what, why=WHY(cause=cause), do=do), lang)


def _decisions(report: Report, lang: Language) -> Points:
    found = [flat(render(each, lang)) for each in report.decisions]
    return _whole(DECISIONS, found, page_issues.decisions(report, lang))


def _simulated(report: Report, lang: Language) -> Points:
    found = [flat(render(each.what, lang)) for each in report.simulated]
    return _whole(SIMULATED, found, page_around.simulated(report, lang))


def _whole(heading: Phrase, found: Sequence[str], on_page: Points) -> Points:
    return Points(heading, [] if not found or found == list(on_page.items) else found)


ASKED = (_decisions,)
NOT_REAL = (_simulated,)
