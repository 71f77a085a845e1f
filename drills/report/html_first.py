"""The one page as the HTML page sets it: the grade beside the result, targets with small bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bcp.message import Language, Phrase, render
from drills.report import one_page, page_cut, page_facts, page_fit, page_grade, page_issues
from drills.report.contents import title_of
from drills.report.grade_scale import NOT_GRADED
from drills.report.html_bars import Bar, bar_of
from drills.report.html_section import Section, section_of
from drills.report.model import Report
from drills.report.page_grade import GradedRow

GRADE = Phrase("html_first.grade", ja="総合評価", en="Overall grade")
BAR = Phrase("html_first.bar", ja="実績と目標", en="Actual, target")
SCALE = Phrase("html_first.scale", ja="評定: {list}", en="Grades: {list}")

# These stand in places of their own.
_ELSEWHERE = (page_facts.FACTS, page_grade.GRADE, page_grade.TARGETS, page_issues.NEXT)


@dataclass(frozen=True)
class Compact:
    """One target on one line: its words in the order of the columns, and its bar."""

    name: str
    about: str
    verdict: str
    mark: str
    word: str
    cells: tuple[str, ...]
    bar: Bar


@dataclass(frozen=True)
class First:
    """What stands on the one page besides its head; `kept` is how the plan is to be kept.

    `dense`: it is set as closely as it can be read on paper.
    """

    dense: bool
    number: str
    boxes: tuple[str, ...]
    kept: str
    grade_title: str
    grade: str
    graded: bool
    meaning: str
    reasons: tuple[str, ...]
    next: tuple[str, ...]
    next_more: tuple[str, ...]
    targets_title: str
    heads: tuple[str, ...]
    targets: tuple[Compact, ...]
    targets_more: tuple[str, ...]
    scale: str
    sections: tuple[Section, ...]


def first_of(report: Report, lang: Language) -> First:
    """The one page of a report."""
    header, grading = report.header, report.grading
    shown, left_out = page_grade.shown_rows(report, lang)
    urgent, others = page_issues.next_said(report, lang)
    heads = (
        *(page_grade.NAME, page_grade.VERDICT, page_grade.LIMIT, page_grade.ACTUAL),
        *(page_grade.DIFFERENCE, page_grade.RATE, page_grade.SOURCE_HEAD, BAR),
    )
    return First(
        dense=page_fit.fit(report, lang).dense,
        number=header.form_number,
        boxes=tuple(each.said_in(lang) for each in header.approval_boxes),
        kept=header.confidentiality.said_in(lang),
        grade_title=render(GRADE(), lang),
        grade=grading.grade,
        graded=grading.grade != NOT_GRADED,
        meaning=page_grade.meaning_said(grading, lang),
        reasons=page_grade.reasons(report, lang),
        next=urgent,
        next_more=others,
        targets_title=title_of(page_grade.TARGETS, lang),
        heads=tuple(render(each(), lang) for each in heads),
        targets=tuple(_compact(each, lang) for each in shown),
        targets_more=page_cut.more(left_out, lang),
        scale=_scale(report, lang),
        sections=tuple(_sections(report, lang)),
    )


def _compact(graded: GradedRow, lang: Language) -> Compact:
    row = graded.row
    flat = [" ".join(each.split("\n")) for each in (row.limit, row.actual, row.difference)]
    return Compact(
        name=row.name,
        about=row.about,
        verdict=row.figure.verdict,
        mark=page_grade.MARKS[row.figure.verdict],
        word=row.verdict,
        cells=(*flat, graded.rate, page_grade.source(row, lang)),
        bar=bar_of(row.figure),
    )


def _scale(report: Report, lang: Language) -> str:
    between = "　" if lang == "ja" else "; "
    grades = (f"{each.grade} {each.meaning.said_in(lang)}" for each in report.grading.legend)
    return render(SCALE(list=between.join(grades)), lang)


def _sections(report: Report, lang: Language) -> Iterator[Section]:
    for block in one_page.blocks(report, lang):
        if block.heading not in _ELSEWHERE:
            section = section_of(block, lang)
            # The full report has sections of the same name.
            yield replace(section, id=f"page-{section.id}")
