"""Whether the plan, its systems and its scenarios were shown to work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drills.metrics.ground import MetricsGround
from drills.metrics.values import Family, Sample, sample
from drills.readiness.readiness import WORST_FIRST, ReadyLine

_STATES = "verified, needs_verification, failing or never_tried"


def found(ground: MetricsGround) -> tuple[Family, ...]:
    """The states, and when what is verified was."""
    ready = ground.readiness
    plan = [sample(state == ready.state, state=state) for state in WORST_FIRST]
    return (
        Family("bcp_drill_ready", "gauge", f"1 for the state of the plan: {_STATES}.", plan),
        Family(
            "bcp_drill_system_ready",
            "gauge",
            f"1 for the state of a system, a line or a way of telework: {_STATES}.",
            [each for line in _systems(ground) for each in _states(line, "system")],
        ),
        Family(
            "bcp_drill_system_last_verified_timestamp_seconds",
            "gauge",
            "When the drill began that last showed the system to meet its target, Unix time.",
            [each for line in _systems(ground) for each in _verified(ground, line, "system")],
        ),
        Family(
            "bcp_drill_scenario_ready",
            "gauge",
            f"1 for the state of a scenario: {_STATES}.",
            [each for line in ready.scenarios for each in _states(line, "scenario")],
        ),
        Family(
            "bcp_drill_scenario_last_verified_timestamp_seconds",
            "gauge",
            "When the drill of the scenario began that its state rests on, Unix time.",
            [each for line in ready.scenarios for each in _verified(ground, line, "scenario")],
        ),
    )


def _systems(ground: MetricsGround) -> Sequence[ReadyLine]:
    return (*ground.readiness.systems, *ground.readiness.telework)


def _states(line: ReadyLine, label: str) -> Iterator[Sample]:
    told = {label: line.id}
    if line.importance:
        told["importance"] = line.importance
    for state in WORST_FIRST:
        yield sample(state == line.state, **told, state=state)


def _verified(ground: MetricsGround, line: ReadyLine, label: str) -> Iterator[Sample]:
    if line.state not in ("verified", "needs_verification") or line.on is None:
        return
    row = ground.drill(line.run)
    at = ground.began(line.on) if row is None else row.began_us // 1_000_000
    yield sample(at, **{label: line.id})
