from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bcp.message import render
from drills.core.events import Amended, DrillEnded, Event, Paused, StepDue
from drills.journal.file import SCHEMA
from drills.journal.record import GENESIS, Record, chain_hash, row_of
from drills.journal.sqlite import SqliteJournal, read
from drills.journal.verify import Verification, read_good, verify

FIELDS = ("seq", "kind", "v", "wall_ns", "mono_ns", "boot", "body", "prev", "hash")
EVENTS: list[Event] = [
    StepDue(1, "a", 1),
    Paused(2, "田中", "停電"),
    StepDue(3, "b", 3),
    StepDue(4, "c", 3),
    DrillEnded(5, "completed"),
]


async def recorded(folder: Path, events: list[Event]) -> None:
    with SqliteJournal.create(folder) as journal:
        for event in events:
            await journal.append([event])


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    asyncio.run(recorded(folder, EVENTS))
    return folder


def tampered(run: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Do what somebody with a SQLite tool and a little care would do."""
    connection = sqlite3.connect(run / "journal.sqlite", isolation_level=None)
    for trigger in ("record_follows", "record_stays", "record_remains"):
        connection.execute(f"DROP TRIGGER {trigger}")
    change(connection)
    for statement in SCHEMA[1:]:
        connection.execute(statement)
    connection.close()


def rewritten(run: Path, rows: list[tuple[Any, ...]]) -> None:
    def change(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM record")
        connection.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    tampered(run, change)


def test_an_untouched_journal_is_trusted_and_closed(run: Path) -> None:
    head = list(read(run))[-1].hash
    assert verify(run) == Verification(5, None, None, True, head)
    assert verify(run).trusted
    assert verify(run / "journal.sqlite") == verify(run)


def test_a_journal_that_goes_on_is_trusted_and_not_closed(tmp_path: Path) -> None:
    asyncio.run(recorded(tmp_path, EVENTS[:-1]))
    found = verify(tmp_path)
    assert (found.records, found.what, found.closed) == (4, None, False)


def test_a_correction_behind_the_end_leaves_a_journal_closed(tmp_path: Path) -> None:
    amended = Amended(6, 2, "reason", "停電訓練", "田中", "書き間違い")
    asyncio.run(recorded(tmp_path, [*EVENTS, amended]))
    found = verify(tmp_path)
    assert (found.records, found.what, found.closed) == (6, None, True)


def test_an_empty_journal_is_trusted_and_not_closed(tmp_path: Path) -> None:
    SqliteJournal.create(tmp_path).close()
    assert verify(tmp_path) == Verification(0, None, None, False, GENESIS)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("seq", range(1, 6))
def test_every_edit_of_every_field_of_every_record_is_found(
    run: Path, seq: int, field: str
) -> None:
    def change(connection: sqlite3.Connection) -> None:
        old = getattr(before[seq - 1], field)
        new = old + 100 if isinstance(old, int) else ("1" if old[0] == "0" else "0") + old[1:]
        connection.execute(f"UPDATE record SET {field} = ? WHERE seq = ?", (new, seq))  # noqa: S608

    before = list(read(run))
    tampered(run, change)
    found = verify(run)
    assert found.first_bad == seq
    assert found.records == seq - 1
    assert not found.closed
    assert found.what is not None
    assert f"{seq}行目" in render(found.what, "ja")
    assert list(read_good(run)) == before[: seq - 1]


@pytest.mark.parametrize("seq", range(1, 5))
def test_a_record_taken_out_is_found_where_it_stood(run: Path, seq: int) -> None:
    tampered(run, lambda connection: connection.execute("DELETE FROM record WHERE seq=?", (seq,)))
    assert verify(run).first_bad == seq


@pytest.mark.parametrize("seq", range(1, 5))
def test_a_record_taken_out_is_found_though_the_rest_moved_up(run: Path, seq: int) -> None:
    def change(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM record WHERE seq = ?", (seq,))
        connection.execute("UPDATE record SET seq = seq - 1 WHERE seq > ?", (seq,))

    tampered(run, change)
    assert verify(run).first_bad == seq


def test_exchanged_records_are_found(run: Path) -> None:
    rows = [row_of(record) for record in read(run)]
    rows[1], rows[2] = (2, *rows[2][1:]), (3, *rows[1][1:])
    rewritten(run, rows)
    assert verify(run).first_bad == 2


def test_a_record_given_twice_is_found(run: Path) -> None:
    rows = [row_of(record) for record in read(run)]
    rewritten(run, [*rows[:3], (4, *rows[2][1:]), *((row[0] + 1, *row[1:]) for row in rows[3:])])
    assert verify(run).first_bad == 4


def test_a_record_put_in_with_a_right_hash_is_found_at_the_next(run: Path) -> None:
    records = list(read(run))
    forged = (3, "Paused", 1, 1, 1, "ab", '{"at":2,"by":"x","reason":""}', records[1].hash)
    rows = [row_of(record) for record in records]
    rows = [*rows[:2], (*forged, chain_hash(forged)), *((row[0] + 1, *row[1:]) for row in rows[2:])]
    rewritten(run, rows)
    assert verify(run).first_bad == 4


def test_an_edit_with_its_hash_computed_anew_is_found_at_the_next(run: Path) -> None:
    rows = [row_of(record) for record in read(run)]
    edited = (*rows[1][:6], rows[1][6].replace("停電", "休憩"), rows[1][7])
    rows[1] = (*edited, chain_hash(edited))
    rewritten(run, rows)
    assert verify(run).first_bad == 3


def test_a_chain_computed_anew_from_an_edit_on_shows_only_in_its_head(run: Path) -> None:
    printed = verify(run).head
    rows: list[tuple[Any, ...]] = []
    prev = GENESIS
    for record in read(run):
        fields = (*row_of(record)[:6], record.body.replace("停電", "休憩"), prev)
        prev = chain_hash(fields)
        rows.append((*fields, prev))
    rewritten(run, rows)
    assert verify(run).trusted
    assert verify(run).head != printed


@pytest.mark.parametrize("kept", range(5))
def test_a_closed_journal_without_its_tail_is_not_closed(run: Path, kept: int) -> None:
    tampered(run, lambda connection: connection.execute("DELETE FROM record WHERE seq>?", (kept,)))
    found = verify(run)
    assert (found.records, found.what, found.closed) == (kept, None, False)


def test_a_row_of_an_unknown_kind_is_named(run: Path) -> None:
    strange = (1, "Invented", 1, 1, 1, "ab", "{}", GENESIS)
    rewritten(run, [(*strange, chain_hash(strange))])
    found = verify(run)
    assert found.first_bad == 1
    assert found.what is not None
    assert "does not know records of kind Invented" in render(found.what, "en")


STRANGE_ROWS: list[tuple[Any, ...]] = [
    (1, "a\nb", 1, 1, 1, "ab", "{}", GENESIS),
    (1, "", 1, 1, 1, "", "", ""),
    (1, "Paused", 2**62, -1, 0, "\udc80".encode("utf-8", "replace").decode(), "[" * 9_999, GENESIS),
]


@pytest.mark.parametrize("row", STRANGE_ROWS, ids=["line feed", "empty", "deep"])
def test_a_strange_row_with_a_right_hash_is_refused_with_words(
    run: Path, row: tuple[Any, ...]
) -> None:
    rewritten(run, [(*row, chain_hash(row))])
    assert verify(run).first_bad == 1


def test_a_row_that_is_no_text_is_refused_with_words(run: Path) -> None:
    tampered(
        run,
        lambda connection: connection.execute(
            "UPDATE record SET body = CAST(X'FF80' AS TEXT) WHERE seq = 3"
        ),
    )
    assert verify(run).first_bad == 3
    assert len(list(read_good(run))) == 2


def is_honest_about(run: Path, before: list[Record]) -> bool:
    """Whatever is counted as good is as it was recorded, and no missing end is called closed."""
    found = verify(run)
    good = list(read_good(run))
    return (
        good == before[: found.records]
        and found.closed == (found.what is None and found.records == len(before))
        and found.head == (good[-1].hash if good else GENESIS)
    )


def long_run(folder: Path) -> list[Record]:
    asyncio.run(recorded_at_once(folder, [*EVENTS[:-1] * 60, EVENTS[-1]]))
    return list(read(folder))


async def recorded_at_once(folder: Path, events: list[Event]) -> None:
    with SqliteJournal.create(folder) as journal:
        await journal.append(events)


def test_a_file_cut_off_anywhere_is_found_or_is_a_shorter_journal(tmp_path: Path) -> None:
    before = long_run(tmp_path)
    path = tmp_path / "journal.sqlite"
    whole = path.read_bytes()
    for part in range(200):
        path.write_bytes(whole[: len(whole) * part // 200])
        assert is_honest_about(tmp_path, before), part
        assert not verify(tmp_path).closed, part


def test_bytes_flipped_anywhere_are_found_or_change_no_record(tmp_path: Path) -> None:
    before = long_run(tmp_path)
    path = tmp_path / "journal.sqlite"
    whole = path.read_bytes()
    found = 0
    for part in range(400):
        at = len(whole) * part // 400 + part % 7
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert is_honest_about(tmp_path, before), at
        found += verify(tmp_path).what is not None
    assert found > 300


async def test_a_log_cut_off_anywhere_is_a_shorter_journal(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        for event in EVENTS:
            await journal.append([event])
        before = list(journal.read())
        main, rest = (
            (tmp_path / name).read_bytes() for name in ("journal.sqlite", "journal.sqlite-wal")
        )
    for part in range(100):
        copy = tmp_path / str(part)
        copy.mkdir()
        (copy / "journal.sqlite").write_bytes(main)
        (copy / "journal.sqlite-wal").write_bytes(rest[: len(rest) * part // 100])
        found = verify(copy)
        assert found.what is None
        assert found.records < 5
        assert is_honest_about(copy, before)
        shutil.rmtree(copy)


def test_what_is_not_there_is_said_and_not_raised(tmp_path: Path) -> None:
    found = verify(tmp_path / "nowhere")
    assert (found.records, found.first_bad, found.closed) == (0, None, False)
    assert found.what is not None
    assert list(read_good(tmp_path / "nowhere")) == []
