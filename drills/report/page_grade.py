"""The grade and the targets on the one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Language, Phrase, render
from drills.core.measure import Verdict
from drills.report.grade_scale import NOT_GRADED
from drills.report.grading import GradeLine, Grading
from drills.report.model import Report
from drills.report.page_cut import first_of, more
from drills.report.page_fit import fit
from drills.report.saying import NOTHING
from drills.report.target_rows import TargetRow, target_rows
from drills.report.text_block import Column, Points, Table
from drills.report.words import SOURCE, said

GRADE = Phrase("one_page.grade", ja="【総合評価】", en="OVERALL GRADE")
GRADE_SAID = Phrase("one_page.grade_said", ja="{grade}（{meaning}）", en="{grade} ({meaning})")
CAPPED_FROM = Phrase(
    "one_page.capped_from",
    ja="上限による。達成率では{uncapped}",
    en="capped; {uncapped} by its rate",
)
GRADE_LINE = Phrase("one_page.grade_line", ja="総合評価: {grade}", en="Overall grade: {grade}")
TARGETS = Phrase("one_page.targets", ja="【目標の達成状況】", en="TARGETS")
NAME = Phrase("one_page.head_name", ja="対象", en="What")
LIMIT = Phrase("one_page.head_limit", ja="目標", en="Target")
ACTUAL = Phrase("one_page.head_actual", ja="実績", en="Actual")
DIFFERENCE = Phrase("one_page.head_difference", ja="差", en="Difference")
VERDICT = Phrase("one_page.head_verdict", ja="達成", en="Met")
RATE = Phrase("one_page.head_rate", ja="達成率・評定", en="Rate, grade")
SOURCE_HEAD = Phrase("one_page.head_source", ja="根拠", en="Source")
MEASURED_OF = Phrase(
    "one_page.measured_of",
    ja="目標{targets}件のうち、実測・目視・事業者回答で確かめたもの{measured}件。",
    en="{measured} of {targets} targets were measured, observed or attested.",
)
IN_TIME = Phrase(
    "one_page.in_time",
    ja="{said}目標復旧時間内の復旧を確かめたもの{met}/{of}件。",
    en="{said} Shown to recover within their RTO: {met} of {of}.",
)

# Shapes that can be told apart in black and white, as offices mark their tables.
MARKS: dict[Verdict, str] = {
    "met": "○",
    "missed": "×",
    "within_error": "△",
    "not_measured": "－",
    "no_target": "・",
}
_WORST: tuple[Verdict, ...] = ("missed", "within_error", "not_measured", "met", "no_target")


@dataclass(frozen=True)
class GradedRow:
    """A target in words, and its grade where it has one."""

    row: TargetRow
    line: GradeLine | None

    @property
    def rate(self) -> str:
        """The rate with the grade: 「95.2% B」, or 「－」."""
        if self.line is None or self.line.rate_percent is None:
            return NOT_GRADED if self.line is None else self.line.grade
        grade = "" if self.line.grade == NOT_GRADED else self.line.grade
        return f"{self.line.rate_percent:.1f}% {grade}".rstrip()


def grade(report: Report, lang: Language) -> Points:
    """The grade, why it is that, and how many of the targets were measured."""
    return Points(GRADE, (grade_said(report, lang), *reasons(report, lang)))


def grade_said(report: Report, lang: Language) -> str:
    """「B（90%以上100%未満）」, or 「C（上限による。達成率ではA）」."""
    meaning = meaning_said(report.grading, lang)
    if not meaning:
        return report.grading.grade
    return render(GRADE_SAID(grade=report.grading.grade, meaning=meaning), lang)


def meaning_said(grading: Grading, lang: Language) -> str:
    """What the grade means; of a capped one the meaning would tell a rate that it does not have."""
    if grading.grade != grading.uncapped:
        return render(CAPPED_FROM(uncapped=grading.uncapped), lang)
    return grading.meaning.said_in(lang)


def reasons(report: Report, lang: Language) -> tuple[str, ...]:
    """Why the grade is what it is, in a sentence or two."""
    grading = report.grading
    why = render(grading.why, lang)
    if not grading.measured:
        return (why,)
    measured = MEASURED_OF(targets=grading.targets, measured=grading.measured)
    if grading.rto_targets:
        measured = IN_TIME(said=measured, met=grading.rto_met, of=grading.rto_targets)
    return why, render(measured, lang)


def graded_rows(report: Report, lang: Language) -> Iterator[GradedRow]:
    """Every figure of the report that has a target, with its grade."""
    for row in target_rows(report, lang):
        found = (
            each
            for each in report.grading.lines
            if (each.kind, each.id, each.level) == row.key and each.figure == row.figure
        )
        if row.figure.limit_us is not None:
            yield GradedRow(row, next(found, None))


def shown_rows(report: Report, lang: Language) -> tuple[list[GradedRow], int]:
    """The rows that the page has room for, in the report's order, and how many it leaves out."""
    rows = list(graded_rows(report, lang))
    ranked = sorted(range(len(rows)), key=lambda at: _rank(rows[at]))
    kept, left_out = first_of(ranked, fit(report, lang).targets)
    return [rows[at] for at in sorted(kept)], left_out


def _rank(graded: GradedRow) -> tuple[bool, bool, int]:
    """What was met never takes the place of what was not; then the critical ones stand first."""
    verdict = graded.row.figure.verdict
    critical = graded.line is not None and graded.line.importance == "critical"
    return verdict in ("met", "no_target"), not critical, _WORST.index(verdict)


def targets(report: Report, lang: Language) -> Table:
    """The targets that the page has room for."""
    shown, left_out = shown_rows(report, lang)
    columns = (
        *(Column(NAME, 22, 20), Column(LIMIT, 9, 9), Column(ACTUAL, 11, 11)),
        *(Column(DIFFERENCE, 11, 12), Column(VERDICT, 8, 10)),
        *(Column(RATE, 9, 9), Column(SOURCE_HEAD, 10, 9)),
    )
    return Table(
        TARGETS,
        columns,
        [cells(each, lang) for each in shown],
        [each.row.figure.records for each in shown],
        [each.row.figure.verdict == "missed" for each in shown],
        more(left_out, lang),
    )


def cells(graded: GradedRow, lang: Language) -> list[str]:
    """One target in the columns of the page."""
    row = graded.row
    name = f"{row.name}\n{row.about}" if row.about else row.name
    mark = f"{MARKS[row.figure.verdict]} {row.verdict}"
    return [name, row.limit, row.actual, row.difference, mark, graded.rate, source(row, lang)]


def source(row: TargetRow, lang: Language) -> str:
    """Where the figure comes from; nothing where there is none."""
    known = row.figure.actual_us is not None
    return render(said(SOURCE, row.figure.source), lang) if known else NOTHING
