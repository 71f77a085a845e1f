"""The one writer of calendars: the same values give the same bytes.

Events are VEVENT throughout. VTODO would be the word for what is due by a day, but the calendars
of most groupware do not show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from drills.ics import content_line as c
from drills.ics.values import CalendarEvent, EventCalendar
from drills.ics.zone import zone_lines

BEGINS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bcp-drill//"
"""How every file that is written here begins."""

_FIRST_EDITION = datetime(2020, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


def written(calendar: EventCalendar) -> bytes:
    """The calendar as a file (``text/calendar``, UTF-8)."""
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//bcp-drill//{c.text(calendar.product)}//EN"),
        "CALSCALE:GREGORIAN",
        *_head(calendar),
        *(line for zone in _zones(calendar) for line in zone),
        *(line for each in calendar.events for line in _event(each, calendar.revised)),
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in c.folded(line)).encode()


def edition(revised: datetime) -> int:
    """The number of an edition (SEQUENCE): whole minutes since 2020, which only grow."""
    return max(0, int((revised - _FIRST_EDITION) // timedelta(minutes=1)))


def _head(calendar: EventCalendar) -> Iterator[str]:
    if calendar.name:
        # The second is what programs know that are older than RFC 7986.
        yield f"NAME:{c.text(calendar.name)}"
        yield f"X-WR-CALNAME:{c.text(calendar.name)}"
    if calendar.refresh is not None:
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{c.span(calendar.refresh)}"
        yield f"X-PUBLISHED-TTL:{c.span(calendar.refresh)}"


def _zones(calendar: EventCalendar) -> Iterator[Iterator[str]]:
    """Every zone that an event is told in, over the time for which it is."""
    found: dict[str, tuple[ZoneInfo, datetime, datetime]] = {}
    for each in calendar.events:
        zone = _zone_of(each)
        if zone is not None and isinstance(each.starts, datetime):
            starts, ends = each.starts.astimezone(UTC), _end(each)
            _, first, last = found.get(zone.key, (zone, starts, ends))
            found[zone.key] = zone, min(first, starts), max(last, ends)
    for _, (zone, first, last) in sorted(found.items()):
        yield zone_lines(zone, first - _DAY, last + _DAY)


def _zone_of(each: CalendarEvent) -> ZoneInfo | None:
    """The zone to tell an event in; None for UTC.

    The second of two hours that clocks show alike has no other writing than UTC, and both ends of
    an event are told in the same way (RFC 5545, 3.8.2.2).
    """
    if not isinstance(each.starts, datetime):
        return None
    zone, starts = each.starts.tzinfo, each.starts.astimezone(UTC)
    if not isinstance(zone, ZoneInfo) or zone.key == "UTC":
        return None
    return None if any(at.astimezone(zone).fold for at in (starts, _end(each))) else zone


def _event(each: CalendarEvent, revised: datetime) -> Iterator[str]:
    said = c.text(each.summary)
    yield "BEGIN:VEVENT"
    yield f"UID:{c.text(each.uid)}"
    yield f"DTSTAMP:{_utc(revised)}"
    yield f"LAST-MODIFIED:{_utc(revised)}"
    yield f"SEQUENCE:{edition(revised)}"
    yield from _times(each)
    yield f"SUMMARY:{said}"
    if each.description:
        yield f"DESCRIPTION:{c.text(each.description)}"
    if each.place:
        yield f"LOCATION:{c.text(each.place)}"
    if each.categories:
        yield f"CATEGORIES:{','.join(map(c.text, each.categories))}"
    if each.cancelled or each.tentative:
        yield f"STATUS:{'CANCELLED' if each.cancelled else 'TENTATIVE'}"
    yield f"TRANSP:{'OPAQUE' if each.is_busy and not each.cancelled else 'TRANSPARENT'}"
    for before in () if each.cancelled else each.reminders:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{said}")
        yield from (f"TRIGGER:{c.span(before)}", "END:VALARM")
    yield "END:VEVENT"


def _times(each: CalendarEvent) -> Iterator[str]:
    if not isinstance(each.starts, datetime):
        yield f"DTSTART;VALUE=DATE:{c.day(each.starts)}"
        yield f"DTEND;VALUE=DATE:{c.day(each.starts + _DAY)}"
        return
    zone, starts, ends = _zone_of(each), each.starts.astimezone(UTC), _end(each)
    yield _instant("DTSTART", starts, zone)
    if ends > starts:
        yield _instant("DTEND", ends, zone)


def _end(each: CalendarEvent) -> datetime:
    assert isinstance(each.starts, datetime)  # noqa: S101 - for the type checker: asked before
    return each.starts.astimezone(UTC) + (each.lasts or timedelta())


def _instant(name: str, at: datetime, zone: ZoneInfo | None) -> str:
    if zone is None:
        return f"{name}:{_utc(at)}"
    return f"{name};TZID={zone.key}:{c.local(at.astimezone(zone))}"


def _utc(at: datetime) -> str:
    return f"{c.local(at.astimezone(UTC))}Z"
