"""Working days where the plan applies: Japanese holidays, the year-end, and the site's own days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from bcp.business_days import Calendar
from bcp.model import Organisation

_EPOCH = date(1970, 1, 1)
# 行政機関の休日に関する法律（昭和63年法律第91号）第1条: 12月29日から翌年1月3日まで
_YEAR_END = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))


def zone_of(organisation: Organisation) -> timezone:
    """Give the time zone of the plan's ``utc_offset``, such as ``+09:00``."""
    sign = -1 if organisation.utc_offset.startswith("-") else 1
    hours, _, minutes = organisation.utc_offset.lstrip("+-").partition(":")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes or 0)))


def local_now(organisation: Organisation) -> datetime:
    """Give the present time where the plan applies."""
    return datetime.now(UTC).astimezone(zone_of(organisation))


def calendar_of(organisation: Organisation, today: date) -> Calendar:
    """Give the calendar from a year before `today` to two years after it."""
    # jpholiday costs 30 ms to load, and only a start of a drill needs it.
    import jpholiday  # noqa: PLC0415

    first, last = today - timedelta(days=366), today + timedelta(days=732)
    closed = {day for day, _ in jpholiday.between(first, last)}
    closed |= {date.fromisoformat(each) for each in organisation.closed_days}
    closed |= {
        date(year, month, day)
        for year in range(first.year, last.year + 1)
        for month, day in _YEAR_END
    }
    offset = zone_of(organisation).utcoffset(None)
    return Calendar(
        utc_offset_s=int(offset.total_seconds()),
        closed=frozenset((each - _EPOCH).days for each in closed),
    )
