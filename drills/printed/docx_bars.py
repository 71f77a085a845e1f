"""Bars in a file for Word, of shaded cells: what people see there they can also edit.

A picture would have to be made anew for each change, and Word's own charts are drawn by no other
program alike. Shaded cells look the same in Word and LibreOffice, and on paper without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from drills.printed.document import Bar, Bars, Shade
from drills.printed.docx_tables import GREY, Cell, Row, table

# The bar's room is so many columns wide, and names and words take these shares of the line.
_PARTS = 50
_NAME, _WORDS = 0.27, 0.27
_FILLS: Mapping[Shade, tuple[str, str]] = {
    "certain": ("26415E", "clear"),
    "doubtful": ("26415E", "pct50"),
    "unreal": ("8A8F96", "pct37"),
    "none": ("F3F4F6", "clear"),
}
_CUT = "≫"


def bars_table(bars: Bars, room_mm: float, plain: Callable[[str], str]) -> Any:
    """The element of a table in which each row is a bar; `plain` makes words harmless."""
    part = room_mm * (1 - _NAME - _WORDS) / _PARTS
    widths = [room_mm * _NAME, room_mm * _WORDS, *[part] * _PARTS]
    name, words, drawn = (Cell(plain(each), bold=True, fill=GREY) for each in bars.heads)
    heads = Row([name, words, Cell(drawn.text, bold=True, fill=GREY, span=_PARTS)], head=True)
    rows = [
        Row([Cell(plain(each.name)), Cell(plain(each.words)), *_cells(each)]) for each in bars.bars
    ]
    return table([heads, *rows], widths)


def _cells(bar: Bar) -> Iterator[Cell]:
    """The bar's columns, joined as far as they look alike."""
    limit = None if bar.limit is None else round(bar.limit * _PARTS / 100)
    ends = {0, _PARTS, *(_at(each.to) for each in bar.stretches)}
    cuts = sorted(ends if limit is None else ends | {limit})
    for began, ended in pairwise(cuts):
        fill, pattern = _FILLS[_shade_at(bar, began)]
        last = ended == _PARTS and bar.cut
        yield Cell(
            _CUT if last else "",
            bold=last,
            fill=fill,
            pattern=pattern,
            span=ended - began,
            align="right",
            drawn=True,
            edge=began == limit,
        )


def _at(hundredths: int) -> int:
    return min(round(hundredths * _PARTS / 100), _PARTS)


def _shade_at(bar: Bar, column: int) -> Shade:
    return next((each.shade for each in bar.stretches if column < _at(each.to)), "none")
