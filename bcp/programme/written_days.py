"""How days and times of the programme are written: ``04-01``, ``2027-11-07 08:00``, ``09:00``."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bcp.fiscal_year import is_start

CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
YEARLY = re.compile(r"[0-9]{2}-[0-9]{2}", re.ASCII)
_ONE_DAY = timedelta(days=1)


def clock_time(text: str) -> time | None:
    """``09:00`` as a time of the day, or None."""
    return time.fromisoformat(text) if CLOCK.fullmatch(text) else None


def day_written(text: str) -> date | None:
    """``2027-11-07`` as a day, or None where there is none such."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def is_yearly(text: str) -> bool:
    """Whether this is a day that every year has, like ``04-01``."""
    return is_start(text)


def moment_written(text: str) -> datetime | None:
    """``2027-11-07 08:00`` as a local time, or None."""
    day, _, clock = text.partition(" ")
    first, at = day_written(day), clock_time(clock)
    return None if first is None or at is None else datetime.combine(first, at)


def span_written(first: str, last: str | None) -> tuple[datetime, datetime] | None:
    """Local beginning and end (the end itself outside) of two days or times, or None.

    A day alone is all of it.
    """
    begin = moment_written(first) or _midnight(day_written(first))
    end = moment_written(last) if last is not None else None
    if end is None:
        day = day_written(last if last is not None else first[: len("2027-11-07")])
        end = _midnight(day + _ONE_DAY if day is not None and day < date.max else None)
    return None if begin is None or end is None or end <= begin else (begin, end)


def yearly_span(first: str, last: str | None, year: int) -> tuple[date, date] | None:
    """The days from ``12-20`` to ``01-10`` (both inside) that begin in that year, or None."""
    if not is_yearly(first) or not is_yearly(last or first):
        return None
    begin = date.fromisoformat(f"{year}-{first}")
    end = date.fromisoformat(f"{year}-{last or first}")
    return begin, end if begin <= end else end.replace(year=year + 1)


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time())
