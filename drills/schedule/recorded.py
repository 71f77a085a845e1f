"""How the programme stands by the record in a folder of runs."""

from __future__ import annotations

from pathlib import Path

from drills.schedule.record import read
from drills.schedule.standing import Standing, stood


def standing_in(runs: Path) -> Standing:
    """What the record there tells; nothing where no service ever wrote. Raises `JournalBroken`."""
    return stood(Standing(), (each.event() for each in read(runs)))
