"""Everything that is due, as one list by day: of the plan, its action items and its drills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bcp.model import Plan
from drills.readiness.certificates import CertificateSeen
from drills.readiness.due import DrillTime, DueLine
from drills.readiness.dues import rules
from drills.readiness.dues._ground import Ground

if TYPE_CHECKING:  # it takes long to load, and only its words are used here
    from drills.items.standing import ItemStanding


def what_is_due(
    plan: Plan,
    items: Sequence[ItemStanding],
    today: date,
    certificates: Iterable[CertificateSeen] = (),
    drills: Iterable[DrillTime] = (),
) -> tuple[DueLine, ...]:
    """Every line that has a day, the earliest first; also those that are far off.

    `items` are as `drills.items.standing.standings` gives them, `today` is the organisation's own
    date, `certificates` what runs last saw of them, `drills` the times of the programme where they
    are to be in the list, too (`drills.readiness.programme.drill_times`).
    """
    ground = Ground(plan, tuple(items), today, tuple(certificates), tuple(drills))
    found = [line for rule in rules().values() for line in rule(ground)]
    return tuple(sorted(found, key=lambda each: (each.day, each.kind, each.id)))


def worth_telling(lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    """Those that are overdue or come within their notice."""
    return tuple(each for each in lines if each.is_overdue or each.is_soon)
