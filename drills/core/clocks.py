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


def jumped_before(drill: Drill, low: int, high: int) -> int:
    """How much assumed time people had been given before `high`: a jump there is not theirs."""
    return sum(each.by for each in drill.jumps if low <= each.at < high)


def restarted_between(drill: Drill, low: int, high: int) -> bool:
    """Whether a restart lies between two instants, so that the wall clock tells part of it."""
    return any(began <= high and ended >= low for began, ended in drill.restarts)


def event_time(drill: Drill, at: int) -> int:
    """The event clock at an instant of the real one."""
    lived = at - paused_between(drill, 0, at)
    compress = drill.started().scenario.time.compress
    return int(lived * compress) + jumped_between(drill, 0, at)


def real_time(drill: Drill, offset: int) -> int:
    """The instant at which the event clock shows `offset`, if nothing pauses or jumps any more.

    Where it jumps over `offset`, that is the instant of the jump; a pause that goes on counts as if
    it ended now.
    """
    compress = drill.started().scenario.time.compress
    if not drill.pauses and not drill.jumps:
        return _lived(offset, compress)
    ended = ((low, drill.now if high is None else high) for low, high in drill.pauses)
    pauses = [(low, high - low, 0) for low, high in ended]
    breaks = sorted([*pauses, *((each.at, 0, each.by) for each in drill.jumps)])
    at, shown = 0, 0
    for began, stood, jumped in breaks:
        reached = at + _lived(offset - shown, compress)
        if reached <= began:
            return reached
        lived = max(0, began - at)
        shown += int(lived * compress) + jumped
        at = max(at, began) + stood
        if shown >= offset:
            return at
    return at + _lived(offset - shown, compress)


def _lived(shown: int, compress: float) -> int:
    """Real time until the event clock has gone on by `shown`."""
    return -int(-shown // compress)


def past_jumps(drill: Drill, now: int) -> int:
    """`now`, but later than every jump.

    What follows a jump is stamped a microsecond after it, so that instants alone tell what people
    had before the jump from what came to them after it.
    """
    return max([now, *(each.at + 1 for each in drill.jumps)])


def people_time(drill: Drill, low: int, high: int) -> int:
    """What people have had between two instants: real time without pauses, plus jumps.

    A jump at `high` itself is not theirs: what people did after it is stamped later (`past_jumps`).
    """
    return high - low - paused_between(drill, low, high) + jumped_before(drill, low, high)


def deadline(drill: Drill, low: int, span: int) -> int:
    """The instant at which people have had `span` since `low`, if nothing pauses any more."""
    return (
        low + span + paused_between(drill, low, drill.now) - jumped_between(drill, low, drill.now)
    )


def ran_out(drill: Drill, low: int, span: int) -> int:
    """The instant, now behind us, at which people had had `span` since `low`.

    Where a jump took the rest of it, that is just after the jump: nothing ends before it.
    """
    jumped = 0
    for jump in drill.jumps:
        if jump.at < low:
            continue
        had = jump.at - low - paused_between(drill, low, jump.at) + jumped
        if had >= span:
            break
        jumped += jump.by
        if had + jump.by >= span:
            return jump.at + 1
    return low + span + paused_between(drill, low, drill.now) - jumped
