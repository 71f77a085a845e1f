"""What the runner asks of a journal, whatever keeps it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Protocol

from drills.core.events import Event
from drills.journal.record import Record


class Journal(Protocol):
    """Every fact that state or report depends on, append-only; the only truth.

    Order of work: fold the event in memory at once, append it, and release what follows from it
    when its future is done, because only then will it survive a power cut.
    """

    def append(self, events: Sequence[Event]) -> asyncio.Future[list[int]]:
        """Note events that stand or fall together; call it in a running event loop.

        The future gives their numbers, counted from 1 without gaps, once all of them are durable.
        Futures are done in the order of the calls. Cancelling one takes nothing back. It fails
        with `JournalBroken` where the events could not be made durable (after a failed flush nobody
        knows whether they were); then every later one fails too, and the run must stop.
        Raises `Defect` for an event that cannot be encoded.
        """
        ...

    def read(self, after: int = 0) -> Iterator[Record]:
        """The durable records behind number `after`, each checked against the one before it.

        Raises `JournalBroken` at the first record that cannot be trusted.
        """
        ...

    def close(self) -> None:
        """Store what is still waiting and let go of the run; closing twice does no harm."""
        ...
