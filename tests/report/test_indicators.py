"""The plan's own figures: told by a drill where it can tell them, and never made up."""

from __future__ import annotations

from dataclasses import replace

from bcp.message import Text
from bcp.upkeep import Indicator
from drills.core.events import DrillStarted
from drills.report.assembled import report_of
from drills.report.indicator_lines import IndicatorLine, rate_to
from tests.report.made_up import BRIEF, recorded, rich

KPI = (
    Indicator("in-time", target=100, unit="%", fed_by="rto_met"),
    Indicator(
        *("declared", Text("宣言まで"), 5, "分", "smaller"), fed_by="step_minutes", step="declare"
    ),
    Indicator("reached", target=90, unit="%", fed_by="people_reached"),
    Indicator("months", target=12, unit="月"),
)


def told() -> dict[str, IndicatorLine]:
    started, *rest = rich()
    assert isinstance(started, DrillStarted)
    plan = replace(BRIEF.plan, kpi=KPI)
    report = report_of(recorded((replace(started, brief=replace(BRIEF, plan=plan)), *rest)))
    return {each.id: each for each in report.indicators}


def test_a_figure_that_the_drill_tells_has_its_value_rate_and_grade() -> None:
    declared = told()["declared"]
    assert declared.value == 0.1
    assert (declared.rate_percent, declared.grade) == (999.9, "A")
    assert declared.records


def test_what_the_drill_does_not_tell_is_no_zero_and_says_why() -> None:
    for name in ("reached", "months"):
        line = told()[name]
        assert (line.value, line.rate_percent, line.grade) == (None, None, "－")
        assert line.why is not None


def test_only_what_was_really_measured_is_counted() -> None:
    # Two rungs lie within the error; one more was met by pretence, and is not among them.
    assert told()["in-time"].value == 0.0


def test_the_rate_is_cut_and_turns_with_the_direction() -> None:
    larger, smaller = KPI[2], KPI[1]
    assert rate_to(larger, 89.9) == 99.8
    assert rate_to(larger, 90.0) == 100.0
    assert rate_to(smaller, 6.0) == 83.3
    assert rate_to(smaller, 0.0) == 999.9
