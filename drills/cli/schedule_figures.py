"""How the service that starts drills stands, in figures, by its record."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from drills.errors import JournalBroken
from drills.journal.lock import is_held
from drills.metrics.ground import ScheduleFigures
from drills.notices.events import NoticeFailed, NoticeGivenUp, NoticeSent
from drills.schedule import events as e
from drills.schedule.alive import FOLDER
from drills.schedule.events import ScheduleEvent
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
    events = [each.event() for each in read(runs)]
    # Counted as they happened: what becomes of a thing later takes nothing away from a count.
    counts = Counter(filter(None, map(_counted, events)))
    return ScheduleFigures(
        is_up=is_served(runs),
        last_record=events[-1].at / 1_000_000 if events else None,
        started=counts["started"],
        missed=counts["missed"],
        omitted=counts["omitted"],
        asking=len(stood(Standing(), events).come("asked")),
        notices_sent=counts["sent"],
        notices_failed=counts["failed"],
    )


def _counted(event: ScheduleEvent) -> str | None:
    match event:
        case e.DrillBegan():
            return "started"
        case e.DrillMissed() | e.ClaimLost(policy="skip"):
            return "missed"
        case e.DrillOmitted():
            return "omitted"
        case NoticeSent():
            return "sent"
        case NoticeGivenUp() | NoticeFailed(again=False):
            return "failed"
    return None


def _lives(folder: Path) -> bool:
    try:
        return is_held(folder)
    except JournalBroken:
        return False
