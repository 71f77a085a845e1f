"""A process that records until it is killed, and prints each number it was promised."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from drills.journal.sqlite import SqliteJournal
from tests.journal.contract import due


async def record(journal: SqliteJournal, name: int) -> None:
    turn = 0
    while True:
        turn += 1
        for seq in await journal.append([due(name * 1_000_000 + turn)] * (1 + turn % 3)):
            sys.stdout.write(f"{seq} {name * 1_000_000 + turn}\n")
        sys.stdout.flush()


async def main(folder: Path) -> None:
    exists = (folder / "journal.sqlite").exists()
    journal = SqliteJournal.open(folder) if exists else SqliteJournal.create(folder)
    await asyncio.gather(*(record(journal, name) for name in range(1, 6)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
