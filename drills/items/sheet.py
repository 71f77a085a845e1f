"""A list for people and for other programs: one value, written as a table in several forms."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bcp.message import Language
from drills.printed import as_docx, as_html
from drills.printed.document import Block, Document, Line, Table
from drills.report.layout import harmless, width_of
from drills.report.spreadsheet import MARK, csv_of

Cell = str | int | None
_WIDEST = 60
_LINE_POINTS = 15.0
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Sheet:
    """Rows under heads. `keys` name the columns for programs, `widths` are shares of a page.

    `notes` stand below. A number stays one where the form knows numbers. `plain` are the rows for
    programs: days as ISO dates, spans as plans write them.
    """

    title: str
    owner: str
    printed: str
    lang: Language
    keys: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    notes: tuple[str, ...] = ()
    plain: tuple[Mapping[str, Any], ...] = ()


def as_csv(sheet: Sheet) -> bytes:
    """A table for Excel; a text that it would reckon stands behind an apostrophe."""
    return (MARK + csv_of(sheet.heads, sheet.rows)).encode()


def as_json(sheet: Sheet) -> bytes:
    """The rows as objects, for other programs: `plain`, or the texts where there is none."""
    texts = [dict(zip(sheet.keys, row, strict=True)) for row in sheet.rows]
    rows = list(sheet.plain) or texts
    whole = {"title": sheet.title, "owner": sheet.owner, "rows": rows, "notes": list(sheet.notes)}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def as_page(sheet: Sheet) -> bytes:
    """A page that prints on A4 and needs nothing from outside."""
    return as_html.written(document(sheet)).encode()


def as_word(sheet: Sheet) -> bytes:
    """A file for Word, to be edited."""
    return as_docx.written(document(sheet))


def document(sheet: Sheet) -> Document:
    """The sheet as a printed form, on its side."""
    rows = tuple(tuple(_shown(cell) for cell in row) for row in sheet.rows)
    table = Table(sheet.heads, rows, sheet.widths)
    notes: tuple[Block, ...] = tuple(Line(each, "note") for each in sheet.notes)
    blocks: tuple[Block, ...] = (table, *notes)
    return Document(sheet.title, sheet.owner, sheet.printed, sheet.lang, blocks, across=True)


def as_workbook(sheet: Sheet) -> bytes:
    """A workbook whose numbers are numbers and whose texts are never formulas."""
    import openpyxl  # noqa: PLC0415 - takes long to load

    book = openpyxl.Workbook()
    # The same sheet gives the same bytes, so nothing in it says when it was made.
    book.properties.creator = "bcp-drill"
    book.properties.created = book.properties.modified = datetime(*_ZIP_DAY, tzinfo=UTC).replace(
        tzinfo=None
    )
    page: Any = book.active
    page.title = "".join(sign for sign in sheet.title if sign not in r"[]:*?/\\")[:31]
    _fill(page, sheet)
    _arrange(page, sheet)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


FORMS: Mapping[str, Callable[[Sheet], bytes]] = {
    "csv": as_csv,
    "json": as_json,
    "xlsx": as_workbook,
    "html": as_page,
    "docx": as_word,
}


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    thin = Side(style="thin", color="999999")
    grey = PatternFill("solid", fgColor="ECECEC")
    page.append([harmless(sheet.title)])
    page["A1"].font = Font(bold=True, size=14)
    page.append([harmless(f"{sheet.owner}  {sheet.printed}")])
    for number, row in enumerate((sheet.heads, *sheet.rows), 3):
        for nth, value in enumerate(row, 1):
            cell = page.cell(number, nth)
            cell.value = value if isinstance(value, int) else _lines(value)
            if not isinstance(value, int):
                cell.data_type = "s"
            cell.number_format = "#,##0" if isinstance(value, int) else "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if number == 3:
                cell.font, cell.fill = Font(bold=True), grey
    for number, note in enumerate(sheet.notes, len(sheet.rows) + 5):
        page.cell(number, 1).value = _lines(note)
        page.cell(number, 1).data_type = "s"


def _arrange(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    share = 150 / sum(sheet.widths)
    widths = [min(_WIDEST, width * share) for width in sheet.widths]
    for nth, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(nth)].width = width
    # No program reckons the height of a row whose cells are wrapped before somebody edits it.
    for number, row in enumerate((sheet.heads, *sheet.rows), 3):
        lines = max(_height(cell, width) for cell, width in zip(row, widths, strict=True))
        page.row_dimensions[number].height = _LINE_POINTS * lines
    page.freeze_panes = "A4"
    page.print_title_rows = "3:3"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", "9"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _height(cell: Cell, width: float) -> int:
    """How many lines a cell takes in a column of so many half-width letters."""
    room = max(1, int(width) - 1)
    return sum(-(-max(width_of(line), 1) // room) for line in _shown(cell).split("\n"))


def _lines(text: str | None) -> str:
    return "\n".join(harmless(each) for each in (text or "").split("\n"))


def _shown(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else cell or ""
