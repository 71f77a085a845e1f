"""What of a plan a scenario uses: what a town must have before it can take the scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.model import CommandRef, Plan
from scenarios.model import CallOut, Inject, MusterCall, Probe, Run, Scenario, Sending, Step, Wait
from scenarios.ramps import Ramp


@dataclass(frozen=True)
class Needs:
    """Ids and words of the plan, each once and in the order in which the scenario uses them.

    `commands` are those of each server. `people` are contacts, roles, vendors and words for many.
    """

    watched: tuple[str, ...]
    commands: Mapping[str, tuple[str, ...]]
    roles: tuple[str, ...]
    people: tuple[str, ...]
    businesses: tuple[str, ...]


def needs_of(plan: Plan, scenario: Scenario) -> Needs:
    """What the scenario uses of the plan that it was read with."""
    calls = [call for step in scenario.steps if (call := _call(step)) is not None]
    watched = [each.system for each in scenario.watch]
    watched += [each.system for each in scenario.targets if each.system]
    for step in scenario.steps:
        watched += _things(step)
    watched += [each.subject for each in calls if plan.kind_of(each.subject) is not None]
    return Needs(
        watched=_once(watched),
        commands=_commands(scenario, calls),
        roles=_once(_roles(scenario)),
        people=_once(word for step in scenario.steps for word in _people(step)),
        businesses=_once(turn.business for step in scenario.steps for turn in step.businesses),
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _call(step: Step) -> ProbeCall | None:
    return step.do.call if isinstance(step.do, Probe | Wait) else None


def _things(step: Step) -> Iterator[str]:
    if isinstance(step.do, Wait) and step.do.system:
        yield step.do.system
    if isinstance(step.do, Ramp):
        yield step.do.gateway
    yield from (each.id for each in step.set if each.kind == "system")
    yield from (each.id for each in step.clear if each.kind == "system")


def _commands(scenario: Scenario, calls: Iterable[ProbeCall]) -> Mapping[str, tuple[str, ...]]:
    used: dict[str, list[str]] = {}
    for ref in _actions(scenario):
        used.setdefault(ref.server, []).append(ref.command)
    for call in calls:
        if call.server is not None:
            command = call.params.get("command")
            used.setdefault(call.server, []).extend([command] if isinstance(command, str) else [])
    return {server: _once(commands) for server, commands in used.items()}


def _actions(scenario: Scenario) -> Iterator[CommandRef]:
    for step in scenario.steps:
        if isinstance(step.do, Run):
            yield step.do.do
            if step.do.undo is not None:
                yield step.do.undo


def _roles(scenario: Scenario) -> Iterator[str]:
    for step in scenario.steps:
        if step.by:
            yield step.by
        if isinstance(step.do, Inject) and step.do.to:
            yield step.do.to
    for each in scenario.safety.approvals:
        yield from each.by


def _people(step: Step) -> Iterator[str]:
    match step.do:
        case CallOut(who=who) | MusterCall(who=who):
            yield from who
        case Sending(to=to):
            yield from to
        case _:
            pass
