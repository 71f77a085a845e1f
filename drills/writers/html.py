"""A page for a browser and for paper; see `drills.report.as_html`."""

from __future__ import annotations

from bcp.message import Language, Phrase
from drills.report import as_html
from drills.report.model import Report

ABOUT = Phrase("form_html.about", ja="ブラウザ・A4印刷", en="browser, A4 paper")
ENDINGS = (".html", ".htm")
REPLACED = True


def written(report: Report, lang: Language) -> bytes:
    """One file that asks for nothing else, in UTF-8."""
    return as_html.written(report, lang).encode()
