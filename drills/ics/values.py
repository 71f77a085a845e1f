"""What a calendar holds, as values; the writer is `drills.ics.writing`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True)
class CalendarEvent:
    """Something on a day or at an instant, with a name of its own that never changes.

    `uid` says what it is, not when: the same thing keeps it wherever it is moved, so that other
    programs move it instead of doubling it. `starts` is a day, or an instant with its time zone;
    `lasts` is for an instant only. `reminders` count from the beginning, negative before it; that
    of a day counts from midnight. `cancelled` takes it out of calendars that already have it,
    `tentative` says that its day may still become another.
    """

    uid: str
    starts: date | datetime
    summary: str
    description: str = ""
    lasts: timedelta | None = None
    place: str = ""
    categories: tuple[str, ...] = ()
    reminders: tuple[timedelta, ...] = ()
    is_busy: bool = False
    cancelled: bool = False
    tentative: bool = False


@dataclass(frozen=True)
class EventCalendar:
    """Events under one name.

    `revised` (UTC) is when anything that they are told from was last changed. Programs that have an
    event take a later edition of it only where its number is higher, and nothing here remembers
    what was written before: so the number is had from `revised`, the same for all of them.
    `refresh` is how often a subscriber should ask.
    """

    product: str
    revised: datetime
    events: tuple[CalendarEvent, ...]
    name: str = ""
    refresh: timedelta | None = None
