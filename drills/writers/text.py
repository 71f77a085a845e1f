"""Text for a terminal or a printer; see `drills.report.as_text`."""

from __future__ import annotations

from bcp.message import Language, Phrase
from drills.report import as_text
from drills.report.model import Report

ABOUT = Phrase("form_text.about", ja="端末・印刷", en="terminal, printer")
ENDINGS = (".txt",)
REPLACED = True


def written(report: Report, lang: Language) -> bytes:
    """80 columns, in UTF-8."""
    return as_text.written(report, lang).encode()
