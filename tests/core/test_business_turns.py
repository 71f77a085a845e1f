"""Businesses and criteria of a drill that was held at several terminals, or by several towns."""

from __future__ import annotations

from dataclasses import replace

from bcp.durations import HOUR, Span
from bcp.inventory import Business
from bcp.message import Text
from bcp.people import Role
from drills.core import events as e
from drills.core.business_turns import business_turns
from drills.core.handed_in import Given
from drills.core.machine import replay
from drills.report.assembled import report_of
from scenarios.conduct import BusinessTurn, Cast, Criterion
from tests.core import segments_made as made
from tests.core.municipalities_made import OTHER, together, two_zones
from tests.core.test_merging import made as merged
from tests.report.made_up import recorded

COUNTER = Business("counter", Text("窓口"), start_by=Span(HOUR))
LEAD = Role("chief", Text("責任者", "Head"))


def with_business(given: Given) -> Given:
    """The same record, in which the step `report` opens the counter again."""
    first = given.events[0]
    assert isinstance(first, e.DrillStarted)
    brief = first.brief
    steps = tuple(
        replace(each, businesses=(BusinessTurn("counter", "resumed"),))
        if each.id == "report"
        else each
        for each in brief.scenario.steps
    )
    scenario = replace(
        brief.scenario,
        steps=steps,
        roles=Cast(director=Text("chief"), players=(Text("chief"), Text("県"))),
        evaluation=(Criterion("told", Text("報告した"), "report"),),
    )
    plan = replace(brief.plan, businesses=(COUNTER,), roles=(LEAD,))
    events = (replace(first, brief=replace(brief, plan=plan, scenario=scenario)), *given.events[1:])
    return replace(given, events=events)


def test_a_business_is_told_by_the_zone_in_which_its_step_was_done() -> None:
    segments = [with_business(each) for each in (made.office(), made.lgwan())]
    (turn,) = business_turns(replay(merged(*segments)))
    assert (turn.business, turn.step, turn.result.verdict) == ("counter", "report", "met")


def test_a_terminal_that_does_not_do_the_step_tells_nothing_of_the_business() -> None:
    told = {
        zone: business_turns(replay(with_business(given).events))[0].result.verdict
        for zone, given in (("office", made.office()), ("lgwan", made.lgwan()))
    }
    assert sorted(told.values()) == ["met", "not_measured"]


def test_among_several_towns_each_ones_business_criterion_and_parts_are_its_own() -> None:
    first = [with_business(each) for each in two_zones()]
    other = [with_business(each) for each in two_zones(OTHER)]
    report = report_of(recorded(together(*first, *other)))
    assert [(each.business, each.figure.verdict) for each in report.businesses] == [
        ("01204/counter", "met"),
        ("01213/counter", "met"),
    ]
    assert [(each.step, each.outcome) for each in report.evaluation] == [
        ("01204/report", "held"),
        ("01213/report", "held"),
    ]
    said = [each.said.ja for each in report.setting.roles]
    assert said == ["責任者", "責任者", "県"]
