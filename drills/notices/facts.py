"""What a look at the programme knows: values alone, from whoever runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from bcp.durations import SECOND
from bcp.model import Plan
from bcp.programme.dues import Due
from bcp.upkeep import PlannedDrill
from drills.notices.happenings import Happening
from drills.readiness.due import DueLine

KEPT = timedelta(days=1)
"""For so long a notice is still true that could not go out when it should have."""
MOST_BACK = timedelta(days=31)
"""So far a reminder is moved at most, to the working day before; no office is closed longer."""
_USUAL_REMINDERS = (timedelta(days=14), timedelta(days=1))


@dataclass(frozen=True)
class Facts:
    """The plan, what is due, what happened and what is overdue.

    `dues` reach from now to `reach` ahead at least, `happened` and everything else back by `KEPT`
    at least; older ones do no harm. `lines` are as `drills.readiness.what_is_due` gives them for
    the day in `zone`, which is the plan's.
    """

    plan: Plan
    zone: tzinfo
    dues: Sequence[Due] = ()
    happened: Sequence[Happening] = ()
    lines: Sequence[DueLine] = field(default=())

    def planned(self, id: str) -> PlannedDrill | None:
        """The planned drill of that id, or None where the plan no longer has it."""
        return next((each for each in self.plan.drills if each.id == id), None)


def seconds_ahead(at: datetime) -> int:
    """How far the zone of an instant is ahead of UTC then."""
    return int((at.utcoffset() or timedelta()).total_seconds())


def reminders(drill: PlannedDrill) -> tuple[timedelta, ...]:
    """How long before a drill people are reminded of it, the longest first.

    Where the plan does not say it, two weeks and a day before; but never of a drill that starts
    by itself, which may do so each night.
    """
    if drill.remind:
        spans = {timedelta(seconds=each.us // SECOND) for each in drill.remind}
        return tuple(sorted(spans, reverse=True))
    return () if drill.unattended else _USUAL_REMINDERS


def reach(plan: Plan) -> timedelta:
    """How far ahead `Facts.dues` must reach, so that no reminder is forgotten."""
    found = (each + MOST_BACK for drill in plan.drills for each in reminders(drill))
    return max((KEPT, *found)) + KEPT
