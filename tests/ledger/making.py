"""Ledgers as offices keep them, as bytes of real workbooks; what was read of them, and the plan."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from bcp.load import LoadedPlan, load_plan
from drills import probes
from drills.ledger.choices import Choices
from drills.ledger.identity import Known
from drills.ledger.plan_files import plan_texts
from drills.ledger.reading import Ledger, find_tables, read_ledger
from drills.paper.workbook import sheets_of

Rows = Sequence[Sequence[object]]
SYSTEMS = "情報システム一覧"


def book(sheets: Mapping[str, Rows], then: Callable[[Workbook], None] = lambda made: None) -> bytes:
    """A workbook with these rows; `then` does the rest to it."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet: Any = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    then(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def edited_book(raw: bytes, then: Callable[[Workbook], None]) -> bytes:
    """A workbook as somebody saved it who opened it and corrected it."""
    made = load_workbook(io.BytesIO(raw))
    then(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def read(raw: bytes, choices: Choices | None = None, known: Known | None = None) -> Ledger:
    """What a ledger of these bytes says."""
    choices = choices or Choices()
    return read_ledger(find_tables(sheets_of(raw, "ledger.xlsx"), choices), choices, known)


def of(sheets: Mapping[str, Rows], choices: Choices | None = None) -> Ledger:
    """What a ledger of these sheets says."""
    return read(book(sheets), choices)


def systems(*rows: Sequence[object], heads: Sequence[object]) -> Ledger:
    """What a ledger of one sheet of systems says."""
    return of({SYSTEMS: [heads, *rows]})


def unread(ledger: Ledger) -> dict[str, str]:
    """What is said in Japanese of each cell that could not be read, by the cell."""
    return {
        str(each.place).partition(":")[2]: each.said_in("ja").partition(": ")[2]
        for each in ledger.unread
    }


def plan_in(folder: Path, ledger: Ledger) -> LoadedPlan:
    """The plan that a ledger makes, written and read back."""
    for path, text in plan_texts(ledger, "見本町", "ja").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return load_plan(folder, probes.catalogue())
