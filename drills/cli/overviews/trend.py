"""Recovery times of every system over the drills."""

from __future__ import annotations

from pathlib import Path

from bcp.message import Language, Phrase
from drills.history import as_html
from drills.history.index import rows
from drills.history.trend import trend

TITLE = Phrase("overview.trend", ja="復旧時間の推移", en="Trend of recovery times")


def page(runs: Path, plan: Path | None, lang: Language) -> str:
    """The trend of all systems; the plan changes nothing of it."""
    return as_html.written(trend(rows(runs), lambda _, target: target.kind == "system"), lang)
