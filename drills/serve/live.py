"""One look at the runs for all visitors, however many: none is made while nobody looks.

Nothing is written, locked or asked. A look that takes long is not waited for; what was seen before
is given then, with its age, and the page says how old it is.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bcp.durations import SECOND
from bcp.message import Text
from drills.core.players import PlayersPage, page_of
from drills.core.state import Drill
from drills.errors import JournalBroken, Spoken
from drills.journal.folder import Runs
from drills.journal.lock import is_held
from drills.report.upcoming import planned_after
from drills.runtime.followed import Followed
from drills.serve.next_date import NextDate

EACH_S = 0.5
"""Seconds between two looks, at the least."""

PATIENCE_S = 2.0
# A drill that has just begun is among the newest, whatever else was left beside it.
_NEWEST = 8


@dataclass(frozen=True)
class Seen:
    """What the last look found.

    `at` is its monotonic instant (s), None before the first. `left` says that the drill's program
    ended before it did, `quiet` that it goes on without recording what it would; `silent_us` is how
    long the record had been silent then. `ended_us` is when the drill was over (Unix, µs), and
    `planned` when the next one is, in the plan's words, and `next_at` when it is by its rules: its
    name would give the story away.
    """

    at: float | None = None
    page: PlayersPage | None = None
    finish: str | None = None
    running: bool = False
    left: bool = False
    broken: bool = False
    quiet: bool = False
    silent_us: int = 0
    ended_us: int = 0
    planned: Text | None = None
    next_at: datetime | None = None


class Live:
    """The drill that goes on below `runs`, or the newest; where `only` is given, that one."""

    def __init__(
        self,
        runs: Path,
        only: Path | None = None,
        *,
        learn: Callable[[], object] = lambda: None,
        mono: Callable[[], float] = time.monotonic,
        wall: Callable[[], int] = time.time_ns,
    ) -> None:
        self._runs, self._only, self._learn = Runs(runs), only, learn
        self._mono, self._wall = mono, wall
        self._followed: Followed | None = None
        self._task: asyncio.Task[Seen] | None = None
        self._seen = Seen()
        self._next = NextDate()

    async def seen(self) -> Seen:
        """What is known now, at most half a second old where the disk is quick."""
        at = self._seen.at
        if self._task is None and (at is None or self._mono() - at >= EACH_S):
            self._task = asyncio.create_task(asyncio.to_thread(self._look))
            self._task.add_done_callback(self._looked)
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=PATIENCE_S)
        return self._seen

    def age_s(self, seen: Seen) -> float:
        """How long ago that look was."""
        return 0.0 if seen.at is None else max(0.0, self._mono() - seen.at)

    def _looked(self, task: asyncio.Task[Seen]) -> None:
        self._task = None
        if not task.cancelled() and task.exception() is None:
            self._seen = task.result()

    def _look(self) -> Seen:
        # What was read before this instant is not older than it says.
        at = self._mono()
        self._learn()
        try:
            followed = self._chosen()
            if followed is None:
                return Seen(at)
            followed.look()
        except Spoken as trouble:
            # Broken or not there: what was read before is still what was recorded.
            return self._found(at, broken=isinstance(trouble, JournalBroken))
        return self._found(at, broken=False)

    def _found(self, at: float, *, broken: bool) -> Seen:
        followed = self._followed
        if followed is None or followed.drill.brief is None:
            return Seen(at, broken=broken)
        drill, silent_us, due_us = followed.drill, followed.silent_us, _due(followed.drill)
        quiet = followed.running and due_us is not None and silent_us > due_us
        # The clock of a program that has fallen silent is not told for it.
        now = drill.now if quiet else followed.now
        over = drill.ended is not None
        plan = drill.started().plan
        upcoming = planned_after(drill.started())
        return Seen(
            at,
            page_of(drill, now),
            finish=drill.ended.finish if drill.ended is not None else None,
            running=followed.running and not over,
            left=not followed.running and not over,
            broken=broken,
            quiet=quiet,
            silent_us=silent_us,
            ended_us=drill.started().wall_ns // 1000 + drill.now if over else 0,
            planned=None if upcoming is None else upcoming.when,
            next_at=self._next.of(plan, self._wall() // 1000) if over else None,
        )

    def _chosen(self) -> Followed | None:
        """Whose folder is read: the one that was, while its drill goes on."""
        if self._followed is not None and (self._only or self._followed.running):
            return self._followed
        folder = self._only or self._newest()
        if folder is None:
            return None
        if self._followed is None or self._followed.folder != folder:
            self._followed = Followed(folder, self._wall)
        return self._followed

    def _newest(self) -> Path | None:
        folders = self._runs.newest_first()[:_NEWEST]
        running = (each for each in folders if _goes_on(each))
        return next(running, folders[0] if folders else None)


def _goes_on(folder: Path) -> bool:
    """Whether a drill surely goes on there; a damaged folder must not hide one beside it."""
    try:
        return is_held(folder)
    except JournalBroken:
        return False


def _due(drill: Drill) -> int | None:
    """The silence that no running drill keeps: something is asked, and each window is recorded."""
    if drill.ended is not None or drill.brief is None or not drill.brief.asked:
        return None
    return 3 * min(each.every.us for each in drill.brief.asked) + 10 * SECOND
