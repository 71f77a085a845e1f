"""The journal of one run in one SQLite file: what is acknowledged survives a power cut.

One thread writes. Everything that waits when it becomes free goes into one transaction, so two
hundred tasks share one flush of the disk. Never put a run on a network drive: SQLite's locks and
flushes cannot be trusted there.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Thread
from types import TracebackType

from bcp.message import Message, Phrase
from drills.core.events import Event
from drills.errors import Defect, JournalBroken
from drills.journal import file
from drills.journal.lock import RunLock
from drills.journal.record import GENESIS, Draft, Record, chained, noted, row_of
from drills.journal.trouble import unusable

_ROWS_AT_ONCE = 5_000  # bounds how long the first of a transaction waits for the last

WRITER_ENDED = Phrase(
    "journal.writer_ended",
    ja="記録係が予期せず止まったため、「{path}」にはもう書けません。実施を中断してください。",
    en="the writer of {path} ended unexpectedly; nothing more can be recorded. Stop the run.",
)

Outcome = list[int] | Message


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One batch on its way to the disk, and whoever waits for it."""

    drafts: Sequence[Draft]
    future: asyncio.Future[list[int]]


class SqliteJournal:
    """The one writer of a run; see `drills.journal.port.Journal` for what it promises."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: RunLock) -> None:
        self._path, self._connection, self._lock = path, connection, lock
        self._seq, self._head = _end_of(path)
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._in_hand: list[_Waiting] = []
        self._fault: Message | None = None
        self._closed = False
        self._ended = Flag()
        self._thread = Thread(target=self._write, name=f"journal {path.parent.name}", daemon=True)
        self._thread.start()

    @classmethod
    def create(cls, folder: Path) -> SqliteJournal:
        """Begin the journal of a new run in an existing folder.

        Raises `Refusal` where the folder has a journal or a writer, `JournalBroken` where the
        disk does not take it.
        """
        return cls._locked(folder, new=True)

    @classmethod
    def open(cls, folder: Path) -> SqliteJournal:
        """Go on with the journal of a run whose process ended.

        Raises `Refusal` where it still has a writer, `JournalBroken` where it cannot be trusted.
        """
        file.require(folder / file.NAME)
        return cls._locked(folder, new=False)

    @classmethod
    def _locked(cls, folder: Path, *, new: bool) -> SqliteJournal:
        path = folder / file.NAME
        with ExitStack() as undo:
            lock = RunLock(folder)
            undo.callback(lock.release)
            connection = file.created(path) if new else file.opened_to_write(path)
            undo.callback(connection.close)
            journal = cls(path, connection, lock)
            undo.pop_all()
            return journal

    def append(self, events: Sequence[Event]) -> asyncio.Future[list[int]]:
        if self._closed:
            raise Defect("this journal is closed")
        future: asyncio.Future[list[int]] = asyncio.get_running_loop().create_future()
        self._queue.put(_Waiting([noted(event) for event in events], future))
        # Looked at after the hand-over: whichever of the two is last empties the queue.
        if self._ended.is_set():
            self._refuse_the_rest()
        return future

    def read(self, after: int = 0) -> Iterator[Record]:
        return read(self._path, after)

    def close(self) -> None:
        """Store what waits, fold the file into one, let go of the run. Blocks for a moment."""
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        self._thread.join()
        # What was acknowledged is durable; failing here only leaves the file in two parts.
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA busy_timeout = 200").fetchall()
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        self._connection.close()
        self._lock.release()

    def __enter__(self) -> SqliteJournal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self) -> None:
        try:
            while group := self._next_group():
                self._in_hand = group
                numbers = self._commit(group)
                self._in_hand = []
                _deliver(group, numbers)
        except (sqlite3.Error, OSError, MemoryError) as error:
            self._fault = unusable(self._path, error).message
        finally:
            # Also reached by a mistake of ours, which the thread then reports by itself.
            _deliver(self._in_hand, [self._why_ended()] * len(self._in_hand))
            self._ended.set()
            self._refuse_the_rest()

    def _next_group(self) -> list[_Waiting]:
        """Everything that waits, in order; empty when the journal is to be closed."""
        waiting = self._queue.get()
        group: list[_Waiting] = []
        rows = 0
        while waiting is not None:
            group.append(waiting)
            rows += len(waiting.drafts)
            if rows >= _ROWS_AT_ONCE:
                return group
            try:
                waiting = self._queue.get_nowait()
            except Empty:
                return group
        if group:
            self._queue.put(None)  # the end was read too early: it comes after this group
        return group

    def _commit(self, group: list[_Waiting]) -> list[list[int]]:
        """Make a group durable in one transaction; the numbers of each batch of it."""
        records: list[Record] = []
        numbers: list[list[int]] = []
        seq, head = self._seq, self._head
        for waiting in group:
            first = seq + 1
            for draft in waiting.drafts:
                seq += 1
                records.append(draft.placed(seq, head))
                head = records[-1].hash
            numbers.append(list(range(first, seq + 1)))
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(file.INSERT, map(row_of, records))
        self._connection.execute("COMMIT")
        self._seq, self._head = seq, head
        return numbers

    def _refuse_the_rest(self) -> None:
        with suppress(Empty):
            while True:
                waiting = self._queue.get_nowait()
                if waiting is not None:
                    _deliver([waiting], [self._why_ended()])

    def _why_ended(self) -> Message:
        return self._fault or WRITER_ENDED(path=str(self._path))


def read(place: Path, after: int = 0) -> Iterator[Record]:
    """The records of a run behind number `after`, also while its writer goes on.

    `place` is the run's folder or the file. Each record is checked against the one before it.
    Raises `JournalBroken` at the first that cannot be trusted, or where the file is not ours.
    """
    path = file.path_of(place)
    with file.opened_to_read(path) as connection:
        rows = connection.execute(file.SELECT_FROM, (max(after, 1),))
        if after == 0:
            yield from chained(rows)
            return
        before = rows.fetchone()
        if before is not None:
            yield from chained(rows, after, before[-1])


def _end_of(path: Path) -> tuple[int, str]:
    seq, head = 0, GENESIS
    for record in read(path):
        seq, head = record.seq, record.hash
    return seq, head


def _deliver(group: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
    """Hand each outcome to its loop, one wake-up per loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[list[int]], Outcome]]] = {}
    for waiting, outcome in zip(group, outcomes, strict=True):
        by_loop.setdefault(waiting.future.get_loop(), []).append((waiting.future, outcome))
    for loop, settled in by_loop.items():
        # A loop that is closed has nobody left to tell.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle, settled)


def _settle(settled: list[tuple[asyncio.Future[list[int]], Outcome]]) -> None:
    for future, outcome in settled:
        if future.done():
            continue
        if isinstance(outcome, Message):
            future.set_exception(JournalBroken(outcome))
        else:
            future.set_result(outcome)
