"""Working days where the plan applies: Japanese holidays, the year-end, and the site's own days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from bcp.business_days import Calendar
from bcp.model import Organisation, Plan
from bcp.programme.days import Days

_EPOCH = date(1970, 1, 1)


def zone_of(organisation: Organisation) -> timezone:
    """Give the time zone of the plan's ``utc_offset``, such as ``+09:00``."""
    sign = -1 if organisation.utc_offset.startswith("-") else 1
    hours, _, minutes = organisation.utc_offset.lstrip("+-").partition(":")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes or 0)))


def local_now(organisation: Organisation) -> datetime:
    """Give the present time where the plan applies."""
    return datetime.now(UTC).astimezone(zone_of(organisation))


def calendar_of(plan: Plan, today: date) -> Calendar:
    """Give the plan's calendar from a year before `today` to two years after it."""
    days, first = Days.of(plan), today - timedelta(days=366)
    each_day = (first + timedelta(days=n) for n in range(366 + 732 + 1))
    offset = zone_of(plan.organisation).utcoffset(None)
    return Calendar(
        utc_offset_s=int(offset.total_seconds()),
        closed=frozenset((day - _EPOCH).days for day in each_day if days.why_no_weekday(day)),
    )
