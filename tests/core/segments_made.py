"""A drill over several zones as values: each segment simulated alone, with a clock of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bcp.business_days import Calendar
from bcp.durations import MINUTE, SECOND, Span
from bcp.model import Organisation, Plan, Rto, System, Zone
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.clock_orders import CompareClock
from drills.core.handed_in import Given
from drills.core.orders import Answer, Order
from drills.core.prepare import Circumstances, prepared
from drills.core.zone_orders import Heard
from scenarios.model import Goal, Scenario, Watched
from tests.core import making as m
from tests.core.simulation import Said, World, drilled

WALL = 1_795_000_000 * SECOND
PLAN = Plan(
    Organisation("見本町", code="012345"),
    zones=(Zone("office", terminal="pc-o"), Zone("lgwan", terminal="pc-l"), Zone("field")),
    systems=(
        System("web", zone="office", probe=(m.call("web"),), rto=Rto(Span(2 * MINUTE))),
        System(
            "files",
            zone="lgwan",
            probe=(m.call("files"),),
            rto=Rto(Span(2 * MINUTE), start="declaration"),
        ),
    ),
)
SCENARIO: Scenario = m.scenario(
    m.inject("quake", at=0),
    m.ask("declare", at=10 * SECOND, marks="declaration"),
    m.ask("restore", after=["declare"], zone="lgwan"),
    m.ask("look", zone="field", after=["declare"]),
    m.ask("report", after=["restore"]),
    home_zone="office",
    watch=(Watched("@all"),),
    targets=(Goal(step="restore", within=Span(3 * MINUTE), start="declaration"),),
    limit=20 * MINUTE,
)


def brief(zone: str | None, plan: Plan = PLAN, scenario: Scenario = SCENARIO) -> Brief:
    """What a segment starts with."""
    around = Circumstances(
        run_id=f"run-{zone}",
        mode="walkthrough",
        calendar=Calendar(),
        wall_ns=WALL * 1_000,
        today="2026-11-21",
        operator=f"op-{zone}",
        tool="test",
        zone=zone,
        files={"scenarios/s.yaml": "0" * 64},
    )
    return prepared(plan, scenario, around)


def played(zone: str, world: World, late: int = 0, of: Brief | None = None) -> Given:
    """The whole record of a segment that began `late` after the first, by a right clock."""
    begun = of or brief(zone)
    simulation = drilled(replace(begun, wall_ns=begun.wall_ns + late * 1_000), world)
    return Given(f"{zone}.bundle", tuple(simulation.events), head=f"head-{zone}")


def office(*orders: tuple[int, Order], late: int = 0, **rest: Any) -> Given:
    """The office declares at T+15, hears at T+70 of the restore, and reports."""
    people = {
        "declare": (Said(Answer("declare", "done", "課長"), 5 * SECOND),),
        "look": (Said(Answer("look", "done", "現地 佐藤"), 20 * SECOND),),
        "report": (Said(Answer("report", "done", "係長"), 5 * SECOND),),
    }
    word = (70 * SECOND, Heard("restore", "done", "係長", "LGWAN 山田"))
    world = World(people=people, orders=tuple(sorted((word, *orders), key=lambda each: each[0])))
    return played("office", replace(world, **rest), late)


def lgwan(*orders: tuple[int, Order], late: int = 0, **rest: Any) -> Given:
    """The other zone loses its files at T+5, hears at T+20, restores them until T+60."""
    people = {"restore": (Said(Answer("restore", "done", "山田"), 40 * SECOND),)}
    word = (20 * SECOND, Heard("declare", "done", "山田", "課長"))
    down: Mapping[str, list[tuple[int, int]]] = {"files": [(5 * SECOND, 55 * SECOND)]}
    world = World(
        down=dict(down),
        people=people,
        orders=tuple(sorted((word, *orders), key=lambda each: each[0])),
    )
    return played("lgwan", replace(world, **rest), late)


def read_clock(at: int, shown: int, name: str = "電波時計") -> tuple[int, CompareClock]:
    """At `at`, a person reads a named clock that shows `shown` after `WALL` (JST)."""
    midnight = (WALL + 9 * 3600 * SECOND) % (24 * 3600 * SECOND)
    return at, CompareClock(name, midnight + shown, "山田")


def ahead(given: Given, by: int) -> Given:
    """The same segment on a terminal whose clock is ahead by so many microseconds."""
    first = given.events[0]
    assert isinstance(first, e.DrillStarted)
    moved = replace(first.brief, wall_ns=first.brief.wall_ns + by * 1_000)
    return replace(given, events=(replace(first, brief=moved), *given.events[1:]))
