"""A day of the calendar in words."""

from __future__ import annotations

from datetime import date

from bcp.durations import DAY
from bcp.message import Language
from bcp.wareki import LocalTime, date_said

_EPOCH = date(1970, 1, 1).toordinal()


def day_said(day: date, lang: Language) -> str:
    """「令和8年11月21日（土）」, or "Sat 2026-11-21"; of a time, the day on its own clock."""
    return date_said(LocalTime((day.toordinal() - _EPOCH) * DAY, 0), lang)
