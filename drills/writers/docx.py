"""The form that offices pass on paper, to be completed in Word; see `drills.printed`.

A file that is there is left: what was filled in would be lost.
"""

from __future__ import annotations

from bcp.message import Language, Phrase
from drills.printed.report_document import document_of
from drills.report.model import Report

ABOUT = Phrase("form_docx.about", ja="Wordで編集・決裁", en="to complete in Word")
ENDINGS = (".docx",)


def written(report: Report, lang: Language) -> bytes:
    """The document, whose times are those of the record."""
    # It takes long to load, and whoever only asks which forms there are needs none of it.
    from drills.printed import as_docx  # noqa: PLC0415

    return as_docx.written(document_of(report, lang))
