"""When the next drill that people hold is due, by the rules of the plan that a drill began with.

Drills that begin by themselves are not announced: they come every night, and nobody meets for them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bcp.instants import moment
from bcp.model import Plan
from bcp.programme.dues import Programme

AHEAD = timedelta(days=400)
_AN_HOUR_US = 3_600_000_000


@dataclass
class NextDate:
    """Reckoned once an hour for a plan: it takes longer than a look at a record."""

    _known: tuple[Plan, int, datetime | None] | None = field(default=None, init=False)

    def of(self, plan: Plan, unix_us: int) -> datetime | None:
        """The local time of the next one behind `unix_us`; None where no rule names one."""
        hour = unix_us // _AN_HOUR_US
        known = self._known
        if known is None or known[0] is not plan or known[1] != hour:
            known = self._known = (plan, hour, _next(plan, unix_us))
        return known[2]


def _next(plan: Plan, unix_us: int) -> datetime | None:
    by_people = [each for each in plan.drills if each.starts and each.unattended is None]
    now = moment(unix_us)
    found = Programme.of(plan, {}).first_held(by_people, now, now + AHEAD)
    return None if found is None else found.at
