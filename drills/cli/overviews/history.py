"""Past drills by fiscal year, what counts of them, and which important systems were drilled."""

from __future__ import annotations

from pathlib import Path

from bcp.load import load_plan
from bcp.message import Language, Phrase
from drills import probes
from drills.cli.past_drills import this_year
from drills.history import as_html
from drills.history.coverage import of_plan
from drills.history.index import rows
from drills.history.years import history

TITLE = Phrase("overview.history", ja="年度別のまとめ", en="By fiscal year")


def page(runs: Path, plan: Path | None, lang: Language) -> str:
    """All drills, and the coverage of this fiscal year. Raises `Refused` for a plan's mistakes."""
    beside = None if plan is None else load_plan(plan, probes.catalogue()).plan
    systems = None if beside is None else of_plan(beside)
    return as_html.written(history(rows(runs), lambda _: True, systems, this_year(beside)), lang)
