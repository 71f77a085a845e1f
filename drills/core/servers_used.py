"""What a drill may ask of the world, and which servers of the plan it may log in to."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.asking import ProbeCall
from bcp.model import CommandRef, Marker, System
from bcp.questions_within import with_those_within
from drills.core.brief import Brief, Check
from drills.core.ramp import accounts_in
from drills.core.segments import is_foreign, is_people_only, is_reached
from scenarios.model import Probe, Run, Step, Wait
from scenarios.ramp_readings import readings_of
from scenarios.ramps import Ramp


def servers_used(brief: Brief) -> tuple[str, ...]:
    """Their ids in the order of the plan, those they are reached through included."""
    if brief.mode == "tabletop":
        return ()
    used = {each for each in _named(brief) if each is not None and is_reached(brief, each)}
    for each in tuple(used):
        server = brief.plan.server(each)
        while server is not None and server.jump is not None and server.jump not in used:
            used.add(server.jump)
            server = brief.plan.server(server.jump)
    return tuple(each.id for each in brief.plan.servers if each.id in used)


def calls_used(brief: Brief) -> tuple[ProbeCall, ...]:
    """Every question that the drill may ask from its terminal; none at a table."""
    if brief.mode == "tabletop":
        return ()
    found = [check.call for check in _checks(brief)]
    for step in _own_steps(brief):
        match step.do:
            case Ramp():
                found += readings_of(brief.plan, step.do)
                found += (each.login for each in accounts_in(brief, step.do))
            case Probe(call=ProbeCall() as call) | Wait(call=ProbeCall() as call):
                found.append(call)
    for system in _systems(brief):
        found += (*system.probe, *(call for level in system.levels for call in level.probe))
    return with_those_within(brief.plan, found)


def _named(brief: Brief) -> Iterator[str | None]:
    for call in calls_used(brief):
        yield call.server
        yield call.control.server if call.control is not None else None
    for step in _own_steps(brief):
        if isinstance(step.do, Run):
            yield from _commanded(step.do.do, step.do.undo)
    for system in _systems(brief):
        if isinstance(system.marker, Marker):
            yield from _commanded(system.marker.write, system.marker.read)


def _checks(brief: Brief) -> Iterator[Check]:
    yield from brief.watched
    for each in brief.required:
        yield from each.checks


def _own_steps(brief: Brief) -> Iterator[Step]:
    for step in brief.scenario.steps:
        if not is_foreign(brief, step) and not is_people_only(brief, step):
            yield step


def _systems(brief: Brief) -> Iterator[System]:
    """Those that are watched, or waited for in a step."""
    used = {check.system for check in brief.checks}
    waits = (step.do.system for step in _own_steps(brief) if isinstance(step.do, Wait))
    used |= {each for each in waits if each is not None}
    return (each for each in brief.plan.watchables if each.id in used)


def _commanded(*refs: CommandRef | None) -> Iterator[str]:
    yield from (each.server for each in refs if each is not None)
