"""A sheet for each table of the report, and one for everything that is told in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bcp.message import Phrase, render
from drills.report import html_words
from drills.report.contents import title_of
from drills.report.text_block import Points, Table
from drills.writers.xlsx.frame import HEAD, Made, framed
from drills.writers.xlsx.log import linked
from drills.writers.xlsx.sheets import Sheets

NOTES = Phrase("xlsx.notes", ja="注記と求め方", en="Notes and methods")
HEADING = Phrase("xlsx.heading", ja="見出し", en="Heading")
SAYS = Phrase("xlsx.says", ja="内容", en="What it says")
_NUMBER = re.compile(r"0|[1-9]\d{0,8}")


def table_sheet(sheets: Sheets, table: Table) -> Made:
    """A table with a filter over it, its columns as wide as they want to be."""
    heads = [render(each.head(), sheets.lang) for each in table.columns]
    rows: list[Sequence[str]] = [*table.rows]
    if any(table.records):
        heads.append(render(html_words.RECORDS(), sheets.lang))
        rows = [
            [*cells, ", ".join(map(str, table.records[number]))]
            for number, cells in enumerate(rows)
        ]
    title = title_of(table.heading, sheets.lang)
    sheet = framed(sheets, title, heads, rows)
    # The numbers of records are names, whatever they look like.
    numeric = [*_numeric(table.rows), False]
    for number, cells in enumerate(rows):
        striking = bool(table.striking) and table.striking[number]
        for column, cell in enumerate(cells):
            if numeric[column] and _NUMBER.fullmatch(cell):
                sheet.write_number(HEAD + 1 + number, column, int(cell), sheets.look("whole"))
            else:
                look = "strong" if striking else "cell"
                sheets.put(sheet, HEAD + 1 + number, column, cell, look)
        if len(cells) > len(table.columns):
            place = (HEAD + 1 + number, len(table.columns))
            linked(sheets, sheet, place, table.records[number])
    for below, note in enumerate(table.notes):
        sheet.write_string(HEAD + 2 + len(rows) + below, 0, sheets.fitted(f"* {note}"))
    return Made(sheet, title, len(rows))


def notes_sheet(sheets: Sheets, blocks: Sequence[Points]) -> Made:
    """Everything that is told in sentences, each below the heading that it stands under."""
    rows = [[title_of(each.heading, sheets.lang), item] for each in blocks for item in each.items]
    title = render(NOTES(), sheets.lang)
    sheet = framed(sheets, title, [render(each(), sheets.lang) for each in (HEADING, SAYS)], rows)
    for number, cells in enumerate(rows, HEAD + 1):
        for column, cell in enumerate(cells):
            sheets.put(sheet, number, column, cell)
    return Made(sheet, title, len(rows))


def _numeric(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns hold counts alone; what looks like a number elsewhere is a name."""
    columns: Iterator[tuple[str, ...]] = zip(*rows, strict=True)
    return [
        any(map(_NUMBER.fullmatch, each))
        and all(_NUMBER.fullmatch(cell) or cell in ("", "-") for cell in each)
        for each in columns
    ]
