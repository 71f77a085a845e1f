"""Tables of a file for Word, as the format writes them (ECMA-376-1, 17.4).

The library looks every cell up anew for each thing that is set in it, which takes minutes for the
log of a long drill. So a table is written as text of the format and read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from drills.printed.document import pieces

# A twentieth of a point, the format's unit of length; there are 25.4 mm and 72 points in an inch.
_PER_MM = 1440 / 25.4
GREY = "ECECEC"
# Above and below the text of a cell, in twentieths of a point.
_AROUND = 40
_NO_LEFT = '<w:left w:val="nil"/>'


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and how it looks. `size` is in points, `fill` a colour as RRGGBB.

    `pattern` is a word of the format for how it is filled. `span` is how many columns it lies over.
    A `drawn` cell is a part of a picture, with white above and below instead of a frame; with an
    `edge` it has a thick line at its left. `keep` keeps it on the page of what follows.
    """

    text: str = ""
    size: float = 9
    bold: bool = False
    fill: str = ""
    pattern: str = "clear"
    span: int = 1
    align: str = "left"
    drawn: bool = False
    edge: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Row:
    """A row; `height_mm` is the least, 0 as high as its text. A `head` is repeated on each page."""

    cells: Sequence[Cell]
    height_mm: float = 0
    head: bool = False


def table(
    rows: Sequence[Row], widths_mm: Sequence[float], *, align: str = "left", tight: bool = False
) -> Any:
    """The element of a table whose columns are so wide, every text made plain already.

    A `tight` one has no room above and below its texts.
    """
    widths = [round(each * _PER_MM) for each in widths_mm]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    around = 0 if tight else _AROUND
    body = "".join(part for row in rows for part in _row(row, widths, around))
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="{align}"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
    )


def _row(row: Row, widths: Sequence[int], around: int) -> Iterator[str]:
    yield "<w:tr><w:trPr><w:cantSplit/>"
    if row.height_mm:
        yield f'<w:trHeight w:val="{round(row.height_mm * _PER_MM)}" w:hRule="atLeast"/>'
    if row.head:
        yield "<w:tblHeader/>"
    yield "</w:trPr>"
    at = 0
    for cell in row.cells:
        yield from _cell(cell, sum(widths[at : at + cell.span]), around)
        at += cell.span
    yield "</w:tr>"


def _cell(cell: Cell, width: int, around: int) -> Iterator[str]:
    yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.span > 1:
        yield f'<w:gridSpan w:val="{cell.span}"/>'
    if cell.drawn:
        yield f"<w:tcBorders>{_white(cell)}</w:tcBorders>"
    if cell.fill:
        colour = "auto" if cell.pattern == "clear" else cell.fill
        ground = cell.fill if cell.pattern == "clear" else "FFFFFF"
        yield f'<w:shd w:val="{cell.pattern}" w:color="{colour}" w:fill="{ground}"/>'
    if not around:
        yield '<w:vAlign w:val="center"/>'
    yield "</w:tcPr><w:p><w:pPr>"
    yield "<w:keepNext/>" if cell.keep else ""
    yield f'<w:spacing w:before="{around}" w:after="{around}"/><w:jc w:val="{cell.align}"/></w:pPr>'
    for piece, is_mark in pieces(cell.text):
        yield _run(piece, cell, is_mark=is_mark)
    yield "</w:p></w:tc>"


def _white(cell: Cell) -> str:
    line = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
    above, below = (line.format(side=each, size=36, colour="FFFFFF") for each in ("top", "bottom"))
    left = line.format(side="left", size=18, colour="000000") if cell.edge else _NO_LEFT
    return f'{above}{left}{below}<w:right w:val="nil"/>'


def _run(text: str, cell: Cell, *, is_mark: bool) -> str:
    bold = "<w:b/>" if cell.bold or is_mark else ""
    mark = '<w:highlight w:val="yellow"/>' if is_mark else ""
    size = f'<w:sz w:val="{round(cell.size * 2)}"/>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else ""
        for line in text.split("\n")
    )
    return f"<w:r><w:rPr>{bold}{size}{mark}</w:rPr>{lines}</w:r>"
