"""What lies beside a journal under a name of SQLite's is a file, or nobody waits for it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bcp.message import render
from drills.errors import JournalBroken
from drills.history.reading import row_of
from drills.journal.lock import is_held
from drills.journal.sqlite import SqliteJournal, read
from tests.history.making import Held, hold

Lays = Callable[[Path], object]


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_link(path: Path) -> None:
    path.symlink_to(path.parent / "elsewhere")


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("lays", [a_pipe, a_link, a_folder])
@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm"])
def test_no_reader_and_no_writer_opens_what_is_no_file(
    tmp_path: Path, suffix: str, lays: Lays
) -> None:
    (folder,) = hold(tmp_path, Held("2026-06-10"))
    beside = folder / f"journal.sqlite{suffix}"
    beside.unlink(missing_ok=True)
    lays(beside)
    with pytest.raises(JournalBroken) as caught:
        next(read(folder))
    assert str(beside) in render(caught.value.message, "en")
    with pytest.raises(JournalBroken):
        SqliteJournal.open(folder)
    # Among other drills it is named, and the others are shown.
    assert row_of(folder).standing == "damaged"


def test_whether_a_run_is_written_now_is_not_asked_of_a_pipe(tmp_path: Path) -> None:
    (folder,) = hold(tmp_path, Held("2026-06-10"))
    a_pipe(folder / "lock.sqlite-journal")
    with pytest.raises(JournalBroken, match=r"lock\.sqlite-journal"):
        is_held(folder)
