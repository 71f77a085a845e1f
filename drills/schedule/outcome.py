"""What a drill came to, by its own journal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drills.core.events import Finish
from drills.core.machine import replay
from drills.core.overall import overall
from drills.journal.file import NAME
from drills.journal.verify import read_good


@dataclass(frozen=True)
class Outcome:
    """The word for the whole, and how it finished; None where the journal does not say."""

    overall: str | None = None
    finish: Finish | None = None


def has_journal(folder: Path) -> bool:
    """Whether a drill began there."""
    return (folder / NAME).is_file()


def outcome_of(folder: Path) -> Outcome:
    """What the journal there says; nothing where there is none. Raises nothing that is spoken."""
    drill = replay(each.event() for each in read_good(folder))
    if drill.brief is None:
        return Outcome()
    return Outcome(str(overall(drill)), drill.ended.finish if drill.ended else None)
