"""What a plan's calendar is made of, read where the plan and its records lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bcp.fiscal_year import year_began
from bcp.programme.dues import Held, dues
from bcp.programme.local_time import zone_of
from drills.agenda.material import Material
from drills.cli.items_here import Here
from drills.readiness.certificates import CertificateSeen
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
    if certificates is None:
        certificates = past_of(here.runs, here.plan).certificates()
    lines = what_is_due(here.plan, here.standings, here.today, certificates)
    return Material(
        here.plan,
        here.today,
        max(here.revised, newest.astimezone(UTC).replace(microsecond=0)),
        planned,
        [each for each in lines if each.day < stretch.end],
        [each for each in here.standings if (each.item.due or "") < stretch.end.isoformat()],
    )


def held_in(runs: Path) -> Held:
    """When the planned drills were really begun, by the schedule's record."""
    # What reads records takes long to load.
    from drills.cli.past_shelf import learn_once  # noqa: PLC0415
    from drills.schedule.record import read  # noqa: PLC0415
    from drills.schedule.standing import Standing, stood  # noqa: PLC0415

    learn_once()
    return stood(Standing(), (each.event() for each in read(runs))).held()
