"""The register server: one record by its number, and the search over all of them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from bcp.message import Text
from drills.town.machine import Broken, Deed, Fault, Lot, Machine, Said, disk_free, said, switches
from drills.town.register import Register
from drills.town.web import Shown, WebService, failed

FAULTS = (
    Fault(
        "register",
        "destroy-register",
        "undo-destroy",
        Text(ja="被災者台帳のデータが壊れます", en="the register's data is destroyed"),
    ),
    Fault(
        "disk",
        "fill-disk",
        "free-disk",
        Text(
            ja="台帳のディスクが一杯になります(照会はできて、入力ができません)",
            en="the register's disk is full: it can be read and not written",
        ),
    ),
)
_NO_MEDIUM = (
    "mount: バックアップ媒体がマウントされていません。テープ装置が応答しません "
    "(backup medium not mounted: the tape drive does not answer)"
)
_AT_WORK = "別の復旧作業が動いています (another recovery job is running)"
_RECORD = re.compile(r"/records/(\d{1,9})")


def built(lot: Lot) -> Machine:
    """The machine in its folder."""
    book = Register(lot.folder)
    web = WebService(lambda path, words: _page(book, path, words), lot.port("web"))
    return Machine(
        "register",
        lot.folder,
        {"web": web},
        {
            **switches("register", "register", web),
            **_looking(book),
            **_keeping(book),
            **_breaking(book),
            **_restoring(lot, book),
        },
        book.make_ready,
        reads=frozenset({"put-marker"}),
    )


def _page(book: Register, path: str, words: Mapping[str, str]) -> Shown:
    one = _RECORD.fullmatch(path)
    try:
        if path == "/records":
            return Shown.json({"found": book.found(words.get("letters", ""))})
        record = book.record(int(one[1])) if one else None
    except Broken as broken:
        return failed(str(broken))
    if record is None:
        return Shown.json({"error": "該当なし (no such record)"}, 404)
    return Shown.json(record)


def _looking(book: Register) -> Mapping[str, Deed]:
    def telling(tell: Callable[[], str]) -> Deed:
        async def deed(_: str) -> Said:
            return Said(out=tell())

        return deed

    def backup() -> str:
        taken = datetime.fromtimestamp(book.backup.stat().st_mtime).astimezone()
        return f"backup {taken.isoformat(timespec='seconds')}"

    def writing() -> str:
        book.try_to_write()
        return "writing ok"

    return {
        "check-backup": telling(backup),
        "check-writing": telling(writing),
        "disk-free": telling(
            lambda: "free_percent 0" if book.full else disk_free(book.file.parent)
        ),
        "count-records": telling(lambda: f"records {book.count()}"),
        "get-markers": telling(lambda: "\n".join(book.markers())),
    }


def _keeping(book: Register) -> Mapping[str, Deed]:
    async def put_marker(line: str) -> Said:
        book.put_marker(line.strip())
        return Said()

    return {
        "put-marker": put_marker,
        "take-backup": said("バックアップを取りました (backup taken)", book.take_backup),
        "undo-backup": said(
            "前のバックアップに戻しました (the backup before it is back)", book.undo_backup
        ),
    }


def _breaking(book: Register) -> Mapping[str, Deed]:
    return {
        "destroy-register": said("台帳のデータを壊しました (register destroyed)", book.destroy),
        "undo-destroy": said(
            "台帳のデータを壊す前に戻しました (register as it was before)", book.put_right
        ),
        "fill-disk": said("ディスクを一杯にしました (disk filled)", book.fill),
        "free-disk": said("ディスクの空きを戻しました (disk space freed)", book.free),
    }


def _restoring(lot: Lot, book: Register) -> Mapping[str, Deed]:
    at_work = asyncio.Lock()

    async def from_tape(_: str) -> Said:
        if not (lot.folder / "tape").is_dir():
            return Said(32, err=_NO_MEDIUM)
        return Said(1, err="媒体に台帳の世代がありません (no copy of the register on this medium)")

    async def from_disk(_: str) -> Said:
        if at_work.locked():
            return Said(75, err=_AT_WORK)
        async with at_work:
            await book.restore(lot.copying_s)
        return Said(out=f"復元しました (restored): {book.count()} records")

    async def rebuild_index(_: str) -> Said:
        if at_work.locked():
            return Said(75, err=_AT_WORK)
        async with at_work:
            entries = await book.rebuild_index(lot.indexing_s)
        return Said(out=f"索引を作り直しました (index rebuilt): {entries} entries")

    return {
        "restore-from-tape": from_tape,
        "restore-from-disk": from_disk,
        "rebuild-index": rebuild_index,
    }
