"""The report as a workbook: the one page, the targets as numbers, charts, and every table.

Made with XlsxWriter: it writes what a formula comes to beside the formula, so that a telephone or a
protected view shows it, and charts with error bars; and the same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bcp.message import Language, Phrase, render
from drills.report import text_first
from drills.report.contents import contents, is_log, title_of
from drills.report.model import Report
from drills.report.text_block import Block, Points, Table
from drills.writers.xlsx.cover import Cover
from drills.writers.xlsx.curves import curves
from drills.writers.xlsx.frame import Made
from drills.writers.xlsx.log import log_sheet
from drills.writers.xlsx.sheets import Sheets
from drills.writers.xlsx.sources import sources_sheet
from drills.writers.xlsx.tables import notes_sheet, table_sheet
from drills.writers.xlsx.targets import targets

CONTENTS = Phrase("xlsx.contents", ja="目次", en="Contents")
SHEET = Phrase("xlsx.sheet", ja="シート", en="Sheet")
ROWS = Phrase("xlsx.rows", ja="行数", en="Rows")


def book(report: Report, lang: Language) -> bytes:
    """The workbook's bytes; the one page alone and its figures, where that is the edition."""
    sheets = Sheets(report, lang)
    Cover(sheets).written()
    if report.edition == "page":
        targets(sheets)
        return sheets.saved()
    first = sheets.add(render(CONTENTS(), lang), across=False)
    _contents(sheets, first, tuple(_made(sheets, tuple(contents(report, lang)))))
    return sheets.saved()


def _made(sheets: Sheets, blocks: Sequence[Block]) -> list[Made]:
    made: list[Made | None] = []
    table = targets(sheets)
    if table is not None:
        rows = len(sheets.report.grading.lines)
        made.append(Made(table, title_of(text_first.RECOVERY, sheets.lang), rows))
    made.append(curves(sheets))
    made += [
        log_sheet(sheets) if is_log(each) else table_sheet(sheets, each)
        for each in blocks
        # The targets have a sheet of their own, on which they are numbers.
        if isinstance(each, Table) and each.heading is not text_first.RECOVERY
    ]
    made.append(sources_sheet(sheets))
    made.append(notes_sheet(sheets, [each for each in blocks if isinstance(each, Points)]))
    return [each for each in made if each is not None]


def _contents(sheets: Sheets, sheet: Any, made: Sequence[Made]) -> None:
    """Links to every sheet behind this one."""
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 10)
    sheets.put(sheet, 0, 0, render(CONTENTS(), sheets.lang), "title")
    for column, head in enumerate((SHEET, ROWS)):
        sheets.put(sheet, 2, column, render(head(), sheets.lang), "head")
    for row, each in enumerate(made, 3):
        place = f"internal:'{each.sheet.get_name()}'!A1"
        sheet.write_url(row, 0, place, sheets.look("link"), each.title)
        sheet.write_number(row, 1, each.rows, sheets.look("whole"))
