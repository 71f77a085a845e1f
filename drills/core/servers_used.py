"""Which servers of the plan a drill may log in to."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.asking import ProbeCall
from bcp.model import CommandRef, Marker, System
from drills.core.brief import Brief
from drills.core.segments import is_foreign, is_people_only, is_reached
from scenarios.model import Probe, Run, Wait


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


def _named(brief: Brief) -> Iterator[str | None]:
    for check in brief.checks:
        yield from _asked(check.call)
    watched = {check.system for check in brief.checks}
    for step in brief.scenario.steps:
        if is_foreign(brief, step) or is_people_only(brief, step):
            continue
        match step.do:
            case Probe(call=call):
                yield from _asked(call)
            case Wait(call=call, system=system):
                if call is not None:
                    yield from _asked(call)
                if system is not None:
                    watched.add(system)
            case Run(do=do, undo=undo):
                yield from _commanded(do, undo)
    for each in brief.plan.systems:
        if each.id in watched:
            yield from _of(each)


def _of(system: System) -> Iterator[str | None]:
    for call in (*system.probe, *(call for level in system.levels for call in level.probe)):
        yield from _asked(call)
    if isinstance(system.marker, Marker):
        yield from _commanded(system.marker.write, system.marker.read)


def _commanded(*refs: CommandRef | None) -> Iterator[str]:
    yield from (each.server for each in refs if each is not None)


def _asked(call: ProbeCall) -> Iterator[str | None]:
    yield call.server
    yield call.control.server if call.control is not None else None
