"""Days as the calendar says them."""

from __future__ import annotations

from datetime import date

from bcp.days_said import day_said
from bcp.message import Language
from drills.year import words as w


def weekday_said(day: date, lang: Language) -> str:
    """「木」, or "Th"."""
    return w.WEEKDAYS[day.weekday()][0 if lang == "ja" else 1]


def month_said(day: date, lang: Language) -> str:
    """「令和9年4月」, or "Apr 2027"."""
    if lang == "en":
        return f"{w.MONTH_NAMES[day.month - 1]} {day.year}"
    return f"{day_said(day, lang).partition('月')[0]}月"


def short_said(day: date, lang: Language) -> str:
    """「4/1（木）」, or "Thu 04-01"."""
    if lang == "en":
        return f"{day_said(day, lang)[:3]} {day:%m-%d}"
    return f"{day.month}/{day.day}（{weekday_said(day, lang)}）"


def bare_said(day: date, lang: Language) -> str:
    """「4/1」, or "04-01": where there is little room."""
    return f"{day:%m-%d}" if lang == "en" else f"{day.month}/{day.day}"


def span_said(first: date, last: date, lang: Language) -> str:
    """One day, or two with what stands between them."""
    if first == last:
        return short_said(first, lang)
    gap = "〜" if lang == "ja" else " to "
    return f"{short_said(first, lang)}{gap}{short_said(last, lang)}"
