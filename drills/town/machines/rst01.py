"""The server on which restores are tried, apart from everything: it holds a copy for the test only.

It serves nobody. Its backup is that of the register, as it was when the town was started.
"""

from __future__ import annotations

from drills.town.machine import Broken, Fault, Lot, Machine, Said, said
from drills.town.register import Register

FAULTS: tuple[Fault, ...] = ()
# Records whose name is looked at letter by letter.
_SAMPLE = range(1, 41)


def built(lot: Lot) -> Machine:
    """The machine in its folder; at first there is no copy on it."""
    book = Register(lot.folder)

    def wipe() -> None:
        book.destroy()
        book.aside.unlink(missing_ok=True)

    def make_ready() -> None:
        book.make_ready()
        wipe()

    async def count(_: str) -> Said:
        return Said(out=f"records {_counted(book)}")

    async def letters(_: str) -> Said:
        wrong = [each for each in _SAMPLE if not _is_whole(book, each)]
        return Said(1 if wrong else 0, out=f"letters {len(_SAMPLE)} wrong {len(wrong)}")

    async def restore(_: str) -> Said:
        await book.restore(lot.copying_s)
        return Said(out=f"試験用に復元しました (restored for the test): {book.count()} records")

    commands = {
        "count-records": count,
        "check-letters": letters,
        "restore-test": restore,
        "wipe-test": said("試験用の複製を消しました (the copy is gone)", wipe),
    }
    return Machine("restore test", lot.folder, {}, commands, make_ready)


def _counted(book: Register) -> int:
    try:
        return book.count()
    except Broken:
        return 0


def _is_whole(book: Register, number: int) -> bool:
    try:
        record = book.record(number)
    except Broken:
        return False
    return record is not None and record["name"] == f"見本 {number}号"
