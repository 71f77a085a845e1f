"""What else was down when a system went down, among what it depends on: a relay, its power."""

from __future__ import annotations

from collections.abc import Iterator

from drills.core.outages import Outage, outages_of
from drills.core.state import Drill


def down_with(drill: Drill, system: str, outage: Outage) -> tuple[str, ...]:
    """The ids of what it needs that was down as it went down, nearest first.

    Of several things of which one is enough, all must have been down.
    """
    return tuple(dict.fromkeys(_down(drill, system, outage, frozenset())))


def _down(drill: Drill, system: str, outage: Outage, seen: frozenset[str]) -> Iterator[str]:
    model = drill.started().plan.system(system)
    if model is None or system in seen:
        return
    for need in model.depends_on:
        if all(_was_down(drill, other, outage) for other in need.any_of):
            yield from need.any_of
        for other in need.any_of:
            yield from _down(drill, other, outage, seen | {system})


def _was_down(drill: Drill, system: str, outage: Outage) -> bool:
    """Whether it was down by the time that `outage` had surely begun, and not back before it."""
    return any(
        each.lost.low <= outage.lost.high and outage.lost.low <= each.end
        for each in outages_of(drill, system, None)
    )
