"""The fixed table of what each machine of the practice town can do; there is no shell behind it.

What the machines say is what a real machine would print: it goes into the evidence word for word,
so each line carries both languages.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from drills.errors import Refusal
from drills.town.register import Broken
from drills.town.room import Room


@dataclass(frozen=True)
class Said:
    """How a command ended: its exit status and what it printed."""

    status: int = 0
    out: str = ""
    err: str = ""


Deed = Callable[[Room, str], Awaitable[Said]]

_NO_MEDIUM = (
    "mount: バックアップ媒体がマウントされていません。テープ装置が応答しません "
    "(backup medium not mounted: the tape drive does not answer)"
)
_AT_WORK = "別の復旧作業が動いています (another recovery job is running)"


async def run(room: Room, line: str, stdin: str) -> Said:
    """Do what `line` names; an unknown one ends with 127, as a shell would end it."""
    deed = TABLES[room.service].get(line)
    if deed is None:
        known = " ".join(sorted(TABLES[room.service]))
        return Said(127, err=f"{line}: そのコマンドはありません (command not found). {known}")
    try:
        return await deed(room, stdin)
    except Broken as broken:
        return Said(1, err=str(broken))
    except (OSError, Refusal) as trouble:
        return Said(74, err=f"{line}: 実行できません (it cannot be done): {trouble}")


async def _start(room: Room, _: str) -> Said:
    await room.start()
    return Said(out=f"{room.service} 起動しました (started)")


async def _stop(room: Room, _: str) -> Said:
    await room.stop()
    return Said(out=f"{room.service} 停止しました (stopped)")


async def _service_state(room: Room, _: str) -> Said:
    state = "running" if room.running else "stopped"
    return Said(0 if room.running else 3, out=f"{room.service} {state}")


async def _disk_free(room: Room, _: str) -> Said:
    disk = shutil.disk_usage(room.folder)
    return Said(out=f"free_percent {disk.free * 100 // disk.total}")


async def _deface_page(room: Room, _: str) -> Said:
    room.publish("<h1>HACKED (訓練 drill)</h1>")
    return Said(out="公開ページを書き換えました (page defaced)")


async def _restore_page(room: Room, _: str) -> Said:
    room.publish(room.page_copy.read_text(encoding="utf-8"))
    return Said(out="公開ページを戻しました (page restored)")


async def _check_share(room: Room, _: str) -> Said:
    if not room.share.is_dir():
        return Said(1, err="共有フォルダがありません (the shared folder is not there)")
    return Said(out=f"share ok, {len([*room.share.iterdir()])} files")


async def _hide_share(room: Room, _: str) -> Said:
    room.hide_share()
    return Said(out="共有フォルダを切り離しました (share detached)")


async def _bring_share(room: Room, _: str) -> Said:
    room.bring_share()
    return Said(out="共有フォルダを戻しました (share attached)")


async def _check_backup(room: Room, _: str) -> Said:
    taken = datetime.fromtimestamp(room.register.backup.stat().st_mtime).astimezone()
    return Said(out=f"backup {taken.isoformat(timespec='seconds')}")


async def _count_records(room: Room, _: str) -> Said:
    return Said(out=f"records {room.register.count()}")


async def _take_backup(room: Room, _: str) -> Said:
    room.register.take_backup()
    return Said(out="バックアップを取りました (backup taken)")


async def _undo_backup(room: Room, _: str) -> Said:
    room.register.undo_backup()
    return Said(out="前のバックアップに戻しました (the backup before it is back)")


async def _put_marker(room: Room, stdin: str) -> Said:
    room.register.put_marker(stdin.strip())
    return Said()


async def _get_markers(room: Room, _: str) -> Said:
    return Said(out="\n".join(room.register.markers()))


async def _destroy(room: Room, _: str) -> Said:
    room.register.destroy()
    return Said(out="台帳のデータを壊しました (register destroyed)")


async def _undo_destroy(room: Room, _: str) -> Said:
    room.register.put_right()
    return Said(out="台帳のデータを壊す前に戻しました (register as it was before)")


async def _restore_from_tape(room: Room, _: str) -> Said:
    if not room.tape.is_dir():
        return Said(32, err=_NO_MEDIUM)
    return Said(1, err="媒体に台帳の世代がありません (no copy of the register on this medium)")


async def _restore_from_disk(room: Room, _: str) -> Said:
    if room.at_work.locked():
        return Said(75, err=_AT_WORK)
    async with room.at_work:
        await room.register.restore(room.copying_s)
    return Said(out=f"復元しました (restored): {room.register.count()} records")


async def _rebuild_index(room: Room, _: str) -> Said:
    if room.at_work.locked():
        return Said(75, err=_AT_WORK)
    async with room.at_work:
        entries = await room.register.rebuild_index(room.indexing_s)
    return Said(out=f"索引を作り直しました (index rebuilt): {entries} entries")


_EVERYWHERE: Mapping[str, Deed] = {"service-state": _service_state, "disk-free": _disk_free}

# By the service that the machine runs.
TABLES: Mapping[str, Mapping[str, Deed]] = {
    "homepage": {
        **_EVERYWHERE,
        "start-web": _start,
        "stop-web": _stop,
        "deface-page": _deface_page,
        "restore-page": _restore_page,
    },
    "register": {
        **_EVERYWHERE,
        "start-register": _start,
        "stop-register": _stop,
        "check-backup": _check_backup,
        "count-records": _count_records,
        "take-backup": _take_backup,
        "undo-backup": _undo_backup,
        "put-marker": _put_marker,
        "get-markers": _get_markers,
        "destroy-register": _destroy,
        "undo-destroy": _undo_destroy,
        "restore-from-tape": _restore_from_tape,
        "restore-from-disk": _restore_from_disk,
        "rebuild-index": _rebuild_index,
    },
    "groupware": {
        **_EVERYWHERE,
        "start-groupware": _start,
        "stop-groupware": _stop,
        "check-share": _check_share,
        "hide-share": _hide_share,
        "bring-share": _bring_share,
    },
}
