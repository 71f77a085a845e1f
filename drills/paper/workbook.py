"""A log that was typed into Excel. Nothing in the file is computed, followed or run."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl import load_workbook

from bcp.durations import MINUTE, SECOND
from bcp.written_times import Clock, Date
from drills.errors import Refusal
from drills.paper import words as w
from drills.paper.grid import Cell, Sheet
from drills.paper.parts import DAMAGED, NOT_EXCEL, SAVE_AS_XLSX, Extent, looked_at

# What openpyxl raises for parts that do not fit together, which no type of its own covers.
_FAULTS = (
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError),
    *(OSError, RuntimeError, EOFError, BadZipFile, ParseError, zlib.error),
)


def sheets_of(raw: bytes, file: str) -> tuple[Sheet, ...]:
    """Every table of the workbook. Raises `Refusal` where it is none, or not one to be opened."""
    extents = looked_at(raw)
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as a list of choices; nothing of that is read.
            warnings.simplefilter("ignore")
            return tuple(_sheets(raw, file, extents))
    except _FAULTS as trouble:
        raise Refusal(NOT_EXCEL(then=DAMAGED(then=SAVE_AS_XLSX()))) from trouble


def _sheets(raw: bytes, file: str, extents: Mapping[str, Extent]) -> Iterator[Sheet]:
    book: Any = load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            part: str = sheet._worksheet_path
            extent = extents[part.lstrip("/")]
            cells = dict(_cells(sheet, extent))
            hidden = sheet.sheet_state != "visible"
            yield Sheet(file, sheet.title, cells, _merged(extent), hidden)
    finally:
        book.close()


def _cells(sheet: Any, extent: Extent) -> Iterator[tuple[tuple[int, int], Cell]]:
    # How large the sheet says that it is may be wrong; how far its cells reach was looked at.
    reach = {"max_row": max(extent.rows, 1), "max_col": extent.columns}
    for row in sheet.iter_rows(min_row=1, min_col=1, **reach):
        for cell in row:
            if cell.value is not None:
                yield (cell.row, cell.column), _cell(cell.value, cell.data_type)


def _cell(value: object, kind: str) -> Cell:
    if kind == "f":
        return Cell("", trouble=(w.FORMULA(), w.AS_VALUE()))
    if kind == "e":
        return Cell("", trouble=(w.ERROR_VALUE(text=str(value)), w.AS_VALUE()))
    return _value(value)


def _value(value: object) -> Cell:
    match value:
        case datetime():
            day = Date(value.year, value.month, value.day)
            return Cell(str(value), day, _clock(value.time()))
        case date():
            return Cell(str(value), Date(value.year, value.month, value.day))
        case time():
            return Cell(str(value), None, _clock(value))
        case timedelta():
            seconds = round(value.total_seconds())
            clock = Clock(seconds * SECOND, SECOND if seconds % 60 else MINUTE)
            return Cell(str(value), None, clock if 0 <= seconds < 108_000 else None)
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a number of the file's is 3.0 where people typed 3
    return Cell(str(value))


def _clock(value: time) -> Clock:
    """To the minute; Excel keeps a fraction of a day, which is a hair off the second it means."""
    seconds = round(
        value.hour * 3_600 + value.minute * 60 + value.second + value.microsecond / 1_000_000
    )
    return Clock(seconds * SECOND, SECOND if seconds % 60 else MINUTE)


def _merged(extent: Extent) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell below the first of a merged column: where what stands for it is."""
    return {
        (row, column): (first, column)
        for first, column, last in extent.merged
        for row in range(first + 1, last + 1)
    }
