"""The server on which restores are tried, apart from everything: it holds a copy for the test only.

It serves nobody. Its backups are those of the register and of the home page, as they were when the
town was started. What was restored of the home page can be looked at, and not be changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bcp.message import Text
from drills.town.copied_pages import CopiedPages
from drills.town.machine import Broken, Deed, Fault, Lot, Machine, Said, said
from drills.town.register import Register

FAULTS = (
    Fault(
        "backup",
        "spoil-backup",
        "mend-backup",
        Text(
            ja="公式ホームページのバックアップから、目印が失われます",
            en="the home page's backup has lost its marker",
        ),
    ),
)
# Records whose name is looked at letter by letter.
_SAMPLE = range(1, 41)


def built(lot: Lot) -> Machine:
    """The machine in its folder; at first there is no copy on it."""
    book = Register(lot.folder)
    pages = CopiedPages(lot.folder, "bk-homepage")

    def wipe() -> None:
        book.destroy()
        book.aside.unlink(missing_ok=True)

    def make_ready() -> None:
        book.make_ready()
        wipe()
        pages.make_ready()

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
        **_of_pages(pages, lot.copying_s),
        "wipe-test": said("試験用の複製を消しました (the copy is gone)", wipe),
    }
    return Machine("restore test", lot.folder, {}, commands, make_ready, shown=pages.shown)


def _of_pages(pages: CopiedPages, copying_s: float) -> Mapping[str, Deed]:
    async def restore(_: str) -> Said:
        await asyncio.sleep(copying_s)
        pages.restore()
        return Said(out="ホームページを試験用に復元しました (restored for the test)")

    async def check(_: str) -> Said:
        whole = pages.is_whole()
        return Said(0 if whole else 1, out=f"pages {int(whole)} of 1")

    return {
        "restore-bk-homepage": restore,
        "check-bk-homepage": check,
        "wipe-bk-homepage": said("複製を消しました (the copy is gone)", pages.wipe),
        "spoil-backup": said("目印が失われました (the marker is lost)", pages.lose_marker),
        "mend-backup": said("バックアップを取り直しました (backed up anew)", pages.back_up),
    }


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
