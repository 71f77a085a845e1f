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
FOREIGN = Phrase(
    "journal.foreign",
    ja="「{path}」は bcp-drill の記録ではありません。ファイルを確かめてください。",
    en="{path} is not a journal of bcp-drill. Check which file this is.",
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
UNREADABLE = Phrase(
    "journal.unreadable",
    ja="「{path}」を読み書きできません（{why}）。ディスクの状態と空き容量を確かめてください。",
    en="{path} cannot be read or written ({why}). Check the disk and the space left on it.",
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
    """Raise `JournalBroken` where there is no such file."""
    with spoken_errors(path):
        if not path.is_file():
            raise JournalBroken(NO_JOURNAL(path=str(path)))


def created(path: Path) -> sqlite3.Connection:
    """A new, empty journal, open for its one writer. Raises `Refusal` where there is one."""
    _require_strict_tables()
    if path.exists():
        raise Refusal(EXISTS(path=str(path)))
    with spoken_errors(path), ExitStack() as undo:
        connection = _to_write(path)
        undo.callback(connection.close)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
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
            if not errorname(error).startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
                raise
            spare = held.enter_context(TemporaryDirectory())
            connection = held.enter_context(closing(_read_only(_copied(path, Path(spare)))))
        _check_ours(connection, path)
        yield connection


def errorname(error: sqlite3.Error) -> str:
    """SQLite's name for an error; empty for one that Python's own module raised."""
    return getattr(error, "sqlite_errorname", "")


@contextmanager
def spoken_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system says about the file into `JournalBroken`."""
    try:
        yield
    except sqlite3.Error as error:
        if errorname(error) == "SQLITE_NOTADB":
            raise JournalBroken(FOREIGN(path=str(path))) from error
        raise unreadable(path, error) from error
    # Where damage reaches SQLite's own message, Python cannot even decode that.
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: BaseException) -> JournalBroken:
    """The error for a file that cannot be read or written, with the system's own words."""
    return JournalBroken(UNREADABLE(path=str(path), why=str(error) or type(error).__name__))


def _to_write(path: Path) -> sqlite3.Connection:
    # The writer's thread takes the connection over from the thread that opened it.
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=PATIENCE_S
    )
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
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
    found = connection.execute("SELECT sql FROM sqlite_schema").fetchall()
    if mark != APPLICATION_ID:
        raise JournalBroken(FOREIGN(path=str(path)))
    if version != FORMAT:
        raise JournalBroken(OTHER_FORMAT(path=str(path), format=version))
    if sorted(found) != sorted((each,) for each in SCHEMA):
        raise JournalBroken(REBUILT(path=str(path)))


def _require_strict_tables() -> None:
    if sqlite3.sqlite_version_info < (3, 37):
        raise Refusal(OLD_SQLITE(version=sqlite3.sqlite_version))
