"""A run that another process may drive: its folder is read, again and again, and never written."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drills.core.events import Event
from drills.core.machine import evolve
from drills.core.state import Drill
from drills.journal.lock import is_held
from drills.journal.sqlite import read


@dataclass(frozen=True)
class Look:
    """What was new in the folder, and whether somebody writes there."""

    events: tuple[Event, ...]
    running: bool


class Followed:
    """The drill in `folder` as far as it was read; `wall` is Unix time in nanoseconds."""

    def __init__(self, folder: Path, wall: Callable[[], int] = time.time_ns) -> None:
        self.folder, self._wall = folder, wall
        self.drill = Drill()
        self.running = False
        self._seq, self._wall_ns = 0, 0

    def look(self) -> Look:
        """Read what is new. Blocks; raises `drills.errors.Spoken` where it cannot be read."""
        # Asked before reading: what was written until then is then surely read.
        running = is_held(self.folder)
        events: list[Event] = []
        for record in read(self.folder, self._seq):
            event = record.event()
            events.append(event)
            self.drill = evolve(self.drill, event)
            self._seq, self._wall_ns = record.seq, record.wall_ns
        self.running = running
        return Look(tuple(events), running)

    @property
    def silent_us(self) -> int:
        """How long ago the last record was written, by the wall clock."""
        return max(0, (self._wall() - self._wall_ns) // 1000)

    @property
    def now(self) -> int:
        """The drill's clock; across processes only the wall clock tells how long ago it was."""
        return self.drill.now + self.silent_us if self.running else self.drill.now
