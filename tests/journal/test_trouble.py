from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bcp.message import render
from drills.errors import JournalBroken
from drills.journal.trouble import spoken_errors

Cause = Callable[[sqlite3.Connection, Path], object]


def full(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA max_page_count = 2")
    connection.execute("INSERT INTO t VALUES (zeroblob(100000))")


def read_only(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA query_only = 1")
    connection.execute("INSERT INTO t VALUES (1)")


def in_use(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN EXCLUSIVE")
    with closing(sqlite3.connect(path, timeout=0)) as other:
        other.execute("SELECT * FROM t")


def no_way_in(connection: sqlite3.Connection, path: Path) -> None:
    sqlite3.connect(path / "below").execute("SELECT 1")


def damaged(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("INSERT INTO t VALUES (zeroblob(100000))")
    path.write_bytes(path.read_bytes()[:9_000])
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT x FROM t").fetchall()


def other_tables(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("SELECT * FROM record")


def no_text(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("SELECT CAST(X'FF80' AS TEXT)").fetchall()


def no_database(connection: sqlite3.Connection, path: Path) -> None:
    path.write_text("x" * 4096)
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT * FROM t")


def in_the_way(connection: sqlite3.Connection, path: Path) -> None:
    path.mkdir()


def below_a_file(connection: sqlite3.Connection, path: Path) -> None:
    (path / "x").read_bytes()


def nowhere(connection: sqlite3.Connection, path: Path) -> None:
    (path.parent / "none" / "x").write_bytes(b"")


def forbidden(connection: sqlite3.Connection, path: Path) -> None:
    raise PermissionError(13, "Permission denied")


CASES: list[tuple[Cause, str]] = [
    (full, "the disk is full"),
    (read_only, "this is not allowed"),
    (in_use, "another program is using it"),
    (no_way_in, "cannot be opened"),
    (damaged, "its contents are damaged"),
    (other_tables, "its contents are damaged"),
    (no_text, "its contents are damaged"),
    (no_database, "is not a journal of bcp-drill"),
    (in_the_way, "cannot be opened"),
    (below_a_file, "cannot be opened"),
    (nowhere, "cannot be opened"),
    (forbidden, "this is not allowed"),
]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "j", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE t (x)")
        yield connection


@pytest.mark.parametrize(("cause", "words"), CASES, ids=lambda each: getattr(each, "__name__", ""))
def test_every_trouble_with_a_file_is_said_with_its_remedy_in_both_languages(
    connection: sqlite3.Connection, tmp_path: Path, cause: Cause, words: str
) -> None:
    path = tmp_path / "j"
    with pytest.raises(JournalBroken, match=words) as caught, spoken_errors(path):
        cause(connection, path)
    said = render(caught.value.message, "ja").replace(str(path), "")
    assert not re.search("[a-z]{3}", said.replace("bcp-drill", ""))
    assert said.endswith("ください。")


def test_what_nobody_foresaw_is_said_in_the_systems_own_words(tmp_path: Path) -> None:
    with pytest.raises(JournalBroken, match="strange"), spoken_errors(tmp_path):
        raise OSError("strange")
