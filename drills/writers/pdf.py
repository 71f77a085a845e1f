"""A page for A4 that nobody edits; see `drills.report.as_pdf`."""

from __future__ import annotations

from bcp.message import Language, Phrase
from drills.report import as_pdf
from drills.report.model import Report

ABOUT = Phrase(
    "form_pdf.about", ja="A4の印刷・配布（追加の部品）", en="A4 to hand out (needs an extra)"
)
ENDINGS = (".pdf",)
REPLACED = True


def written(report: Report, lang: Language) -> bytes:
    """The page of the form html, with its fonts inside."""
    return as_pdf.written(report, lang)
