"""One long table of every value, for pivot tables and other lists; see `drills.report.tidy`.

It opens right in Excel: UTF-8 with the mark by which Excel knows it, lines that end as Excel's do,
every cell on one line. A text that a spreadsheet would reckon stands behind an apostrophe.
"""

from __future__ import annotations

import csv
import io
from dataclasses import astuple
from decimal import Decimal

from bcp.message import Language, Phrase, render
from drills.report import tidy
from drills.report.model import Report
from drills.report.spreadsheet import in_a_cell

ABOUT = Phrase("form_csv.about", ja="集計用の一覧", en="one table of all values")
ENDINGS = (".csv",)

MARK = "\ufeff"


def written(report: Report, lang: Language) -> bytes:
    """The whole table, with its heads."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([render(each(), lang) for each in tidy.HEADS])
    rows.writerows(map(_cell, astuple(each)) for each in tidy.values(report, lang))
    return (MARK + out.getvalue()).encode()


def _cell(value: tidy.Cell) -> str:
    match value:
        case None:
            return ""
        case int():
            return str(value)
        case Decimal():
            # Never with an exponent, and without noughts that say nothing.
            said = f"{value:f}"
            return said.rstrip("0").rstrip(".") if "." in said else said
    return in_a_cell(value)
