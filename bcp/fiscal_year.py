"""The fiscal year, which in Japan begins on 1 April, the day on which staff change their posts."""

from __future__ import annotations

import re
from datetime import date

from bcp.message import Phrase

USUAL_START = "04-01"
MONTH_AND_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

NO_MONTH_AND_DAY = Phrase(
    "plan.no_month_and_day",
    ja="「{word}」は毎年ある月日として読めません。",
    en="{word!r} is no day that every year has.",
)
LIKE_APRIL = Phrase(
    "plan.like_april",
    ja='月と日を2桁ずつ、"04-01"のように書いてください。',
    en='Write month and day in two digits each, like "04-01".',
)


def is_start(word: str) -> bool:
    """Whether a fiscal year may begin on this day of every year."""
    if not MONTH_AND_DAY.fullmatch(word):
        return False
    try:
        # No leap year: a year that begins on 29 February has no beginning in three of four.
        date.fromisoformat(f"2001-{word}")
    except ValueError:
        return False
    return True


def year_began(start: str, today: date) -> date:
    """The day on which the fiscal year of `today` began; `start` is like ``04-01``."""
    this_year = date.fromisoformat(f"{today.year}-{start}")
    return this_year if this_year <= today else this_year.replace(year=today.year - 1)
