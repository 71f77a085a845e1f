from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from drills.town.commands import Said, run
from drills.town.room import Room


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    room = Room(tmp_path, "register", 0, copying_s=0.05, indexing_s=0.05)
    room.make_ready()
    yield room
    await room.close()


async def done(room: Room, command: str, stdin: str = "") -> Said:
    return await run(room, command, stdin)


async def test_what_is_newer_than_the_backup_is_lost(room: Room) -> None:
    assert (await done(room, "count-records")).out == "records 3003"
    await done(room, "put-marker", "before\n")
    await done(room, "take-backup")
    await done(room, "put-marker", "after 後\n")
    assert (await done(room, "get-markers")).out == "before\nafter 後"
    await done(room, "destroy-register")
    await done(room, "restore-from-disk")
    assert (await done(room, "get-markers")).out == "before"


async def test_the_first_backup_lacks_the_newest_records(room: Room) -> None:
    await done(room, "destroy-register")
    assert "3000 records" in (await done(room, "restore-from-disk")).out


async def test_a_destruction_can_be_taken_back_with_all_data(room: Room) -> None:
    await done(room, "put-marker", "newest\n")
    await done(room, "destroy-register")
    await done(room, "destroy-register")
    await done(room, "undo-destroy")
    assert (await done(room, "get-markers")).out == "newest"
    assert room.register.found("見本")


async def test_a_damaged_backup_is_refused_by_its_checksum(room: Room) -> None:
    backup = room.register.backup
    backup.write_bytes(backup.read_bytes()[:-1] + b"x")
    await done(room, "destroy-register")
    ended = await done(room, "restore-from-disk")
    assert ended.status == 1
    assert "checksum" in ended.err


async def test_two_restores_do_not_run_at_once(room: Room) -> None:
    await done(room, "destroy-register")
    ended = await asyncio.gather(*(done(room, "restore-from-disk") for _ in range(2)))
    assert sorted(str(each.status) for each in ended) == ["0", "75"]


async def test_a_full_or_failing_disk_is_told_in_words(room: Room) -> None:
    backup = room.register.backup
    backup.unlink()
    ended = await done(room, "restore-from-disk")
    assert ended.status == 74
    assert "it cannot be done" in ended.err


async def test_a_backup_can_be_taken_back(room: Room) -> None:
    await done(room, "put-marker", "m\n")
    await done(room, "take-backup")
    for _ in range(2):
        assert (await done(room, "undo-backup")).status == 0
    await done(room, "destroy-register")
    assert "3000 records" in (await done(room, "restore-from-disk")).out
    assert (await done(room, "get-markers")).out == ""
