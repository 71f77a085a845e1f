"""The questions of a run: what is watched of a system, what guards the drill, what must hold first.

At a table nothing is asked, so there is neither guard nor precondition.
"""

from __future__ import annotations

from dataclasses import replace

from bcp.asking import ProbeCall, Settled
from bcp.durations import Span
from bcp.message import Text
from bcp.model import Plan, System
from bcp.said_by_people import said_by_people
from drills.core.brief import Check, Guard, Required
from scenarios.model import Requirement, Scenario, StopCondition

# What guards a drill belongs to no system.
NO_SYSTEM = ""
# One good answer ends the time for which a guard was broken.
AT_ONCE = Settled(count=1)
# A precondition is asked once.
ONCE = Span(1_000_000)


def checks_of(system: System) -> tuple[Check, ...]:
    """Give every watched question of a system, each with an id of its own."""
    calls: list[tuple[str | None, ProbeCall]] = [(None, call) for call in system.probe]
    calls += [(level.id, call) for level in system.levels for call in level.probe]
    return tuple(
        Check(
            id=f"{system.id}/{call.id or (call.word if len(calls) == 1 else f'{call.word}-{n}')}",
            system=system.id,
            level=level,
            call=call,
            every=_pace(call, call.every or system.every),
            # What somebody saw is so; nobody is asked to look three times.
            settled=AT_ONCE if said_by_people(call) else system.settled,
        )
        for n, (level, call) in enumerate(calls, start=1)
    )


def _pace(call: ProbeCall, wanted: Span) -> Span:
    """How often it is asked: never sooner than the probe's courtesy allows."""
    return max(wanted, call.apart or wanted)


def beside_control(plan: Plan, call: ProbeCall, zone: str | None) -> ProbeCall:
    """The question with its zone's control, where it wants silence and names none itself."""
    if not call.wants_silence or call.control is not None:
        return call
    return replace(call, control=plan.control_in(zone))


def guards_of(plan: Plan, scenario: Scenario, zone: str | None) -> tuple[Guard, ...]:
    """The questions among the stop conditions, as asked from the terminal in `zone`."""
    found = []
    for n, each in enumerate(scenario.safety.stop_when, start=1):
        if each.call is not None and _from_here(each, zone):
            call = beside_control(plan, each.call, each.zone or zone)
            check = _own(f"stop_when#{n}", call, call.every or each.every)
            found.append(Guard(check, each.broken_for, _named(each.name, call)))
    return tuple(found)


def required_of(plan: Plan, scenario: Scenario, zone: str | None) -> tuple[Required, ...]:
    """What must hold before the start, as asked from the terminal in `zone`."""
    found = []
    for n, each in enumerate(scenario.safety.require, start=1):
        system = plan.system(each.system) if each.system is not None else None
        if each.call is not None and _from_here(each, zone):
            call = beside_control(plan, each.call, each.zone or zone)
            found.append(Required(_named(each.name, call), (_own(f"require#{n}", call, ONCE),)))
        elif system is not None and (zone is None or system.zone in (None, zone)):
            name = system.name if system.name != Text() else Text(system.id, system.id)
            found.append(Required(name, _of_system(plan, system, zone)))
    return tuple(found)


def _of_system(plan: Plan, system: System, zone: str | None) -> tuple[Check, ...]:
    return tuple(
        replace(each, call=beside_control(plan, each.call, system.zone or zone))
        for each in checks_of(system)
    )


def _own(id: str, call: ProbeCall, every: Span) -> Check:
    return Check(id, NO_SYSTEM, None, call, _pace(call, every), AT_ONCE)


def _from_here(rule: StopCondition | Requirement, zone: str | None) -> bool:
    return zone is None or rule.zone in (None, zone)


def _named(name: Text, call: ProbeCall) -> Text:
    asked = f"{call.word} {call.subject}"
    return name if name != Text() else Text(asked, asked)
