"""Working days where the plan applies: Japanese holidays, the year-end, and the site's own days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from bcp.business_days import Calendar
from bcp.model import Organisation, Plan
from bcp.programme.days import Days
from bcp.programme.local_time import zone_of
from bcp.wareki import offset_seconds

_EPOCH = date(1970, 1, 1)


def clock_of(organisation: Organisation) -> timezone:
    """Give the clock of the journals: the plan's ``utc_offset``, whatever the season."""
    return timezone(timedelta(seconds=offset_seconds(organisation.utc_offset)))


def local_now(plan: Plan) -> datetime:
    """Give the present time where the plan applies, as the clocks there show it."""
    return datetime.now(UTC).astimezone(zone_of(plan))


def calendar_of(plan: Plan, today: date) -> Calendar:
    """Give the plan's calendar from a year before `today` to two years after it."""
    days, first = Days.of(plan), today - timedelta(days=366)
    each_day = (first + timedelta(days=n) for n in range(366 + 732 + 1))
    return Calendar(
        utc_offset_s=offset_seconds(plan.organisation.utc_offset),
        closed=frozenset((day - _EPOCH).days for day in each_day if days.why_no_weekday(day)),
    )
