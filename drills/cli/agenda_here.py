"""What a plan's calendar is made of, read where the plan and its records lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bcp.fiscal_year import year_began
from bcp.programme.dues import dues
from bcp.programme.local_time import zone_of
from drills.agenda.material import Material
from drills.cli.held_here import held_in
from drills.cli.items_here import Here
from drills.readiness.certificates import CertificateSeen
from drills.readiness.due import DueLine
from drills.readiness.reading import past_of
from drills.readiness.what_is_due import what_is_due

_AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class Stretch:
    """Days, the last not among them. What is overdue is shown however long ago it was due."""

    first: date
    end: date

    @classmethod
    def usual(cls, here: Here) -> Stretch:
        """From the first day of this fiscal year to a good year from now."""
        began = year_began(here.plan.organisation.fiscal_year_start, here.today)
        return cls(began, here.today + _AHEAD)

    @classmethod
    def of_year(cls, here: Here, year: int) -> Stretch:
        """One fiscal year, named by the year in which it begins."""
        start = here.plan.organisation.fiscal_year_start
        first = date.fromisoformat(f"{year}-{start}")
        return cls(first, first.replace(year=year + 1))

    @classmethod
    def of_days(cls, here: Here, days: int) -> Stretch:
        """From today on."""
        return cls(here.today, here.today + timedelta(days=days))


def due_here(
    here: Here, certificates: Iterable[CertificateSeen] | None = None
) -> tuple[DueLine, ...]:
    """What is due of the plan besides its drills, with the certificates that runs saw."""
    if certificates is None:
        certificates = past_of(here.runs, here.plan).certificates()
    return what_is_due(here.plan, here.standings, here.today, certificates)


def material(
    here: Here, stretch: Stretch, certificates: Iterable[CertificateSeen] | None = None
) -> Material:
    """Everything that is due in these days. Raises `JournalBroken` for a broken record.

    `certificates` are what runs saw of them, where somebody has read that already.
    """
    zone, held = zone_of(here.plan), held_in(here.runs)
    since, until = (datetime.combine(day, time(), zone) for day in (stretch.first, stretch.end))
    planned = dues(here.plan, since, until, held)
    newest = max((at for times in held.values() for at in times), default=here.revised)
    lines = due_here(here, certificates)
    return Material(
        here.plan,
        here.today,
        max(here.revised, newest.astimezone(UTC).replace(microsecond=0)),
        planned,
        [each for each in lines if each.day < stretch.end],
        [each for each in here.standings if (each.item.due or "") < stretch.end.isoformat()],
    )
