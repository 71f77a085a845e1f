"""The head-room as JSON, for other programs; the keys are described in ``docs/headroom.md``."""

from __future__ import annotations

from bcp.headroom import Headroom
from bcp.message import Language
from drills.report import as_json

FORM = "bcp-drill-headroom-1"


def written(found: Headroom, lang: Language) -> str:
    """All of it, indented, with a line feed at its end."""
    return as_json.document(FORM, found, lang)
