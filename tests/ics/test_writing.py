"""Calendars as bytes, read back by a parser that is not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.harmless import harmless
from drills.ics.content_line import lines_of, span
from drills.ics.values import CalendarEvent, EventCalendar
from drills.ics.writing import written
from drills.ics.zone import changes

REVISED = datetime(2027, 4, 1, 3, 4, 5, tzinfo=UTC)
ZONES = ("Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe")


def calendar(*events: CalendarEvent, name: str = "") -> EventCalendar:
    return EventCalendar("drills", REVISED, events, name, timedelta(hours=6))


def parsed(raw: bytes) -> Any:
    return icalendar.Calendar.from_ical(raw)


def read(raw: bytes) -> list[Any]:
    found: list[Any] = parsed(raw).walk("VEVENT")
    return found


def by_its_own_zones(raw: bytes) -> dict[str, datetime]:
    """The instants as only the file's own VTIMEZONE tells them, without any list of zones."""
    whole = parsed(raw)
    zones = {str(each["TZID"]): each.to_tz(lookup_tzid=False) for each in whole.walk("VTIMEZONE")}
    found: dict[str, datetime] = {}
    for each in whole.walk("VEVENT"):
        at, named = each["DTSTART"].dt, each["DTSTART"].params.get("TZID")
        if named is not None:
            zone: tzinfo = zones[str(named)]
            at = at.replace(tzinfo=zone)
        found[str(each["UID"])] = at.astimezone(UTC)
    return found


@pytest.mark.parametrize("name", ZONES)
def test_every_hour_of_a_year_is_the_same_instant_to_the_independent_parser(name: str) -> None:
    zone, first = ZoneInfo(name), datetime(2027, 1, 1, tzinfo=UTC)
    instants = [first + timedelta(hours=7 * each, minutes=30) for each in range(8_760 // 7)]
    near = [
        at + timedelta(minutes=step)
        for at in changes(zone, first, first + timedelta(days=365))
        for step in range(-180, 181, 30)
    ]
    whole = {f"{at:%Y%m%d%H%M}@x": at for at in (*instants, *near)}
    events = [CalendarEvent(uid, at.astimezone(zone), "x") for uid, at in whole.items()]
    assert by_its_own_zones(written(calendar(*events))) == whole


def test_the_clocks_of_tokyo_are_told_once_and_those_of_new_york_at_each_change() -> None:
    first, last = datetime(2027, 4, 1, tzinfo=UTC), datetime(2028, 3, 31, tzinfo=UTC)
    assert list(changes(ZoneInfo("Asia/Tokyo"), first, last)) == []
    assert list(changes(ZoneInfo("America/New_York"), first, last)) == [
        datetime(2027, 11, 7, 6, tzinfo=UTC),
        datetime(2028, 3, 12, 7, tzinfo=UTC),
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read_back_as_itself_and_nothing_of_it_begins_a_line(
    summary: str, description: str
) -> None:
    event = CalendarEvent(
        *("a@b", date(2027, 5, 10), f"S{summary}", f"D{description}"),
        categories=(f"C{summary}",),
        place=f"P{description}",
    )
    raw = written(calendar(event, name=f"N{summary}"))
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    (found,) = read(raw)
    for key, given_words in (
        ("SUMMARY", f"S{summary}"),
        ("DESCRIPTION", f"D{description}"),
        ("LOCATION", f"P{description}"),
    ):
        shown = "\n".join(harmless(each.replace("\t", " ")) for each in lines_of(given_words))
        assert str(found[key]) == shown
    assert found["DTSTART"].dt == date(2027, 5, 10)


@given(st.integers(-40 * 86_400, 40 * 86_400))
def test_every_span_is_read_back(seconds: int) -> None:
    given_span = timedelta(seconds=seconds)
    duration: Any = icalendar.vDuration
    assert duration.from_ical(span(given_span)) == given_span


def test_an_event_says_how_long_it_is_what_rings_and_that_it_was_called_off() -> None:
    at = datetime(2027, 11, 7, 0, 30, tzinfo=ZoneInfo("America/New_York"))
    held = CalendarEvent(
        "a@b",
        at,
        "x",
        lasts=timedelta(hours=3),
        is_busy=True,
        reminders=(-timedelta(days=14), -timedelta(minutes=90)),
    )
    off = CalendarEvent("c@d", at, "x", reminders=(-timedelta(days=1),), cancelled=True)
    one, two = read(written(calendar(held, off)))
    # Three hours, although the clocks show only two between them.
    ends = one["DTEND"].dt.astimezone(UTC)
    assert ends - at.astimezone(UTC) == timedelta(hours=3)
    assert [each["TRIGGER"].dt for each in one.walk("VALARM")] == [
        -timedelta(days=14),
        -timedelta(minutes=90),
    ]
    assert (str(one["TRANSP"]), str(two["STATUS"]), two.walk("VALARM")) == (
        "OPAQUE",
        "CANCELLED",
        [],
    )


def test_both_ends_are_told_alike_where_one_falls_into_the_hour_that_comes_twice() -> None:
    zone = ZoneInfo("America/New_York")
    at = datetime(2027, 11, 7, 5, 30, tzinfo=UTC).astimezone(zone)
    (event,) = read(written(calendar(CalendarEvent("a@b", at, "x", lasts=timedelta(hours=1)))))
    assert event["DTSTART"].to_ical() == b"20271107T053000Z"
    assert event["DTEND"].to_ical() == b"20271107T063000Z"


def test_a_later_change_has_a_higher_number_and_the_same_values_the_same_bytes() -> None:
    event = CalendarEvent("a@b", date(2027, 5, 10), "x")
    later = EventCalendar("drills", REVISED + timedelta(minutes=1), (event,))
    (one,), (two,) = read(written(calendar(event))), read(written(later))
    assert two["SEQUENCE"] == one["SEQUENCE"] + 1
    assert two["LAST-MODIFIED"].dt > one["LAST-MODIFIED"].dt
    assert written(calendar(event)) == written(calendar(event))
