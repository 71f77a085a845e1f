"""Past drills for many visitors: read and written one at a time, and kept for a while.

A long drill's report takes a second or more; whoever asks for it again does not wait, and people
who ask for many keep only each other waiting, not the board.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bcp.message import Language, Phrase
from drills import writers
from drills.history.rows import DrillRow
from drills.serve.shelf import Edition, Shelf

# Documents kept, and the bytes of all of them together.
MOST_KEPT, MOST_BYTES = 64, 64 * 1024 * 1024
LISTED_S = 2.0
"""Seconds for which the list of drills is not looked through again."""


@dataclass(frozen=True)
class Wanted:
    """One file: of which drill, in which edition, form and language."""

    place: str
    edition: Edition
    form: str
    lang: Language


class Past:
    """What a shelf holds."""

    def __init__(self, shelf: Shelf, mono: Callable[[], float] = time.monotonic) -> None:
        self._shelf, self._mono = shelf, mono
        self._kept: OrderedDict[tuple[Wanted, object], bytes] = OrderedDict()
        self._rows: tuple[float, Sequence[DrillRow]] | None = None
        self._listing, self._writing = asyncio.Lock(), asyncio.Lock()

    async def drills(self) -> Sequence[DrillRow]:
        """All drills, newest first."""
        async with self._listing:
            if self._rows is None or self._mono() - self._rows[0] >= LISTED_S:
                rows = await asyncio.to_thread(self._shelf.drills)
                self._rows = self._mono(), rows
            return self._rows[1]

    async def drill(self, place: str) -> DrillRow | None:
        """The one of that place; nothing else than what is listed is ever looked for on a disk."""
        return _of(place, await self.drills())

    async def known(self, place: str) -> DrillRow | None:
        """The same as it was listed last: a report says by itself how its drill stands now."""
        listed = None if self._rows is None else _of(place, self._rows[1])
        return listed or await self.drill(place)

    @cached_property
    def overviews(self) -> Mapping[str, Phrase]:
        """The pages about all drills together that there are."""
        return self._shelf.overviews()

    async def overview(self, name: str, lang: Language) -> str:
        """One of them. Raises `drills.errors.Spoken` where it cannot be had."""
        async with self._writing:
            return await asyncio.to_thread(self._shelf.overview, name, lang)

    async def written(self, wanted: Wanted) -> bytes:
        """The report of a drill that is listed, as a file.

        Raises `drills.errors.Spoken` where there is none to be had.
        """
        async with self._writing:
            return await asyncio.to_thread(self._written, wanted)

    def _written(self, wanted: Wanted) -> bytes:
        stamp = self._shelf.stamp(wanted.place, wanted.edition)
        if stamp is None:
            return self._made(wanted)
        key = wanted, stamp
        if key not in self._kept:
            self._keep(key, self._made(wanted))
        self._kept.move_to_end(key)
        return self._kept[key]

    def _made(self, wanted: Wanted) -> bytes:
        report = self._shelf.report(wanted.place, wanted.edition)
        return writers.writer(wanted.form).written(report, wanted.lang)

    def _keep(self, key: tuple[Wanted, object], document: bytes) -> None:
        self._kept[key] = document
        while len(self._kept) > 1 and (
            len(self._kept) > MOST_KEPT or sum(map(len, self._kept.values())) > MOST_BYTES
        ):
            self._kept.popitem(last=False)


def _of(place: str, rows: Sequence[DrillRow]) -> DrillRow | None:
    return next((each for each in rows if each.place == place), None)
