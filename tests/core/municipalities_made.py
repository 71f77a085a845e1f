"""Municipalities that drill together: the same ids in each, and records of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bcp.durations import MINUTE, SECOND
from bcp.model import Organisation, Plan
from drills.core import events as e
from drills.core.clock_bounds import Bounds, joined
from drills.core.clock_evidence import evidence_in
from drills.core.handed_in import Given
from drills.core.merging import Merging, merged
from drills.core.municipalities import by_code, groups
from drills.core.orders import Answer
from scenarios.model import Scenario
from tests.core import segments_made as made
from tests.core.simulation import Said, World

FIRST, OTHER = Organisation("甲市", code="01204"), Organisation("乙町", code="01213")


def owned(given: Given, by: Organisation, scenario: Scenario | None = None) -> Given:
    """The record as another organisation's terminal would have written it."""
    first = given.events[0]
    assert isinstance(first, e.DrillStarted)
    brief = replace(first.brief, plan=replace(first.brief.plan, organisation=by))
    brief = replace(brief, scenario=scenario or brief.scenario)
    return replace(
        given,
        file=f"{by.code}-{given.file}",
        code=by.code,
        events=(replace(first, brief=brief), *given.events[1:]),
    )


def two_zones(by: Organisation = FIRST) -> tuple[Given, ...]:
    """A municipality with two terminals that were held against the same clock."""
    compared = made.read_clock(30 * SECOND, 30 * SECOND)
    return owned(made.office(compared), by), owned(made.lgwan(compared), by)


def one_terminal(by: Organisation = OTHER, late: int = 0, slow: int = 0) -> Given:
    """A municipality with one terminal, slow to recover, which declares `slow` later."""
    plan = Plan(by, systems=tuple(replace(each, zone=None) for each in made.PLAN.systems))
    steps = tuple(replace(each, zone=None) for each in made.SCENARIO.steps)
    scenario = replace(made.SCENARIO, steps=steps, home_zone=None)
    people = {
        "declare": (Said(Answer("declare", "done", "町長"), 5 * SECOND + slow),),
        "restore": (Said(Answer("restore", "done", "係"), 40 * SECOND),),
        "look": (Said(Answer("look", "done", "現地"), 20 * SECOND),),
        "report": (Said(Answer("report", "done", "係長"), 4 * MINUTE),),
    }
    down = {"files": [(5 * SECOND, 3 * MINUTE)]}
    world = World(people=people, down=down)
    brief = replace(made.brief(None, plan, scenario), run_id=f"run-{by.code}")
    given = made.played("all", world, late, of=brief)
    return replace(given, file=f"{by.code}.zip", code=by.code)


def together(*given: Given, without: tuple[str, ...] = ()) -> tuple[e.Event, ...]:
    """The merged record of all, their clocks compared within each municipality only."""
    ordered = by_code(given)
    evidence = [one for own in groups(ordered) for one in evidence_in(own)]
    bounds = joined(evidence)
    assert isinstance(bounds, Bounds)
    return merged(ordered, bounds, Merging("joint", "県", "test", tuple(evidence), without))


def alone(given: Sequence[Given]) -> tuple[e.Event, ...]:
    """One municipality's own merged record, as it would merge it itself."""
    bare = [replace(each, code="") for each in given]
    evidence = evidence_in(bare)
    bounds = joined(evidence)
    assert isinstance(bounds, Bounds)
    return merged(bare, bounds, Merging("own", "市", "test", evidence))
