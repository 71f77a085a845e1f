"""Japanese holidays (国民の祝日に関する法律), and how their names are said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from bcp.message import Text

_ENGLISH = {
    "元日": "New Year's Day",
    "成人の日": "Coming of Age Day",
    "建国記念の日": "National Foundation Day",
    "天皇誕生日": "Emperor's Birthday",
    "春分の日": "Vernal Equinox Day",
    "昭和の日": "Showa Day",
    "憲法記念日": "Constitution Day",
    "みどりの日": "Greenery Day",
    "こどもの日": "Children's Day",
    "海の日": "Marine Day",
    "山の日": "Mountain Day",
    "敬老の日": "Respect for the Aged Day",
    "秋分の日": "Autumnal Equinox Day",
    "体育の日": "Health and Sports Day",
    "スポーツの日": "Sports Day",
    "文化の日": "Culture Day",
    "勤労感謝の日": "Labour Thanksgiving Day",
    "国民の休日": "national holiday between two holidays",
    "振替休日": "substitute holiday",
}


@cache
def japanese_holidays(year: int) -> Mapping[date, Text]:
    """Each holiday of the year, with its name."""
    # jpholiday costs 30 ms to load, and few commands need it.
    import jpholiday  # noqa: PLC0415

    found = jpholiday.between(date(year, 1, 1), date(year, 12, 31))
    return {day: Text(ja=name, en=_in_english(name)) for day, name in found}


def _in_english(name: str) -> str:
    """The name in English; a day instead of a Sunday is said with the holiday it stands for."""
    words = [_ENGLISH.get(each, each) for each in name.split()]
    return ", ".join(words)
