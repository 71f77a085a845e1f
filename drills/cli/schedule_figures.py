"""How the service that starts drills stands, in figures, by its record."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from drills.errors import JournalBroken
from drills.journal.lock import is_held
from drills.metrics.ground import ScheduleFigures
from drills.schedule.alive import FOLDER
from drills.schedule.record import NAME, read
from drills.schedule.standing import Standing, stood


def is_served(runs: Path) -> bool:
    """Whether a process of the service lives on this host."""
    try:
        return any(_lives(each) for each in (runs / FOLDER).iterdir())
    except OSError:
        return False


def schedule_figures(runs: Path) -> ScheduleFigures | None:
    """None where no service ever wrote there. Raises `JournalBroken` for a record that is."""
    if not (runs / NAME).is_file():
        return None
    standing = stood(Standing(), (each.event() for each in read(runs)))
    states = Counter(each.state for each in standing.dues.values())
    notices = Counter(each.stage for each in standing.notices.values())
    return ScheduleFigures(
        is_up=is_served(runs),
        last_record=None if standing.last_at is None else standing.last_at / 1_000_000,
        started=sum(each.began is not None for each in standing.dues.values()),
        missed=states["missed"],
        omitted=states["omitted"],
        asking=states["asked"],
        notices_sent=notices["sent"],
        notices_failed=notices["failed"] + notices["given_up"],
    )


def _lives(folder: Path) -> bool:
    try:
        return is_held(folder)
    except JournalBroken:
        return False
