"""A workbook for Excel, in which every number is a number; see `drills.writers.xlsx.book`."""

from __future__ import annotations

from bcp.message import Language, Phrase
from drills.report.model import Report

ABOUT = Phrase("form_xlsx.about", ja="Excel・グラフ", en="Excel, with charts")
ENDINGS = (".xlsx",)


def written(report: Report, lang: Language) -> bytes:
    """The whole workbook."""
    # It takes long to load, and no other form needs it.
    from drills.writers.xlsx.book import book  # noqa: PLC0415

    return book(report, lang)
