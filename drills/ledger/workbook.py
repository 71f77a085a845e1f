"""A plan as a workbook that offices read, sort and correct, and that is read back as it was."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from bcp.message import Language
from bcp.model import Plan
from drills.ledger.columns import KINDS, Column, Kind, columns_of
from drills.ledger.fields import WAYS
from drills.ledger.planned import Row, known_of, row_of, things_of
from drills.ledger.said import said
from drills.ledger.values import AGAIN, CIRCUIT, IMPORTANCE

TITLES: dict[Kind, str] = {
    "zones": "系統一覧",
    "systems": "情報システム一覧",
    "servers": "サーバ一覧",
    "businesses": "業務一覧",
    "vendors": "業者一覧",
    "contacts": "連絡先一覧",
}
# Empty rows below the last, so that lists of choices reach them.
_SPARE = 50
_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WIDE = frozenset({"name.ja", "name", "depends_on", "businesses", "systems", "covers", "note"})


def workbook(plan: Plan, lang: Language, *, contacts: bool) -> bytes:
    """The bytes of the workbook; people and their numbers only with `contacts`."""
    book = Workbook()
    book.properties.creator = "bcp-drill"
    book.remove(book.worksheets[0])
    for kind in KINDS:
        if kind == "contacts" and not contacts:
            continue
        rows = [row_of(plan, kind, each) for each in things_of(plan, kind)]
        sheet: Any = book.create_sheet(TITLES[kind])
        _sheet(sheet, _shown(kind, rows, contacts=contacts), rows, plan, lang)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _shown(kind: Kind, rows: Sequence[Row], *, contacts: bool) -> list[Column]:
    """Every column of the table: those of English names only where wanted.

    Numbers stand with the contacts alone, where those of vendors' desks are, too.
    """
    used = {field for row in rows for field in row}
    return [
        each
        for each in columns_of(kind)
        if (each.field != "name.en" or each.field in used)
        and (not each.field.startswith(WAYS) or (contacts and kind == "contacts"))
        and (each.field not in ("person", "contact") or each.field in used)
    ]


def _sheet(
    sheet: Any, columns: Sequence[Column], rows: Sequence[Row], plan: Plan, lang: Language
) -> None:
    known = known_of(plan)
    for n, column in enumerate(columns, 1):
        head = sheet.cell(1, n, column.headings[0] if lang == "ja" else column.field)
        head.font, head.border = Font(bold=True), _BOX
        head.fill = PatternFill("solid", fgColor="E8E8E8")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        width = 26 if column.field in _WIDE else 14
        sheet.column_dimensions[get_column_letter(n)].width = width
    for number, row in enumerate(rows, 2):
        for n, column in enumerate(columns, 1):
            if column.field in row:
                _write(sheet.cell(number, n), said(row[column.field], column, known))
    _page(sheet, columns, len(rows))
    _choices(sheet, columns, len(rows) + 1 + _SPARE, plan)


def _write(cell: Any, value: str | int | datetime.date) -> None:
    cell.border, cell.alignment = _BOX, Alignment(wrap_text=True, vertical="top")
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # also where it looks like a formula
        cell.number_format = "@"
    elif isinstance(value, datetime.date):
        cell.number_format = "yyyy-mm-dd"


def _page(sheet: Any, columns: Sequence[Column], rows: int) -> None:
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _choices(sheet: Any, columns: Sequence[Column], last: int, plan: Plan) -> None:
    """Lists to choose from; another word may still be typed, and is named when it is read."""
    zones = [each.label or each.id for each in plan.zones]
    words = {
        "zone": zones,
        "importance": [each[0] for each in IMPORTANCE.values()],
        "circuit": [each[0] for each in CIRCUIT.values()],
        "again": [each[0] for each in AGAIN.values()],
        "yes": ["○", "×"],
    }
    for n, column in enumerate(columns, 1):
        listed = ",".join(words.get(column.reads, ()))
        # Excel keeps at most 255 letters of such a list.
        if not listed or len(listed) > 255 or '"' in listed:
            continue
        choices = DataValidation(
            "list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False
        )
        sheet.add_data_validation(choices)
        choices.add(f"{get_column_letter(n)}2:{get_column_letter(n)}{last}")
