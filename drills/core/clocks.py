"""Two clocks out of one: the drill's real clock, and the event clock that players live by.

The event clock stands still in a pause, runs `compress` times as fast as the real one, and jumps.
Deadlines of people are measured on real time without pauses, plus jumps (assumed time). What is
measured of systems is never multiplied, and no pause is taken out of it, because a real system
does not pause.
"""

from __future__ import annotations

from drills.core.state import Drill


def paused_between(drill: Drill, low: int, high: int) -> int:
    """How long the drill stood still between two instants."""
    total = 0
    for began, ended in drill.pauses:
        until = high if ended is None else min(ended, high)
        total += max(0, until - max(began, low))
    return total


def jumped_between(drill: Drill, low: int, high: int) -> int:
    """How much assumed time was added between two instants."""
    return sum(each.by for each in drill.jumps if low <= each.at <= high)


def event_time(drill: Drill, at: int) -> int:
    """The event clock at an instant of the real one."""
    lived = at - paused_between(drill, 0, at)
    compress = drill.started().scenario.time.compress
    return int(lived * compress) + jumped_between(drill, 0, at)


def real_time(drill: Drill, offset: int) -> int:
    """The instant at which the event clock shows `offset`, if nothing pauses or jumps any more."""
    compress = drill.started().scenario.time.compress
    jumped = sum(each.by for each in drill.jumps)
    lived = max(0, offset - jumped) / compress
    return int(lived) + paused_between(drill, 0, drill.now)


def people_time(drill: Drill, low: int, high: int) -> int:
    """What people have had between two instants: real time without pauses, plus jumps."""
    return high - low - paused_between(drill, low, high) + jumped_between(drill, low, high)


def deadline(drill: Drill, low: int, span: int) -> int:
    """The instant at which people have had `span` since `low`, if nothing pauses any more."""
    return (
        low + span + paused_between(drill, low, drill.now) - jumped_between(drill, low, drill.now)
    )
