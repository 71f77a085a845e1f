"""One long table of every value, for pivot tables and other lists; see `drills.report.tidy`.

It opens right in Excel: UTF-8 with the mark by which Excel knows it, lines that end as Excel's do,
every cell on one line. A text that a spreadsheet would reckon stands behind an apostrophe.
"""

from __future__ import annotations

from dataclasses import astuple

from bcp.message import Language, Phrase, render
from drills.report import tidy
from drills.report.model import Report
from drills.report.spreadsheet import MARK, csv_of

ABOUT = Phrase("form_csv.about", ja="集計用の一覧", en="one table of all values")
ENDINGS = (".csv",)


def written(report: Report, lang: Language) -> bytes:
    """The whole table, with its heads."""
    heads = [render(each(), lang) for each in tidy.HEADS]
    rows = map(astuple, tidy.values(report, lang))
    return (MARK + csv_of(heads, rows)).encode()
