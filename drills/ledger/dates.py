"""Dates of a ledger: as Excel keeps them, or written with a Western or a Japanese year."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange

from bcp.message import Message
from bcp.written_times import narrow
from drills.ledger import words as w
from drills.paper.grid import Cell

Trouble = tuple[Message, Message]
# The year before each era's first, its last year (None: it goes on), and its name.
_ERAS: dict[str, tuple[int, int | None, str]] = {
    "令和": (2018, None, "令和"),
    "r": (2018, None, "令和"),
    "平成": (1988, 31, "平成"),
    "h": (1988, 31, "平成"),
    "昭和": (1925, 64, "昭和"),
    "s": (1925, 64, "昭和"),
}
_YEAR = r"(?:(?P<era>令和|平成|昭和|[rhs])\s*)?(?P<year>\d{1,4}|元)"
_WEEKDAY = r"\s*(?:\([^()]{1,4}\))?"
_DAY = re.compile(
    rf"{_YEAR}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*[-/.月]\s*(?P<day>\d{{1,2}})\s*日?{_WEEKDAY}"
    r"(?:\s*まで|\s+0{1,2}:00(?::00)?)?"
)
_MONTH = re.compile(rf"{_YEAR}\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*月?\s*(?:末)?(?:まで)?")
_FISCAL_END = re.compile(rf"{_YEAR}\s*年度\s*末(?:まで)?")
_FIGURES = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_WITHOUT_YEAR = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")
_EARLIEST, _LATEST = 1950, 2150


def read_day(cell: Cell) -> str | Trouble:
    """The day in a cell as ISO writes it; a month without a day is its last day."""
    if cell.date is not None and cell.date.year is not None:
        return _iso(cell.date.year, cell.date.month, cell.date.day, cell.text)
    text = narrow(cell.text).casefold()
    if found := (_DAY.fullmatch(text) or _FIGURES.fullmatch(text)):
        return _dated(found, cell.text, int(found["month"]), int(found["day"]))
    if found := _MONTH.fullmatch(text):
        return _dated(found, cell.text, int(found["month"]), None)
    if found := _FISCAL_END.fullmatch(text):
        return _dated(found, cell.text, 3, 31, ahead=1)
    then = w.WHICH_YEAR() if _WITHOUT_YEAR.fullmatch(text) else w.LIKE_DATES()
    return w.NO_DATE(text=cell.text), then


def _dated(
    found: re.Match[str], text: str, month: int, day: int | None, ahead: int = 0
) -> str | Trouble:
    era = found.groupdict().get("era")
    number = 1 if found["year"] == "元" else int(found["year"])
    if era is None:
        if number < 1000:
            return w.NO_DATE(text=text), w.WHICH_YEAR()
        return _iso(number + ahead, month, day, text)
    before, last, name = _ERAS[era]
    year = before + number + ahead
    if last is not None and number > last:
        return w.NO_SUCH_DAY(text=text), w.ERA_ENDED(era=name, last=last, year=year)
    return _iso(year, month, day, text)


def _iso(year: int, month: int, day: int | None, text: str) -> str | Trouble:
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12):
        return w.NO_SUCH_DAY(text=text), w.LIKE_DATES()
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        return w.NO_SUCH_DAY(text=text), w.LIKE_DATES()
    return datetime.date(year, month, day or last).isoformat()
