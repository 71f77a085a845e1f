"""A journal that is gone when the process is: for rehearsals and tests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from drills.core.events import Event
from drills.errors import Defect
from drills.journal.record import GENESIS, Record, chained, noted, row_of


class MemoryJournal:
    """The journal's port without a file; a record counts as durable at once."""

    def __init__(self) -> None:
        self._records: list[Record] = []
        self._closed = False

    def append(self, events: Sequence[Event]) -> asyncio.Future[list[int]]:
        if self._closed:
            raise Defect("this journal is closed")
        future: asyncio.Future[list[int]] = asyncio.get_running_loop().create_future()
        drafts = [noted(event) for event in events]
        first = len(self._records) + 1
        for seq, draft in enumerate(drafts, first):
            self._records.append(draft.placed(seq, self._head))
        future.set_result(list(range(first, first + len(drafts))))
        return future

    def read(self, after: int = 0) -> Iterator[Record]:
        behind = self._records[after:]
        before = behind[0].prev if behind else GENESIS
        return chained(map(row_of, behind), after, before)

    def close(self) -> None:
        self._closed = True

    @property
    def _head(self) -> str:
        return self._records[-1].hash if self._records else GENESIS
