"""A report with what other records and the plan here say beside it."""

from __future__ import annotations

from pathlib import Path

from bcp.model import Plan
from drills.history.beside import with_past
from drills.history.index import rows
from drills.history.reading import row_of
from drills.report.model import Report


def beside_past(report: Report, place: Path, runs: Path, plan: Plan | None) -> Report:
    """The report of the record at `place`, with earlier drills in `runs` and items of `plan`.

    Where the record cannot be trusted nothing is set beside it: the report says why itself.
    """
    own = row_of(place)
    if own.standing in ("damaged", "empty"):
        return report
    return with_past(report, own, rows(runs), plan)
