"""Dates and times of day as people write them on paper and type them into a table.

Full-width figures and signs are read as the narrow ones. What is not exact to the minute, like
「22時頃」, is not read: nobody but its writer knows how far off it may be.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bcp.durations import DAY, HOUR, MINUTE, SECOND
from bcp.wareki import LocalTime

_CLOCK = re.compile(
    r"(?P<half>午前|午後|AM|PM)?\s*"
    r"(?P<hour>\d{1,2})\s*(?:[:時]\s*(?P<minute>\d{1,2})\s*分?|(?P<half_past>時半))"
    r"\s*(?::\s*(?P<colon_second>\d{2})|(?P<second>\d{1,2})\s*秒)?"
    r"\s*(?P<half_after>AM|PM)?",
    re.IGNORECASE | re.ASCII,
)
_DATE = re.compile(
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*|(?:令和|R)\s*(?P<reiwa>\d{1,2}|元)\s*[-/.年]\s*)?"
    r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"\s*(?:\([^()]{1,4}\))?",
    re.IGNORECASE | re.ASCII,
)
_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# The night of a duty is often written on: 25:30 is half past one on the next morning.
_LAST_HOUR = 29


@dataclass(frozen=True)
class Clock:
    """A time of day in microseconds since midnight, and how long it lasts as it was written.

    `since` may be beyond 24 hours: the next morning.
    """

    since: int
    width: int = MINUTE


@dataclass(frozen=True)
class Date:
    """A day of a month; `year` None where nobody wrote it."""

    year: int | None
    month: int
    day: int


def narrow(text: str) -> str:
    """The text with full-width letters, figures and signs as narrow ones, without outer space."""
    return unicodedata.normalize("NFKC", text).strip()


def read_clock(text: str) -> Clock | None:
    """``22:10``, 「22時10分」, ``１０：０５``, 「午後10時半」; None for anything else."""
    found = _CLOCK.fullmatch(narrow(text))
    if found is None or (found["half"] and found["half_after"]):
        return None
    minute = 30 if found["half_past"] else int(found["minute"])
    second = found["colon_second"] or found["second"]
    hour = _hour(int(found["hour"]), (found["half"] or found["half_after"] or "").upper())
    if hour is None or minute > 59 or int(second or 0) > 59:
        return None
    since = hour * HOUR + minute * MINUTE + int(second or 0) * SECOND
    return Clock(since, SECOND if second else MINUTE)


def _hour(hour: int, half: str) -> int | None:
    if not half:
        return hour if hour <= _LAST_HOUR else None
    if hour > 12:
        return None
    return hour % 12 + (12 if half in ("午後", "PM") else 0)


def read_date(text: str) -> Date | None:
    """``2026-11-21``, 「令和8年11月21日」, ``R8.11.21``, ``11/21``; None for anything else."""
    found = _DATE.fullmatch(narrow(text))
    if found is None:
        return None
    year = int(found["year"]) if found["year"] else None
    if found["reiwa"]:
        year = 2018 + (1 if found["reiwa"] == "元" else int(found["reiwa"]))
    month, day = int(found["month"]), int(found["day"])
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS_IN[month - 1]:
        return None
    return Date(year, month, day) if year is None or _exists(year, month, day) else None


def _exists(year: int, month: int, day: int) -> bool:
    return LocalTime(day_number(year, month, day) * DAY, 0).day == (year, month, day)


def read_when(text: str) -> tuple[Clock, Date | None] | None:
    """A time of day, with a date before it or without one: ``22:10``, ``11/21 22:10``."""
    date, _, rest = narrow(text).partition(" ")
    day, clock = read_date(date), read_clock(rest)
    if day is not None and clock is not None:
        return clock, day
    alone = read_clock(text)
    return None if alone is None else (alone, None)


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date (Hinnant, chrono-compatible dates)."""
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def midnight(date: Date, near: LocalTime) -> int:
    """The Unix time in microseconds at which a day begins; without a year, the one nearest `near`.

    Raises `ValueError` for a 29 February that no year around `near` has.
    """
    around = near.day[0]
    years = (date.year,) if date.year is not None else (around, around - 1, around + 1)
    begun = [
        day_number(year, date.month, date.day) * DAY - near.offset_s * SECOND
        for year in years
        if _exists(year, date.month, date.day)
    ]
    if not begun:
        raise ValueError(date)
    return min(begun, key=lambda each: abs(each - near.unix_us))


def midnight_of(near: LocalTime) -> int:
    """The Unix time in microseconds at which the day of an instant began."""
    return midnight(Date(*near.day), near)
