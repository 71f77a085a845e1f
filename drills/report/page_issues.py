"""Issues, decisions requested and what to do next, on the one page."""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Language, Phrase, render
from drills.report.issues import IssueLine
from drills.report.model import Report
from drills.report.page_cut import first_of, more, short
from drills.report.page_fit import LONGEST, fit
from drills.report.saying import NOTHING
from drills.report.text_block import Column, Points, Table

ISSUES = Phrase("one_page.issues", ja="【課題（重い順）】", en="ISSUES, THE GRAVEST FIRST")
NO_ISSUES = Phrase("one_page.no_issues", ja="課題は見つかりませんでした。", en="None was found.")
WHAT = Phrase("one_page.head_what", ja="内容", en="What")
CAUSE = Phrase("one_page.head_cause", ja="原因", en="Cause")
MEASURE = Phrase("one_page.head_measure", ja="対応", en="Measure")
OWNER = Phrase("one_page.head_owner", ja="担当", en="Owner")
DUE = Phrase("one_page.head_due", ja="期限", en="Due")
BUDGET = Phrase("one_page.head_budget", ja="予算要否", en="Budget")
UNDECIDED = Phrase("one_page.undecided", ja="未定", en="undecided")
DECISIONS = Phrase(
    "one_page.decisions", ja="【判断していただきたい事項】", en="DECISIONS REQUESTED"
)
NEXT = Phrase("one_page.next", ja="【次にすること】", en="WHAT TO DO NEXT")
ISSUES_SHOWN = 3
NEXT_SHOWN = 3


def issues(report: Report, lang: Language) -> Table | Points:
    """The gravest issues; one sentence where there is none."""
    shown, left_out = first_of(report.issues, ISSUES_SHOWN)
    if report.edition == "public":
        return Points(ISSUES, ())  # there may be some: nothing is said of them
    if not shown:
        return Points(ISSUES, (render(NO_ISSUES(), lang),))
    columns = (
        *(Column(WHAT, 22, 22), Column(CAUSE, 16, 16), Column(MEASURE, 14, 14)),
        *(Column(OWNER, 8, 9), Column(DUE, 8, 9), Column(BUDGET, 8, 9)),
    )
    records = [each.records for each in shown]
    longest = fit(report, lang).longest
    rows = [list(issue_cells(each, lang, longest)) for each in shown]
    return Table(ISSUES, columns, rows, records, notes=more(left_out, lang))


def issue_cells(issue: IssueLine, lang: Language, longest: int | None = LONGEST) -> Sequence[str]:
    """What, cause, measure, owner, due and budget of an issue, in words; 未定 where undecided.

    `longest`: the most cells that a text takes; None: all of it.
    """
    undecided = render(UNDECIDED(), lang)
    cause, measure = (
        NOTHING if each is None else short(render(each, lang), longest, lang)
        for each in (issue.cause, issue.measure)
    )
    return (
        *(short(render(issue.what, lang), longest, lang), cause, measure),
        (issue.owner.said_in(lang) if issue.owner else "") or undecided,
        issue.due or undecided,
        (issue.budget.said_in(lang) if issue.budget else "") or undecided,
    )


def decisions(report: Report, lang: Language) -> Points:
    """What is asked of those who decide."""
    room = fit(report, lang)
    shown, left_out = first_of(report.decisions, room.decisions)
    said = (short(render(each, lang), 2 * room.longest, lang) for each in shown)
    return Points(DECISIONS, (*said, *more(left_out, lang)))


def next_points(report: Report, lang: Language) -> Points:
    """The most urgent of what is to be done next."""
    urgent, others = next_said(report, lang)
    return Points(NEXT, (*urgent, *others))


def next_said(report: Report, lang: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The most urgent sentences, and the one that says how many are left out."""
    shown, left_out = first_of(report.summary.next, NEXT_SHOWN)
    most = 2 * fit(report, lang).longest
    return tuple(short(render(each, lang), most, lang) for each in shown), more(left_out, lang)
