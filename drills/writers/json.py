"""Every value of the report, for other programs; see `drills.report.as_json`."""

from __future__ import annotations

from bcp.message import Language, Phrase
from drills.report import as_json
from drills.report.model import Report

ABOUT = Phrase("form_json.about", ja="他のプログラム", en="other programs")
ENDINGS = (".json",)
REPLACED = True


def written(report: Report, lang: Language) -> bytes:
    """Sorted keys, in UTF-8."""
    return as_json.written(report, lang).encode()
