from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from drills.town.machine import Lot, Machine, Said
from drills.town.machines import reg01
from drills.town.register import Register


@pytest_asyncio.fixture
async def room(tmp_path: Path) -> AsyncIterator[Machine]:
    room = reg01.built(Lot(tmp_path, tmp_path, copying_s=0.05, indexing_s=0.05))
    room.make_ready()
    yield room
    await room.close()


@pytest.fixture
def book(tmp_path: Path) -> Register:
    return Register(tmp_path)


async def done(room: Machine, command: str, stdin: str = "") -> Said:
    return await room.run(command, stdin)


async def test_what_is_newer_than_the_backup_is_lost(room: Machine, book: Register) -> None:
    assert (await done(room, "count-records")).out == "records 3003"
    await done(room, "put-marker", "before\n")
    await done(room, "take-backup")
    await done(room, "put-marker", "after 後\n")
    assert (await done(room, "get-markers")).out == "before\nafter 後"
    await done(room, "destroy-register")
    await done(room, "restore-from-disk")
    assert (await done(room, "get-markers")).out == "before"


async def test_the_first_backup_lacks_the_newest_records(room: Machine, book: Register) -> None:
    await done(room, "destroy-register")
    assert "3000 records" in (await done(room, "restore-from-disk")).out


async def test_a_destruction_can_be_taken_back_with_all_data(room: Machine, book: Register) -> None:
    await done(room, "put-marker", "newest\n")
    await done(room, "destroy-register")
    await done(room, "destroy-register")
    await done(room, "undo-destroy")
    assert (await done(room, "get-markers")).out == "newest"
    assert book.found("見本")


async def test_a_damaged_backup_is_refused_by_its_checksum(room: Machine, book: Register) -> None:
    backup = book.backup
    backup.write_bytes(backup.read_bytes()[:-1] + b"x")
    await done(room, "destroy-register")
    ended = await done(room, "restore-from-disk")
    assert ended.status == 1
    assert "checksum" in ended.err


async def test_two_restores_do_not_run_at_once(room: Machine, book: Register) -> None:
    await done(room, "destroy-register")
    ended = await asyncio.gather(*(done(room, "restore-from-disk") for _ in range(2)))
    assert sorted(str(each.status) for each in ended) == ["0", "75"]


async def test_a_full_or_failing_disk_is_told_in_words(room: Machine, book: Register) -> None:
    backup = book.backup
    backup.unlink()
    ended = await done(room, "restore-from-disk")
    assert ended.status == 74
    assert "it cannot be done" in ended.err


async def test_a_backup_can_be_taken_back(room: Machine, book: Register) -> None:
    await done(room, "put-marker", "m\n")
    await done(room, "take-backup")
    for _ in range(2):
        assert (await done(room, "undo-backup")).status == 0
    await done(room, "destroy-register")
    assert "3000 records" in (await done(room, "restore-from-disk")).out
    assert (await done(room, "get-markers")).out == ""


async def test_a_full_disk_lets_everything_be_read_and_nothing_be_written(
    room: Machine, book: Register
) -> None:
    assert (await done(room, "check-writing")).out == "writing ok"
    await done(room, "fill-disk")
    for command, stdin in (("check-writing", ""), ("put-marker", "late\n")):
        ended = await done(room, command, stdin)
        assert (ended.status, "disk is full" in ended.err) == (1, True)
    assert book.record(1) is not None
    assert book.found("見本")
    assert (await done(room, "count-records")).out == "records 3003"


async def test_what_was_filled_by_hand_is_freed_again(room: Machine, book: Register) -> None:
    for command in ("fill-disk", "fill-disk", "free-disk", "free-disk"):
        assert (await done(room, command)).status == 0
    assert (await done(room, "put-marker", "kept\n")).status == 0
    assert book.markers() == ["kept"]


async def test_trying_to_write_leaves_nothing_behind(room: Machine, book: Register) -> None:
    for _ in range(3):
        await done(room, "check-writing")
    assert book.markers() == []
