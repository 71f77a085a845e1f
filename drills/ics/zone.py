"""A time zone as a calendar tells it (VTIMEZONE, RFC 5545, 3.6.5), from the system's own rules.

Every change of the clocks in the time that the calendar covers is told by itself. That needs no
rule that would have to be guessed from the changes, and holds where a law moves one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from drills.ics import content_line as c

_STEP = timedelta(days=7)
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def zone_lines(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[str]:
    """What tells every instant from `since` to `until` in that zone."""
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    # What holds before the first change is told as if it had always been so.
    yield from _observance(zone, since, since, _FIRST.replace(tzinfo=None))
    for at in changes(zone, since, until):
        before = at - timedelta(seconds=1)
        told = (at + _offset(zone, before)).replace(tzinfo=None)
        yield from _observance(zone, before, at, told)
    yield "END:VTIMEZONE"


def changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[datetime]:
    """The instants (UTC, to the second) at which the clocks there are changed."""
    at = since.astimezone(UTC)
    end = until.astimezone(UTC)
    while at < end:
        following = min(at + _STEP, end)
        if _told(zone, at) != _told(zone, following):
            yield _between(zone, at, following)
        at = following


def _between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The second from which on it is as it is at `high`."""
    first = _told(zone, low)
    low_s, high_s = int(low.timestamp()), int(high.timestamp())
    while high_s - low_s > 1:
        middle = (low_s + high_s) // 2
        if _told(zone, datetime.fromtimestamp(middle, UTC)) == first:
            low_s = middle
        else:
            high_s = middle
    return datetime.fromtimestamp(high_s, UTC)


def _told(zone: ZoneInfo, at: datetime) -> tuple[timedelta, bool]:
    return _offset(zone, at), bool(at.astimezone(zone).dst())


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _observance(zone: ZoneInfo, before: datetime, since: datetime, told: datetime) -> Iterator[str]:
    local = since.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{c.local(told)}"
    yield f"TZOFFSETFROM:{_written(_offset(zone, before))}"
    yield f"TZOFFSETTO:{_written(_offset(zone, since))}"
    yield f"TZNAME:{c.text(local.tzname() or zone.key)}"
    yield f"END:{kind}"


def _written(offset: timedelta) -> str:
    """A value of type UTC-OFFSET (3.3.14)."""
    seconds = int(offset.total_seconds())
    sign, left = ("-", -seconds) if seconds < 0 else ("+", seconds)
    said = f"{sign}{left // 3_600:02d}{left // 60 % 60:02d}"
    return f"{said}{left % 60:02d}" if left % 60 else said
