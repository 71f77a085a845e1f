"""What other programs fetch again and again: the calendar, the figures, the readiness.

All of it is told from one look at the plan and its records. Whoever asks has that looked at again,
which is quick; told anew it is only where something was changed. A look that takes long is not
waited for: what was told before is given then, and says as of when it is. Only the first look has
nothing before it, and is waited for much longer: a subscriber that is refused asks again in hours.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bcp.message import Language
from drills.agenda.material import AgendaPart
from drills.errors import Spoken

Wanted = tuple[Language, tuple[AgendaPart, ...]]
"""Of a calendar. There are so few of them that each is kept."""

PATIENCE_S = 2.0
FIRST_PATIENCE_S = 60.0
EACH_S = 1.0
"""Seconds between two looks, at the least."""


class Telling(Protocol):
    """Everything as it was at one look. All of it may block, and none of it reads anything."""

    def calendar(self, lang: Language, parts: tuple[AgendaPart, ...]) -> bytes:
        """These parts of the calendar, as a file."""
        ...

    def metrics(self, at: float, *, fresh: bool) -> bytes:
        """The figures as of `at` (Unix time); `fresh` says that the last look went well."""
        ...

    def readiness(self, lang: Language, at: float) -> bytes:
        """The readiness as JSON, as of the same."""
        ...


class FeedShelf(Protocol):
    """Where all of it comes from. Both block."""

    def stamp(self) -> object:
        """What changes when anything that is told does, be it the day."""
        ...

    def tell(self) -> Telling:
        """Read it. Raises `drills.errors.Spoken` where the plan cannot be read."""
        ...


@dataclass(frozen=True)
class Told:
    """What is known; without `telling`, nothing could be read yet.

    `at` is when it was last seen to be so (Unix time), `fresh` whether the last look went well.
    """

    at: float = 0.0
    mono: float | None = None
    telling: Telling | None = None
    stamp: object = None
    fresh: bool = False


class Feeds:
    """What a shelf tells, for many at once."""

    def __init__(
        self,
        shelf: FeedShelf,
        *,
        wall: Callable[[], float] = time.time,
        mono: Callable[[], float] = time.monotonic,
        patience_s: float = PATIENCE_S,
        first_patience_s: float = FIRST_PATIENCE_S,
    ) -> None:
        self._shelf, self._wall, self._mono, self._patience_s = shelf, wall, mono, patience_s
        self._first_patience_s = first_patience_s
        self._told = Told()
        self._task: asyncio.Task[Told] | None = None
        self._bodies: dict[Wanted, tuple[Telling, bytes]] = {}
        self._writing = asyncio.Lock()

    async def told(self) -> Told:
        """What is known now."""
        last = self._told.mono
        if self._task is None and (last is None or self._mono() - last >= EACH_S):
            self._task = asyncio.create_task(asyncio.to_thread(self._look))
            self._task.add_done_callback(self._looked)
        if self._task is not None:
            patience = self._first_patience_s if last is None else self._patience_s
            await asyncio.wait({self._task}, timeout=patience)
        return self._told

    async def calendar(self, telling: Telling, wanted: Wanted) -> bytes:
        """The calendar of that telling, written once."""
        async with self._writing:
            kept = self._bodies.get(wanted)
            if kept is None or kept[0] is not telling:
                kept = telling, await asyncio.to_thread(telling.calendar, *wanted)
                self._bodies[wanted] = kept
            return kept[1]

    def _looked(self, task: asyncio.Task[Told]) -> None:
        self._task = None
        if not task.cancelled() and task.exception() is None:
            self._told = task.result()

    def _look(self) -> Told:
        # What was read before this instant is not older than it says.
        before, at, mono = self._told, self._wall(), self._mono()
        stamp = self._shelf.stamp()
        if before.fresh and stamp == before.stamp:
            return Told(at, mono, before.telling, stamp, fresh=True)
        try:
            return Told(at, mono, self._shelf.tell(), stamp, fresh=True)
        except Spoken:
            # The last that was good stays, and its age tells that it is not of now.
            return Told(before.at, mono, before.telling, before.stamp)
