"""Nothing that nobody saw betters a grade: not by its number, and not by being left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import Span
from bcp.message import render
from bcp.preset_files import shipped
from bcp.preset_filling import GRADES
from bcp.upkeep import Indicator
from drills.core import events as e
from drills.core.overall import Overall
from drills.report.assembled import report_of
from drills.report.grade_scale import NOT_GRADED, GradeScale
from drills.report.graded import graded
from drills.report.grading import GradeLine, Grading
from drills.report.model import Report
from tests.core import making as m
from tests.report.made_up import BRIEF, S, ended, lost, recorded, returned, simple

SCALE = GradeScale.of(shipped(GRADES))
WEB, MAIL, GROUPWARE = BRIEF.targets[2:]
BACK = (lost("web/http", 10 * S, 11 * S), returned("web/http", 30 * S, 31 * S))


def report(*events: e.Event, **brief: object) -> Report:
    scenario = replace(BRIEF.scenario, steps=BRIEF.scenario.steps[:1], targets=(), forbid=())
    whole = (*events, e.DrillEnded(100 * S, "completed"))
    return report_of(recorded(simple(*whole, scenario=scenario, **brief)))


def measured() -> GradeLine:
    line = report(*BACK, targets=(WEB,)).grading.lines[0]
    assert line.figure.verdict == "met"
    return replace(line, importance="normal", counts=True)


LINE = measured()
UNKNOWN = replace(LINE, figure=replace(LINE.figure, verdict="not_measured", actual_us=None))
KINDS = {
    "measured": LINE,
    "missed": replace(LINE, figure=replace(LINE.figure, verdict="missed"), rate_percent=40.0),
    "unknown": UNKNOWN,
}
UNREAL = (
    replace(LINE, figure=replace(LINE.figure, source="injected")),
    replace(LINE, figure=replace(LINE.figure, source="assumed")),
    replace(LINE, figure=replace(LINE.figure, assumed_us=S)),
)


def grade(lines: Sequence[GradeLine]) -> Grading:
    return graded(lines, Overall.PASSED, SCALE)


def place(found: Grading) -> int:
    """0 is the best; no grade at all is the worst."""
    return len(SCALE.grades) if found.grade == NOT_GRADED else SCALE.grades.index(found.grade)


@given(
    st.lists(st.sampled_from(sorted(KINDS)), max_size=8),
    st.integers(1, 8),
    st.sampled_from(UNREAL),
)
def test_pretending_instead_of_measuring_never_betters_the_grade(
    kinds: list[str], count: int, unreal: GradeLine
) -> None:
    rest = [KINDS[each] for each in kinds]
    pretended, honest = grade(rest + [unreal] * count), grade(rest + [UNKNOWN] * count)
    assert place(pretended) >= place(honest)
    assert (pretended.met, pretended.rto_met) == (honest.met, honest.rto_met)
    assert place(pretended) >= place(grade(rest))


def test_a_drill_in_which_most_was_pretended_is_not_graded() -> None:
    found = report(
        *BACK,
        e.StepDue(40 * S, "quake", 0),
        e.PretenceSet(40 * S, "system", "groupware", "down", "quake", None),
        e.PretenceSet(40 * S, "system", "mail", "down", "quake", None),
        ended(41 * S, "quake", "held", "held", "injected"),
        e.PretenceCleared(50 * S, "system", "groupware", "quake", "injected"),
        e.PretenceCleared(50 * S, "system", "mail", "quake", "injected"),
        targets=(WEB, MAIL, GROUPWARE),
        checks=BRIEF.checks[2:3],
    ).grading
    assert {each.figure.verdict for each in found.lines} == {"met"}
    assert (found.grade, found.targets, found.measured, found.met) == (NOT_GRADED, 3, 1, 1)


def test_a_system_that_nothing_could_look_at_is_not_left_out_of_the_grade() -> None:
    unprobed = [m.target(f"s{n}", rto=Span(60 * S)) for n in range(2)]
    found = report(*BACK, targets=(WEB, *unprobed)).grading
    assert (found.grade, found.counted, found.measured) == (NOT_GRADED, 3, 1)


def test_a_figure_that_a_jump_made_is_not_measured() -> None:
    jumped = (BACK[0], e.TimeJumped(15 * S, 20 * S, None), BACK[1])
    found = report(*jumped, targets=(WEB,))
    assert found.recoveries[0].rto.assumed_us == 20 * S
    assert found.grading.grade == NOT_GRADED


def test_two_caps_are_two_sentences() -> None:
    unknown = replace(UNKNOWN, importance="critical")
    found = grade([LINE, LINE, unknown])
    assert len(found.capped) == 2
    assert "。、" not in render(found.why, "ja")


def test_a_share_of_targets_met_is_of_all_that_count() -> None:
    kpi = (Indicator("rto", target=90.0, unit="%", fed_by="rto_met"),)
    unprobed = [m.target(f"s{n}", rto=Span(60 * S)) for n in range(3)]
    plan = replace(BRIEF.plan, kpi=kpi)
    (line,) = report(*BACK, plan=plan, targets=(WEB, *unprobed)).indicators
    assert (line.value, line.grade) == (25.0, "D")
