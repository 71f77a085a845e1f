"""A fiscal year on one calendar, as final texts: whoever writes it down chooses no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import Literal

from bcp.message import Language

Kind = Literal["start", "omitted", "reminder", "due"]
"""A drill is to begin; one would have begun and does not; one is near; something else is due."""


@dataclass(frozen=True)
class Entry:
    """Something on a day. `clock` is empty where it has no hour; `why` says moved or omitted.

    `routine`: its drill has so many dates that the wall tells it once and not day by day. `group`
    is what many of its reasons have in common. An `expected` day counts from a drill that is still
    to be held.
    """

    day: date
    kind: Kind
    id: str
    text: str
    clock: str = ""
    how: str = ""
    who: str = ""
    moved_from: date | None = None
    why: str = ""
    group: str = ""
    routine: bool = False
    expected: bool = False


@dataclass(frozen=True)
class ProgrammeLine:
    """A drill of the programme over the year: when in words, how it starts, who answers for it.

    One that is not `dated` has no rule yet.
    """

    id: str
    name: str
    when: str
    how: str
    who: str
    starts: int
    omitted: int
    dated: bool
    routine: bool


@dataclass(frozen=True)
class Kept:
    """Days on which no drill may begin, the last one included: a blackout, or an outage."""

    first: date
    last: date
    why: str


@dataclass(frozen=True)
class Year:
    """The year that begins on `first`. `closed` has holidays and closed days with their names.

    `entries` stand in the order of time; `printed` is the day it was made, in words.
    """

    name: str
    owner: str
    printed: str
    lang: Language
    first: date
    last: date
    lines: tuple[ProgrammeLine, ...] = ()
    entries: tuple[Entry, ...] = ()
    closed: Mapping[date, str] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()

    def months(self) -> Iterator[tuple[date, ...]]:
        """The days of each calendar month that has a part in the year."""
        day, month = self.first, []
        while day <= self.last:
            month.append(day)
            day += timedelta(days=1)
            if day.day == 1 or day > self.last:
                yield tuple(month)
                month = []

    def on(self, day: date) -> tuple[Entry, ...]:
        """What stands on a day, without what is told once for the whole year."""
        return self._by_day.get(day, ())

    @cached_property
    def _by_day(self) -> Mapping[date, tuple[Entry, ...]]:
        told = (each for each in self.entries if not each.routine)
        days = groupby(sorted(told, key=_day_of), key=_day_of)
        return {day: tuple(entries) for day, entries in days}

    def kept_on(self, day: date) -> tuple[Kept, ...]:
        """Why no drill may begin on a day, nothing where one may."""
        return tuple(each for each in self.kept if each.first <= day <= each.last)


def _day_of(entry: Entry) -> date:
    return entry.day
