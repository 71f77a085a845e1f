from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bcp.message import render
from drills.core.events import DrillEnded
from drills.errors import JournalBroken, Refusal
from drills.journal.port import Journal
from drills.journal.record import Draft
from drills.journal.sqlite import SqliteJournal, _Waiting, read
from drills.journal.verify import verify
from tests.journal.contract import JournalContract, due


class TestSqliteJournal(JournalContract):
    @pytest.fixture
    def journal(self, tmp_path: Path) -> Iterator[Journal]:
        with SqliteJournal.create(tmp_path) as journal:
            yield journal


def raw(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "journal.sqlite", isolation_level=None)


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def copied(folder: Path, to: Path, *parts: str) -> Path:
    """Another process copies: in the writer's own, closing the files would drop its locks."""
    to.mkdir()
    for part in parts:
        subprocess.run(["cp", str(folder / part), str(to / part)], check=True)
    return to


MAIN, REST = "journal.sqlite", "journal.sqlite-wal"


async def test_a_reopened_journal_goes_on_where_it_ended(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1), due(2)])
    with SqliteJournal.open(tmp_path) as journal:
        assert await journal.append([due(3)]) == [3]
    assert [record.event() for record in read(tmp_path)] == [due(1), due(2), due(3)]


async def test_a_closed_run_is_one_file_that_any_medium_can_hold(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1)])
    assert names(tmp_path) == {"journal.sqlite", "lock.sqlite"}
    assert len(list(read(tmp_path))) == 1
    assert names(tmp_path) == {"journal.sqlite", "lock.sqlite"}


async def test_the_file_says_whose_it_is_and_flushes_every_commit(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1)])
        flushing = journal._connection.execute("PRAGMA synchronous").fetchone()
        mode = journal._connection.execute("PRAGMA journal_mode").fetchone()
    connection = raw(tmp_path)
    assert connection.execute("PRAGMA application_id").fetchone() == (0x42435044,)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
    assert (flushing, mode) == ((2,), ("wal",))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET body = '{}' WHERE seq = 1",
        "DELETE FROM record WHERE seq = 2",
        "INSERT OR REPLACE INTO record SELECT * FROM record WHERE seq = 1",
        "INSERT INTO record SELECT 9, kind, v, wall_ns, mono_ns, boot, body, prev, hash"
        " FROM record WHERE seq = 1",
    ],
)
async def test_the_file_itself_refuses_every_change_but_the_next_row(
    tmp_path: Path, statement: str
) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1), due(2)])
    connection = raw(tmp_path)
    with pytest.raises(sqlite3.IntegrityError, match="journal"):
        connection.execute(statement)
    connection.close()
    assert verify(tmp_path).records == 2


async def test_a_reader_follows_while_the_writer_goes_on(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        seen = 0
        for number in range(1, 20):
            await journal.append([due(number)])
            found = list(read(tmp_path, seen))
            assert [record.seq for record in found] == [number]
            seen = found[-1].seq


async def test_a_reader_in_the_middle_does_not_hold_the_writer_up(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1), due(2)])
        reading = read(tmp_path)
        next(reading)
        assert await journal.append([due(3)]) == [3]
        journal.close()
        assert [record.seq for record in reading] == [2]
    assert len(list(read(tmp_path))) == 3


async def test_a_copy_taken_while_the_writer_runs_can_be_read(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1), due(2)])
        copy = copied(tmp_path, tmp_path / "copy", MAIN, REST)
        await journal.append([due(3)])
    assert [record.event() for record in read(copy)] == [due(1), due(2)]
    assert verify(copy / MAIN).trusted


async def test_a_copy_without_its_second_part_is_a_shorter_journal(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1), DrillEnded(2, "completed")])
        found = verify(copied(tmp_path, tmp_path / "copy", MAIN))
    assert (found.records, found.what, found.closed) == (0, None, False)


async def test_a_second_writer_is_refused_and_told_which_run_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "20261121-090000-flood"
    folder.mkdir()
    with SqliteJournal.create(folder) as journal:
        with pytest.raises(Refusal, match="20261121-090000-flood is being recorded"):
            SqliteJournal.open(folder)
        assert await journal.append([due(1)]) == [1]
    with SqliteJournal.open(folder) as journal:
        assert await journal.append([due(2)]) == [2]


async def test_a_run_that_has_a_journal_is_not_begun_again(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1)])
    with pytest.raises(Refusal, match="A new run needs a folder of its own"):
        SqliteJournal.create(tmp_path)
    assert len(list(read(tmp_path))) == 1


def test_a_run_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(JournalBroken, match="Name the folder of a run"):
        SqliteJournal.open(tmp_path)
    with pytest.raises(JournalBroken, match="no journal at"):
        list(read(tmp_path / "nowhere"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_cannot_take_a_journal(tmp_path: Path) -> None:
    with pytest.raises(JournalBroken, match="Check that its folder exists"):
        SqliteJournal.create(tmp_path / "nowhere")


async def test_an_edited_journal_is_not_written_any_further(tmp_path: Path) -> None:
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1), due(2)])
    connection = raw(tmp_path)
    for statement in (
        "CREATE TEMP TABLE kept AS SELECT sql FROM sqlite_schema WHERE name = 'record_stays'",
        "DROP TRIGGER record_stays",
        "UPDATE record SET wall_ns = wall_ns + 1 WHERE seq = 1",
    ):
        connection.execute(statement)
    connection.execute(connection.execute("SELECT sql FROM kept").fetchone()[0])
    connection.close()
    with pytest.raises(JournalBroken, match="record 1 of the journal cannot be trusted"):
        SqliteJournal.open(tmp_path)
    with pytest.raises(JournalBroken, match="record 1"):
        list(read(tmp_path))


async def test_several_loops_may_append_to_one_journal(tmp_path: Path) -> None:
    journal = SqliteJournal.create(tmp_path)
    found: list[list[list[int]]] = []

    async def many() -> list[list[int]]:
        return await asyncio.gather(*(journal.append([due(number)]) for number in range(50)))

    threads = [threading.Thread(target=lambda: found.append(asyncio.run(many()))) for _ in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)
    journal.close()
    assert sorted(seq for loop in found for [seq] in loop) == list(range(1, 151))


def test_a_writer_in_another_process_is_respected(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.journal.writing_child", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(Refusal, match="is being recorded by another process"):
            SqliteJournal.open(tmp_path)
        child.kill()
        child.stdout.read()
    SqliteJournal.open(tmp_path).close()


async def test_a_writer_that_dies_of_our_own_mistake_still_tells_everyone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    with SqliteJournal.create(tmp_path) as journal:
        await journal.append([due(1)])
        in_hand = asyncio.get_running_loop().create_future()
        journal._queue.put(_Waiting([Draft("Paused", 2**70, 1, 1, "{}")], in_hand))
        behind = journal.append([due(2)])
        for waiting in (in_hand, behind):
            with pytest.raises(JournalBroken, match="Stop the run"):
                await waiting
        with pytest.raises(JournalBroken, match="Stop the run"):
            await journal.append([due(3)])
    assert [each.exc_type for each in reported] == [OverflowError]
    assert [record.event() for record in read(tmp_path)] == [due(1)]


FULL_DISK = """
import asyncio, resource, sys
from pathlib import Path
from drills.errors import JournalBroken
from drills.journal.sqlite import SqliteJournal
from tests.journal.contract import due

async def main():
    journal = SqliteJournal.create(Path(sys.argv[1]))
    acknowledged = await journal.append([due(1)])
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    waiting = [journal.append([due(number)] * 10) for number in range(1_000)]
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    stored = [each for each in outcomes if isinstance(each, list)]
    failures = outcomes[len(stored):]
    assert all(isinstance(each, JournalBroken) for each in failures)
    acknowledged += sum(stored, [])
    try:
        await journal.append([due(2)])
    except JournalBroken as error:
        print(len(acknowledged), len(failures), error)
    journal.close()

asyncio.run(main())
"""


def test_a_full_disk_reaches_everyone_who_waits_and_everyone_after(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    acknowledged, failures, words = child.stdout.split(maxsplit=2)
    assert int(failures) > 0
    assert "the disk" in words
    found = verify(tmp_path)
    assert (found.what, found.records) == (None, int(acknowledged))


def _other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE record (x)")
    connection.close()


FOREIGN = {
    "an empty file": lambda path: path.write_bytes(b""),
    "a text": lambda path: path.write_text("これは記録ではありません" * 100, "utf-8"),
    "another program's database": _other_database,
    "a folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN.keys())
def test_what_is_not_a_journal_of_ours_is_refused_with_words(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "journal.sqlite")
    with pytest.raises(JournalBroken) as caught:
        list(read(tmp_path))
    said = render(caught.value.message, "ja")
    assert "bcp-drill の記録ではありません" in said or "記録がありません" in said
    with pytest.raises(JournalBroken):
        SqliteJournal.open(tmp_path)
    assert verify(tmp_path).what == caught.value.message


async def test_a_journal_of_a_later_format_is_refused_with_words(tmp_path: Path) -> None:
    SqliteJournal.create(tmp_path).close()
    connection = raw(tmp_path)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    with pytest.raises(JournalBroken, match="format 7, which this program does not know"):
        list(read(tmp_path))


@pytest.mark.parametrize("change", ["DROP TRIGGER record_stays", "CREATE TABLE x (y UNIQUE)"])
async def test_altered_tables_are_refused_with_words(tmp_path: Path, change: str) -> None:
    SqliteJournal.create(tmp_path).close()
    connection = raw(tmp_path)
    connection.execute(change)
    connection.close()
    with pytest.raises(JournalBroken, match=r"tables of .* were altered"):
        list(read(tmp_path))
