"""Writing to all who were written to that the drill is off: only where a person asks for it."""

from __future__ import annotations

from drills.core.message_events import MessageOrdered
from drills.core.messages import all_clears, next_at, next_order
from drills.core.state import Drill


def all_clear_follows(drill: Drill, now: int) -> MessageOrdered | None:
    """The next message of the all-clear, at the pace of the plan."""
    return next_order(drill, all_clears(drill), now) if _wanted(drill) else None


def all_clear_at(drill: Drill) -> int | None:
    """The instant at which the next one may go; None where none is left, or news must come."""
    return next_at(drill, all_clears(drill)) if _wanted(drill) else None


def _wanted(drill: Drill) -> bool:
    # Whoever ends the drill without waiting ends this, too.
    return drill.all_clear is not None and drill.retraction_ended is None
