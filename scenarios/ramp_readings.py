"""What is asked during a ramp, and where it stops: its own words, or else the plan's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bcp.asking import ProbeCall
from bcp.durations import SECOND, Span
from bcp.inventory import Telework
from bcp.model import Plan
from bcp.said_by_people import said_by_people
from scenarios.model import Scenario
from scenarios.ramps import Limits, Ramp


def readings_of(plan: Plan, ramp: Ramp) -> tuple[ProbeCall, ...]:
    """What is asked during a ramp: its own questions, or those of three gates of the gateway."""
    if ramp.read:
        return ramp.read
    way = gateway_of(plan, ramp)
    if way is None:
        return ()
    gates = (way.gates.auth, way.gates.capacity, way.gates.line)
    return tuple(call for gate in gates for call in gate.ask if not said_by_people(call))


def ramps_of(scenario: Scenario) -> Iterator[tuple[str, Ramp]]:
    """Every ramp with its step's id."""
    for step in scenario.steps:
        if isinstance(step.do, Ramp):
            yield step.id, step.do


def limits_of(plan: Plan, ramp: Ramp) -> Limits:
    """Where it stops, with the plan's `gate_targets` where the ramp itself says nothing."""
    way = gateway_of(plan, ramp)
    own = ramp.stop
    if way is None:
        return own
    targets = way.gate_targets
    return replace(
        own,
        sessions_percent=_first(own.sessions_percent, targets.in_use_percent),
        login=own.login or Span(round(targets.login_s * SECOND)),
        mbps=_first(own.mbps, targets.mbps),
    )


def gateway_of(plan: Plan, ramp: Ramp) -> Telework | None:
    """The way of telework that staff connect to."""
    return next((each for each in plan.telework if each.id == ramp.gateway), None)


def _first(own: float | None, targets: float) -> float:
    return targets if own is None else own
