"""How often a watched check is asked: calm when all is well, faster around an edge."""

from __future__ import annotations

from bcp.durations import SECOND
from drills.core.brief import Check
from drills.core.state import CheckState, Drill

# Never faster than the plan says, and at most this many times slower.
CALM = 5
CALMEST = 5 * SECOND
# How long the watch stays quick after anything that can move an edge.
QUICK_FOR = 30 * SECOND


def interval(drill: Drill, check: Check, *, stirring: bool) -> int:
    """Microseconds from one ask to the next. People and machines at work make it quick."""
    quick = check.every.us
    if not check.system:
        # A guard is no part of what is measured: it is asked as often as its author wants.
        return quick
    calm = max(quick, min(CALM * quick, CALMEST))
    state = drill.checks.get(check.id, CheckState())
    return quick if stirring or state.lost is not None or state.tally is None else calm


def is_stirring(drill: Drill, now: int) -> bool:
    """Whether people or machines are at work, or were a short while ago: an edge may come."""
    if drill.closing is not None or any(each.under_way for each in drill.actions.values()):
        return True
    return any(
        state.is_open or (state.ended is not None and now - state.ended.at < QUICK_FOR)
        for state in drill.steps.values()
    )
