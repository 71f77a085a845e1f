"""The file a journal is kept in: its tables, what marks it as ours, and how it is opened."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bcp.message import Phrase
from drills.errors import JournalBroken, Refusal
from drills.journal.trouble import FOREIGN, errorname, require_files_beside, spoken_errors
from drills.whole_file import made_own

NAME = "journal.sqlite"
APPLICATION_ID = 0x42435044  # "BCPD"
FORMAT = 1
INSERT = """INSERT INTO record (seq, kind, v, wall_ns, mono_ns, boot, body, prev, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
SELECT_FROM = """SELECT seq, kind, v, wall_ns, mono_ns, boot, body, prev, hash
FROM record WHERE seq >= ? ORDER BY seq"""
PATIENCE_S = 5.0
"""How long a reader waits for the moment in which a writer changes the file's mode."""

NO_JOURNAL = Phrase(
    "journal.absent",
    ja="「{path}」に記録がありません。実施記録のフォルダーを指定してください。",
    en="there is no journal at {path}. Name the folder of a run.",
)
EXISTS = Phrase(
    "journal.exists",
    ja="「{path}」にはすでに記録があります。新しい実施には新しいフォルダーを使ってください。",
    en="there is a journal at {path} already. A new run needs a folder of its own.",
)
OTHER_FORMAT = Phrase(
    "journal.other_format",
    ja="「{path}」は、このプログラムが知らない形式（第{format}版）の記録です。"
    "記録したときと同じか、それより新しい版の bcp-drill で開いてください。",
    en="{path} has format {format}, which this program does not know. "
    "Open it with the version of bcp-drill that wrote it, or a newer one.",
)
REBUILT = Phrase(
    "journal.rebuilt",
    ja="「{path}」の表の定義が変えられています。保管してある写しと比べてください。",
    en="the tables of {path} were altered. Compare it with a copy you kept.",
)
OLD_SQLITE = Phrase(
    "journal.old_sqlite",
    ja="この Python に含まれる SQLite {version} は古すぎます。3.37 以降を含む Python が必要です。",
    en="the SQLite {version} of this Python is too old. A Python with SQLite 3.37 is needed.",
)

SCHEMA = (
    """CREATE TABLE record (
  seq     INTEGER PRIMARY KEY,
  kind    TEXT    NOT NULL,
  v       INTEGER NOT NULL,
  wall_ns INTEGER NOT NULL,
  mono_ns INTEGER NOT NULL,
  boot    TEXT    NOT NULL,
  body    TEXT    NOT NULL,
  prev    TEXT    NOT NULL,
  hash    TEXT    NOT NULL
) STRICT""",
    """CREATE TRIGGER record_follows BEFORE INSERT ON record
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM record)
BEGIN SELECT RAISE(ABORT, 'a journal has no gaps'); END""",
    """CREATE TRIGGER record_stays BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'a journal is append-only'); END""",
    """CREATE TRIGGER record_remains BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'a journal is append-only'); END""",
)


def path_of(place: Path) -> Path:
    """The journal's file, where `place` is the run's folder or the file itself."""
    with spoken_errors(place):
        return place / NAME if place.is_dir() else place


def require(path: Path) -> None:
    """Raise `JournalBroken` where there is no such file, or something odd beside it."""
    with spoken_errors(path):
        if not path.is_file():
            raise JournalBroken(NO_JOURNAL(path=str(path)))
    require_files_beside(path)


def created(path: Path) -> sqlite3.Connection:
    """A new, empty journal, open for its one writer. Raises `Refusal` where there is one."""
    _require_strict_tables()
    if path.exists():
        raise Refusal(EXISTS(path=str(path)))
    with spoken_errors(path), ExitStack() as undo:
        require_files_beside(path)
        made_own(path)
        connection = _to_write(path)
        undo.callback(connection.close)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in SCHEMA:
            connection.execute(statement)
        # The main file alone must already say whose it is, should the rest of it get lost.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        undo.pop_all()
        return connection


def opened_to_write(path: Path) -> sqlite3.Connection:
    """An existing journal, open for its one writer. Raises `JournalBroken` if it is not ours."""
    with opened_to_read(path):
        return _to_write(path)


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """An existing journal, open for reading while its writer goes on.

    A journal on media that cannot be written to, left behind without its clean end, can only be
    read from a copy; one is made and removed. Raises `JournalBroken` if it is not ours.
    """
    _require_strict_tables()
    require(path)
    with spoken_errors(path), ExitStack() as held:
        connection = held.enter_context(closing(_read_only(path)))
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError as error:
            if errorname(error) not in {"SQLITE_CANTOPEN", "SQLITE_READONLY"}:
                raise
            spare = held.enter_context(TemporaryDirectory())
            connection = held.enter_context(closing(_read_only(_copied(path, Path(spare)))))
        _check_ours(connection, path)
        yield connection


def _to_write(path: Path) -> sqlite3.Connection:
    # The writer's thread takes the connection over from the thread that opened it.
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=PATIENCE_S
    )
    with ExitStack() as undo:
        undo.callback(connection.close)
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("PRAGMA synchronous = FULL")
        # A file that can only be read opens without complaint, until the first change.
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        undo.pop_all()
    return connection


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=PATIENCE_S,
    )


def _copied(path: Path, folder: Path) -> Path:
    for suffix in ("", "-wal"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            shutil.copyfile(part, folder / part.name)
    return folder / path.name


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    found = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema")}
    if mark != APPLICATION_ID:
        raise JournalBroken(FOREIGN(path=str(path)))
    if version != FORMAT:
        raise JournalBroken(OTHER_FORMAT(path=str(path), format=version))
    if found != set(SCHEMA):
        raise JournalBroken(REBUILT(path=str(path)))


def _require_strict_tables() -> None:
    if sqlite3.sqlite_version_info < (3, 37):
        raise Refusal(OLD_SQLITE(version=sqlite3.sqlite_version))
