"""Days of a month in words: ``15``, ``2nd tue``, ``last fri``, ``last business``, ``last day``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bcp.programme.cron import WEEKDAYS

_COUNTS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_LAST = -1
_NUMBER = re.compile(r"[1-9]|[12][0-9]|3[01]", re.ASCII)
_NTH = re.compile(r"(1st|2nd|3rd|[4-9]th|1[0-9]th|2[0-3]th|2[0-3](?:st|nd|rd)|last) business")

DayKind = Literal["day", "weekday", "business"]
WORDS: tuple[str, ...] = (
    "15",
    *(f"{count} {day}" for count in (*_COUNTS, "last") for day in WEEKDAYS),
    *("1st business", "2nd business", "3rd business", "5th business", "10th business"),
    *("last business", "last day"),
)
"""What may be meant where something else is written."""


@dataclass(frozen=True)
class MonthDay:
    """One day of a month: the `count`-th, from the end where it is negative.

    `weekday` counts from Monday, 0, where the kind is weekday.
    """

    kind: DayKind
    count: int
    weekday: int = 0


def read_month_day(text: str) -> MonthDay | None:
    """The day of a month as it is meant, or None where the text is none."""
    words = text.casefold().split()
    joined = " ".join(words)
    if _NUMBER.fullmatch(joined):
        return MonthDay("day", int(joined))
    if joined == "last day":
        return MonthDay("day", _LAST)
    business = _NTH.fullmatch(joined)
    if business is not None:
        return MonthDay("business", _count(business[1]))
    if len(words) == 2 and words[1] in WEEKDAYS and words[0] in (*_COUNTS, "last"):
        return MonthDay("weekday", _count(words[0]), WEEKDAYS.index(words[1]))
    return None


def _count(word: str) -> int:
    return _LAST if word == "last" else int(word[:-2])
