"""What every sheet of rows has: a title, headings that stay, a filter, and room for its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from drills.writers.xlsx.sheets import Sheets
from drills.writers.xlsx.widths import height, room, widths

# The row of the headings: below the title and an empty row.
HEAD = 2


@dataclass(frozen=True)
class Made:
    """A sheet of which the table of contents tells: what it is called there, and its rows."""

    sheet: Any
    title: str
    rows: int


def framed(sheets: Sheets, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    """A new sheet with its title, its headings, a filter over them, and columns that fit."""
    sheet = sheets.add(title)
    sheets.put(sheet, 0, 0, title, "title")
    wide = widths(heads, rows)
    for column, each in enumerate(wide):
        sheet.set_column(column, column, each)
    rooms = [room(each) for each in wide]
    for number, cells in enumerate(rows, HEAD + 1):
        sheet.set_row(number, height(zip(cells, rooms, strict=True)))
    for column, head in enumerate(heads):
        sheets.put(sheet, HEAD, column, head, "head")
    sheet.autofilter(HEAD, 0, HEAD + max(1, len(rows)), len(heads) - 1)
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.repeat_rows(HEAD)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z1048576"})
    return sheet
