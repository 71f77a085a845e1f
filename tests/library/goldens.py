"""The report of a scenario held at a table, as it is kept to be read and compared."""

from __future__ import annotations

import re
from pathlib import Path

from bcp.message import Language
from drills.report import as_text
from drills.report.assembled import report_of
from tests.library.holding import Held
from tests.report.made_up import recorded

GOLDEN = Path(__file__).parent / "golden"
# The record's last hash stands for every byte of the plan, also for what no report says.
# In a table a hash takes two lines.
_HASH = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b")


def golden_file(id: str, lang: Language) -> Path:
    """Where the report is kept."""
    return GOLDEN / f"{id}.{lang}.txt"


def written(drilled: Held, lang: Language) -> str:
    """Give the whole report of a drill, all figures as they are."""
    return _HASH.sub("(SHA-256)", as_text.written(report_of(recorded(drilled.events)), lang))
