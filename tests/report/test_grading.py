"""The grade of a drill: by the scale, capped by its laws, never bettered by what was not real."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.message import LANGUAGES, Language, Message, Text, render
from bcp.model import Importance
from bcp.preset_files import shipped
from drills.core.evidence import Source
from drills.core.measure import Verdict
from drills.core.overall import Overall
from drills.core.recovery import NO_OUTAGE
from drills.report.assembled import report_of
from drills.report.grade_scale import NOT_GRADED, GradeScale, rate_of
from drills.report.graded import CRITICAL_MISSED, CRITICAL_UNMEASURED, graded, graded_line
from drills.report.grading import GradeLine, Grading
from drills.report.measured_lines import Figure
from tests.report.made_up import cut_off, recorded, rich

ABCD = GradeScale.of(shipped("grades-abcd"))
MARKS = GradeScale.of(shipped("grades-marks"))
SECOND = 1_000_000
LIMIT = 100 * SECOND


def figure(
    verdict: Verdict,
    high: int | None = None,
    source: Source = "measured",
    why: Message | None = None,
) -> Figure:
    return Figure(
        *(verdict, LIMIT, high, 0, high, high, None, source, "onset", why, 0, 0, False),
        Message("x"),
        (),
    )


def took(seconds: float, source: Source = "measured") -> Figure:
    high = int(seconds * SECOND)
    return figure("met" if high <= LIMIT else "missed", high, source)


def line(
    told: Figure, importance: Importance = "normal", scale: GradeScale = ABCD, name: str = "web"
) -> GradeLine:
    bare = GradeLine("rto", name, None, Text(name), importance, told, None, "", counts=False)
    return graded_line(bare, scale)


def grade_of(*lines: GradeLine, result: Overall = Overall.PASSED) -> Grading:
    return graded(lines, result, ABCD)


@pytest.mark.parametrize(
    ("seconds", "rate", "grade"),
    [(50, 200.0, "A"), (100, 100.0, "A"), (105, 95.2, "B"), (120, 83.3, "C"), (200, 50.0, "D")],
)
def test_a_target_is_graded_by_limit_over_actual(seconds: float, rate: float, grade: str) -> None:
    told = line(took(seconds))
    assert (told.rate_percent, told.grade) == (rate, grade)


def test_the_rate_takes_the_later_end_of_the_interval_and_is_never_rounded_up() -> None:
    told = replace(figure("within_error", 100_040_000), low_us=99 * SECOND)
    assert line(told).rate_percent == 99.9
    assert line(told).grade == "B"
    assert rate_of(LIMIT, 0) == rate_of(10**15, 1) == 999.9


def test_what_was_missed_and_never_over_has_no_rate_and_the_lowest_grade() -> None:
    told = line(figure("missed"))
    assert (told.rate_percent, told.grade) == (None, "D")
    assert grade_of(told, line(took(1))).rate_percent == 50.0


def test_within_error_is_not_met() -> None:
    told = replace(figure("within_error", 101 * SECOND), low_us=99 * SECOND)
    found = grade_of(line(told), line(took(50)))
    assert (found.met, found.measured, found.grade) == (1, 2, "B")


def test_a_missed_recovery_time_of_a_critical_system_caps_the_grade_at_the_third() -> None:
    good = [line(took(10)) for _ in range(19)]
    found = grade_of(*good, line(took(101), "critical", name="register"))
    assert (found.uncapped, found.grade) == ("B", "C")
    assert [each.code for each in found.capped] == [CRITICAL_MISSED.code]
    assert "register" in render(found.why, "en")
    assert grade_of(*good, line(took(101))).grade == "B"


def test_a_critical_target_that_was_not_measured_keeps_the_best_grade_away() -> None:
    unseen = line(figure("not_measured", why=NO_OUTAGE()), "critical", name="register")
    found = grade_of(line(took(10)), unseen)
    assert (found.uncapped, found.grade) == ("A", "B")
    assert [each.code for each in found.capped] == [CRITICAL_UNMEASURED.code]
    pretended = line(took(10, "injected"), "critical")
    assert grade_of(line(took(10)), pretended).grade == "B"


def test_what_was_not_measured_is_told_and_never_left_out() -> None:
    unseen = line(figure("not_measured"))
    found = grade_of(line(took(10)), unseen)
    assert (unseen.rate_percent, unseen.grade) == (None, NOT_GRADED)
    assert (found.targets, found.counted, found.measured) == (2, 2, 1)
    assert found.grade == "B"
    assert grade_of(line(took(10)), unseen, unseen).grade == NOT_GRADED


def test_a_step_that_failed_keeps_the_best_grade_away() -> None:
    assert grade_of(line(took(10)), result=Overall.STEP_FAILED).grade == "B"


@pytest.mark.parametrize("source", ["injected", "assumed"])
def test_where_nothing_was_real_there_is_no_grade(source: Source) -> None:
    found = grade_of(line(took(10, source)), line(figure("not_measured")))
    assert found.grade == NOT_GRADED
    assert grade_of().grade == NOT_GRADED


@pytest.mark.parametrize(
    "result", [Overall.ABORTED, Overall.STOPPED, Overall.REAL_EVENT, Overall.NOT_CLOSED]
)
def test_a_drill_that_was_not_held_to_its_end_is_not_graded(result: Overall) -> None:
    assert grade_of(line(took(10)), result=result).grade == NOT_GRADED


def test_on_a_scale_of_three_marks_all_some_and_none_are_told_apart() -> None:
    def on_marks(*figures: Figure) -> str:
        lines = [line(each, scale=MARKS) for each in figures]
        return graded(lines, Overall.PASSED, MARKS).grade

    assert on_marks(took(10)) == "○"
    assert on_marks(took(10), took(300)) == "△"
    assert on_marks(figure("missed")) == "×"


_FIGURES = st.one_of(
    st.builds(
        took,
        st.floats(min_value=0, max_value=1_000),
        st.sampled_from(get_args(Source)),
    ),
    st.builds(figure, st.sampled_from(("missed", "not_measured"))),
)
_LINES = st.builds(line, _FIGURES, st.sampled_from(get_args(Importance)))


def place(found: Grading) -> int:
    """How good it is, the lower the better; what is not graded is the worst of all."""
    grades = [*ABCD.grades, NOT_GRADED]
    return grades.index(found.grade)


@given(st.lists(_LINES, max_size=8), _LINES, st.sampled_from(("injected", "assumed")))
def test_no_pretended_or_assumed_figure_ever_betters_a_grade(
    lines: list[GradeLine], more: GradeLine, source: Source
) -> None:
    told = replace(more.figure, source=source)
    if told.verdict == "not_measured":
        return
    unreal = line(told, more.importance or "normal")
    assert place(grade_of(*lines, unreal)) >= place(grade_of(*lines))


@given(st.lists(_LINES, max_size=8), st.floats(min_value=100.001, max_value=1_000))
def test_no_grade_is_above_the_third_where_a_critical_system_missed(
    lines: list[GradeLine], seconds: float
) -> None:
    assert place(grade_of(*lines, line(took(seconds), "critical"))) >= ABCD.grades.index("C")


@given(st.lists(_LINES, min_size=1, max_size=8), st.floats(min_value=1, max_value=10))
def test_a_slower_recovery_never_betters_a_grade(lines: list[GradeLine], times: float) -> None:
    first, *others = lines
    if first.figure.high_us is None:
        return
    slower = line(
        took(first.figure.high_us * times / SECOND, first.figure.source),
        first.importance or "normal",
    )
    assert place(grade_of(slower, *others)) >= place(grade_of(*lines))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_says_its_grade_and_the_rules_in_whole_sentences(lang: Language) -> None:
    grading = report_of(recorded(rich())).grading
    assert grading.grade in ABCD.grades
    assert all(render(each, lang).endswith(("。", ".")) for each in (grading.why, *grading.rules))
    assert report_of(recorded(cut_off())).grading.grade == NOT_GRADED
