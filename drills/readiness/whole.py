"""The whole answer, from values alone: the plan, its scenarios, the past, and the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bcp.inventory import Business
from bcp.message import Phrase
from bcp.model import Plan, System
from drills.readiness.first_thing import first_of
from drills.readiness.judging import beside_needs, judged
from drills.readiness.measuring import Courses, courses, measured_by
from drills.readiness.past import Past
from drills.readiness.readiness import WORST_FIRST, Readiness, ReadyLine, State
from drills.readiness.scenarios import scenario_lines
from drills.readiness.systems import promises_of, proofs_of
from drills.readiness.telework import telework_lines
from drills.readiness.what_is_due import what_is_due
from scenarios.model import Scenario
from scenarios.planned import Planned

if TYPE_CHECKING:
    from drills.items.standing import ItemStanding

RESTS_ON = Phrase("ready.rests_on", ja="{systems:list} による", en="because of {systems:list}")
NO_SYSTEM = Phrase(
    "ready.no_system",
    ja="使うシステムが計画にありません（businesses の systems）。",
    en="the plan names no system that it works with (systems of businesses).",
)
_WEIGHT: Mapping[str, int] = {"critical": 0, "important": 1}


def readiness(
    plan: Plan,
    scenarios: Sequence[Scenario],
    past: Past,
    today: date,
    planned: Sequence[Planned] = (),
) -> Readiness:
    """How the plan stands on the day `today`. Nothing is asked, and nothing is invented.

    `planned` are the drills of the programme, each with what it gives to its scenario.
    """
    held = courses(plan, scenarios, planned, today)
    drilled_by = measured_by(plan, held)
    watched = {each.id: each for each in _judged(plan)}
    lines = [
        judged(plan, proofs_of(plan, each, past), past, today, Courses(held, drilled_by))
        for each in watched.values()
    ]
    systems = _worst_first(beside_needs(lines, watched))
    found = Readiness(
        organisation=plan.organisation.name,
        today=today,
        systems=systems,
        scenarios=_worst_first(scenario_lines(plan, held, past, today)),
        businesses=_worst_first(_business(each, systems) for each in plan.businesses),
        telework=_worst_first(telework_lines(plan, past, today, drilled_by)),
        due=what_is_due(plan, _items(plan, past, today), today, past.certificates(), past.drills),
        not_counted=past.not_counted,
    )
    return replace(found, first=first_of(found, plan, held, past))


def _items(plan: Plan, past: Past, today: date) -> Sequence[ItemStanding]:
    if not plan.action_items:
        return ()
    # It takes long to load, and most plans are looked at without it.
    from drills.items.standing import standings  # noqa: PLC0415

    return standings(plan.action_items, past.rows, today, plan.organisation.fiscal_year_start)


def _judged(plan: Plan) -> Iterable[System]:
    """The systems in service, and of the lines, radio and power those that promise a time."""
    ways = {each.id for each in plan.telework}
    systems = {each.id for each in plan.systems}
    for each in plan.watchables:
        promised = each.id in systems or (each.id not in ways and promises_of(each))
        if each.state == "in_service" and promised:
            yield each


def _business(business: Business, systems: Sequence[ReadyLine]) -> ReadyLine:
    parts = tuple(each for each in systems if each.id in business.systems)
    states: list[State] = [each.state for each in parts]
    state: State = min(states, key=WORST_FIRST.index, default="never_tried")
    lowest = tuple(each.name for each in parts if each.state == state)
    oldest = max(parts, key=lambda each: each.days or 0, default=None)
    why = RESTS_ON(systems=lowest) if parts else NO_SYSTEM()
    return ReadyLine(
        about="business",
        id=business.id,
        name=business.name.or_id(business.id),
        state=state,
        run="" if oldest is None else oldest.run,
        on=None if oldest is None else oldest.on,
        days=None if oldest is None else oldest.days,
        why=() if state == "verified" else (why,),
        parts=tuple(replace(each, parts=()) for each in parts),
    )


def _worst_first(lines: Iterable[ReadyLine]) -> tuple[ReadyLine, ...]:
    def place(line: ReadyLine) -> tuple[int, int]:
        return WORST_FIRST.index(line.state), _WEIGHT.get(line.importance, 2)

    return tuple(sorted(lines, key=place))
