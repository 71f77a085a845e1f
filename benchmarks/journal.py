"""How fast the journal is durable on this disk, beside plain SQLite on the same disk.

Run ``python -m benchmarks.journal [FOLDER]``. FOLDER should lie on the disk that will hold the
runs; a memory file system would flatter every row. All figures are the median of five rounds, with
the slowest and the fastest. The peer commits one row per transaction, with the same table and the
same flush (WAL, synchronous=FULL).
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from drills.core.events import StepDue
from drills.journal import codec, file
from drills.journal.memory import MemoryJournal
from drills.journal.record import row_of
from drills.journal.sqlite import SqliteJournal
from drills.journal.verify import verify

ROUNDS = 5
SINGLE = 1_000
TASKS = 200
EACH = 50
EVENT = StepDue(1_500_000, "over-radio", 1_500_000)


def single(folder: Path) -> float:
    """Durable appends per second of one task that waits for each."""

    async def appending() -> float:
        with SqliteJournal.create(folder) as journal:
            begun = time.perf_counter()
            for _ in range(SINGLE):
                await journal.append([EVENT])
            return SINGLE / (time.perf_counter() - begun)

    return asyncio.run(appending())


def grouped(folder: Path) -> float:
    """Durable appends per second of many tasks that each wait for their own."""

    async def appending() -> float:
        with SqliteJournal.create(folder) as journal:

            async def task() -> None:
                for _ in range(EACH):
                    await journal.append([EVENT])

            begun = time.perf_counter()
            await asyncio.gather(*(task() for _ in range(TASKS)))
            return TASKS * EACH / (time.perf_counter() - begun)

    return asyncio.run(appending())


def plain(folder: Path) -> float:
    """Rows per second of plain SQLite, one transaction each, the same table and flush."""

    async def prepared() -> MemoryJournal:
        journal = MemoryJournal()
        await journal.append([EVENT] * SINGLE)
        return journal

    rows = [row_of(record) for record in asyncio.run(prepared()).read()]
    connection = sqlite3.connect(folder / "plain.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(file.SCHEMA[0])
    begun = time.perf_counter()
    for row in rows:
        connection.execute(file.INSERT, row)
    took = time.perf_counter() - begun
    connection.close()
    return SINGLE / took


def checked(folder: Path) -> float:
    """Records verified per second, decoding included."""

    async def filled() -> None:
        with SqliteJournal.create(folder) as journal:
            await journal.append([EVENT] * TASKS * EACH)

    asyncio.run(filled())
    begun = time.perf_counter()
    found = verify(folder)
    return found.records / (time.perf_counter() - begun)


def encoded(folder: Path) -> float:
    """Events encoded and decoded per second; the folder stays empty."""
    begun = time.perf_counter()
    for _ in range(SINGLE):
        codec.decode(*codec.encode(EVENT))
    return SINGLE / (time.perf_counter() - begun)


def measured(rounds: Callable[[Path], float], root: Path) -> list[float]:
    """The figure of each round, each in a folder of its own."""
    figures = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(dir=root) as folder:
            figures.append(rounds(Path(folder)))
    return figures


ROWS: tuple[tuple[str, Callable[[Path], float]], ...] = (
    ("plain sqlite3, one row per commit", plain),
    ("journal, one task", single),
    (f"journal, {TASKS} tasks", grouped),
    ("verify", checked),
    ("encode and decode", encoded),
)


def main() -> None:
    """Print one line per figure, with its ratio to the peer where they do the same work."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").absolute()
    peer = None
    for name, rounds in ROWS:
        figures = measured(rounds, root)
        middle = statistics.median(figures)
        peer = peer or middle
        ratio = f"{middle / peer:6.2f} x" if rounds in (plain, single, grouped) else " " * 8
        spread = f"({min(figures):,.0f} .. {max(figures):,.0f})"
        sys.stdout.write(f"{name:<36}{middle:>12,.0f}/s {ratio}  {spread}\n")


if __name__ == "__main__":
    main()
