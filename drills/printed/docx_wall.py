"""A calendar in a file for Word: months beside each other, small enough for one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from drills.printed.document import Wall, WallDay
from drills.printed.docx_tables import GREY, Cell, Row, table

_SIZE, _HEAD_SIZE = 6.5, 9.0
_DAY_MM = 10.5
_HIGH_MM = 4.7
# How a day is filled: a colour, and the format's word for a pattern of it.
_FILLS: Mapping[str, tuple[str, str]] = {
    "open": ("", "clear"),
    "closed": ("E4E4E4", "clear"),
    "kept": ("C6C6C6", "clear"),
}
_NO_DAY = "8A8A8A"


def wall_table(wall: Wall, room_mm: float, plain: Callable[[str], str]) -> Any:
    """The element of a table in which each row has the days of one number."""
    text_mm = room_mm / max(1, len(wall.months)) - _DAY_MM
    heads = [
        Cell(plain(each.name), size=_HEAD_SIZE, bold=True, fill=GREY, span=2, align="center")
        for each in wall.months
    ]
    rows = [
        Row([cell for day in row for cell in _cells(day, plain)], _HIGH_MM)
        for row in wall.days_across()
    ]
    return table([Row(heads, head=True), *rows], [_DAY_MM, text_mm] * len(wall.months), tight=True)


def _cells(day: WallDay | None, plain: Callable[[str], str]) -> Iterator[Cell]:
    if day is None:
        yield Cell(size=_SIZE, fill=_NO_DAY, span=2)
        return
    fill, pattern = _FILLS[day.shade]
    number = f"{day.number} {plain(day.weekday)}"
    yield Cell(number, size=_SIZE, bold=True, fill=fill, pattern=pattern, align="right")
    said = "\n".join(map(plain, (*day.texts, *day.strong)))
    yield Cell(said, size=_SIZE, bold=bool(day.strong), fill=fill, pattern=pattern)
