r"""The schedule's record (予定の記録): everything that the service did and left out.

One file in the folder of runs, append-only, written by every process of the service on this host.
Each entry is chained to the one before: its hash is the SHA-256, in small hexadecimal letters, of
these lines in UTF-8, joined by line feeds and without one at the end::

    bcp-drill-schedule-1
    seq
    kind
    v
    at
    once
    body
    prev

`once` is empty where an entry may come again; otherwise the file itself refuses a second one. So
the claim of a start and the record of it are one entry: there is no moment between the two.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bcp.message import Message, Phrase
from drills.errors import Defect, JournalBroken, Spoken
from drills.journal.codec import canonical
from drills.journal.record import EDITED, GENESIS, OUT_OF_PLACE, SHAPELESS, UNCHAINED, row_broken
from drills.journal.shapes import Misfit, shape_of
from drills.journal.trouble import FOREIGN, errorname, require_files_beside, spoken_errors
from drills.schedule.events import KINDS, ScheduleEvent, only_once
from drills.whole_file import made_own

NAME = "schedule.sqlite"
APPLICATION_ID = 0x42435053  # "BCPS"
FORMAT = 1
PATIENCE_S = 30.0
"""How long an entry waits for those of other processes."""

_AGAIN_S = 0.05
_FORM = "bcp-drill-schedule-1"
_TABLES = (
    """CREATE TABLE entry (
  seq  INTEGER PRIMARY KEY,
  kind TEXT    NOT NULL,
  v    INTEGER NOT NULL,
  at   INTEGER NOT NULL,
  once TEXT,
  body TEXT    NOT NULL,
  prev TEXT    NOT NULL,
  hash TEXT    NOT NULL
) STRICT""",
    "CREATE UNIQUE INDEX entry_once ON entry (once) WHERE once IS NOT NULL",
    """CREATE TRIGGER entry_follows BEFORE INSERT ON entry
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'a record has no gaps'); END""",
    """CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'a record is append-only'); END""",
    """CREATE TRIGGER entry_remains BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'a record is append-only'); END""",
)
_INSERT = """INSERT INTO entry (seq, kind, v, at, once, body, prev, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
_SELECT = "SELECT seq, kind, v, at, once, body, prev, hash FROM entry WHERE seq > ? ORDER BY seq"
_LAST = "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1"

OTHER_FORMAT = Phrase(
    "schedule.other_format",
    ja="「{path}」は、このプログラムが知らない形式（第{format}版）の予定の記録です。"
    "書いたときと同じか、それより新しい版の bcp-drill で開いてください。",
    en="{path} is a schedule's record of format {format}, which this program does not know. "
    "Open it with the version of bcp-drill that wrote it, or a newer one.",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as stored; the fields stand in the order in which they are hashed."""

    seq: int
    kind: str
    v: int
    at: int
    once: str | None
    body: str
    prev: str
    hash: str

    def event(self) -> ScheduleEvent:
        """What happened. Raises `JournalBroken` where this version cannot read it."""
        kind = KINDS.get(self.kind)
        if kind is None or self.v != 1:
            raise row_broken(self.seq, SHAPELESS())
        try:
            event: ScheduleEvent = shape_of(kind).read(json.loads(self.body))
        except (Misfit, ValueError, RecursionError) as error:
            raise row_broken(self.seq, SHAPELESS()) from error
        return event


class ScheduleRecord:
    """The record of one folder of runs, open for writing by this process and others at once.

    Raises `JournalBroken` where the file is not ours or cannot be used.
    """

    def __init__(self, runs: Path) -> None:
        self.path = runs / NAME
        self._turn = threading.Lock()
        with spoken_errors(self.path):
            runs.mkdir(mode=0o700, parents=True, exist_ok=True)
            made_own(self.path)
            self._connection = _opened(self.path)

    def append(self, event: ScheduleEvent) -> bool:
        """Keep it for good. False where such an entry may stand once only, and does already.

        Comes back when the entry would survive a power cut. Raises `JournalBroken`.
        """
        once = only_once(event)
        kind, body = type(event).__name__, _body_of(event)
        with self._turn, spoken_errors(self.path), _transaction(self._connection) as connection:
            if (
                once is not None
                and connection.execute("SELECT 1 FROM entry WHERE once = ?", (once,)).fetchone()
            ):
                return False
            seq, prev = connection.execute(_LAST).fetchone() or (0, GENESIS)
            fields = (seq + 1, kind, 1, event.at, once, body, prev)
            connection.execute(_INSERT, (*fields, chain_hash(fields)))
        return True

    def after(self, seq: int) -> tuple[Entry, ...]:
        """The entries behind number `seq`, each checked. Raises `JournalBroken`."""
        with self._turn, spoken_errors(self.path):
            before = self._connection.execute(
                "SELECT hash FROM entry WHERE seq = ?", (seq,)
            ).fetchone()
            rows = self._connection.execute(_SELECT, (seq,)).fetchall()
        return tuple(_chained(rows, seq, before[0] if before else GENESIS))

    def identity(self) -> str:
        """What tells this record from every other: the hash of its first entry, or nothing yet."""
        with self._turn, spoken_errors(self.path):
            row = self._connection.execute("SELECT hash FROM entry WHERE seq = 1").fetchone()
        return str(row[0]) if row else ""

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._connection.close()


def read(runs: Path) -> tuple[Entry, ...]:
    """Every entry of the record there, oldest first; none where there is no record.

    Writes nothing. Raises `JournalBroken` at the first that cannot be trusted.
    """
    path = runs / NAME
    with spoken_errors(path):
        if not _is_there(path):
            return ()
        with closing(_to_read(path)) as connection:
            return tuple(_chained(connection.execute(_SELECT, (0,)), 0, GENESIS))


@dataclass(frozen=True)
class Verified:
    """How many entries are as they were written, the last one's hash, and what is wrong if any."""

    entries: int
    head: str
    what: Message | None = None


def verify(runs: Path) -> Verified:
    """Check the whole chain. Raises nothing."""
    path = runs / NAME
    last: Entry | None = None
    what: Message | None = None
    try:
        with spoken_errors(path):
            if not _is_there(path):
                return Verified(0, GENESIS)
            with closing(_to_read(path)) as connection:
                for entry in _chained(connection.execute(_SELECT, (0,)), 0, GENESIS):
                    entry.event()
                    last = entry
    except Spoken as broken:
        what = broken.message
    return Verified(last.seq, last.hash, what) if last else Verified(0, GENESIS, what)


def chain_hash(fields: tuple[Any, ...]) -> str:
    """The hash of an entry with these fields, `seq` to `prev`, by the rule above."""
    lines = "\n".join("" if each is None else str(each) for each in (_FORM, *fields))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def _body_of(event: ScheduleEvent) -> str:
    kind: Any = type(event)
    try:
        return canonical(shape_of(kind).write(event))
    except Misfit as misfit:
        raise Defect(f"{type(event).__name__}.{misfit.where} cannot be recorded") from misfit


def _chained(rows: Any, seq: int, prev: str) -> Iterator[Entry]:
    for row in rows:
        seq += 1
        if "\n" in (row[4] or "") or row[0] != seq:
            raise row_broken(seq, OUT_OF_PLACE(wanted=seq))
        if chain_hash(row[:-1]) != row[-1]:
            raise row_broken(seq, EDITED())
        if row[-2] != prev:
            raise row_broken(seq, UNCHAINED())
        prev = row[-1]
        yield Entry(*row)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    # Nobody else writes between the look for `once`, the look for the last entry and the new one.
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _opened(path: Path) -> sqlite3.Connection:
    require_files_beside(path)
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=PATIENCE_S
    )
    try:
        _ahead_log(connection)
        connection.execute("PRAGMA synchronous = FULL")
        with _transaction(connection):
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {FORMAT}")
                for statement in _TABLES:
                    connection.execute(statement)
        _check_ours(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _ahead_log(connection: sqlite3.Connection) -> None:
    # SQLite's own patience does not cover this change of mode, which several processes that begin
    # at once all want to make; it is made once and for all.
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            return
        except sqlite3.OperationalError as error:
            if errorname(error) != "SQLITE_BUSY" or time.monotonic() > until:
                raise
            time.sleep(_AGAIN_S)


def _is_there(path: Path) -> bool:
    """Whether there is a record. Raises `JournalBroken` where something else is in its place."""
    if path.exists() and not path.is_file():
        raise JournalBroken(FOREIGN(path=str(path)))
    return path.exists()


def _to_read(path: Path) -> sqlite3.Connection:
    require_files_beside(path)
    try:
        return _connected(path, "mode=ro")
    except sqlite3.OperationalError as error:
        # A disk that can only be read takes no file to share the log ahead with writers. Where
        # there is no such log, nobody writes, and the file is all there is.
        if errorname(error) != "SQLITE_CANTOPEN" or _has_log_ahead(path):
            raise
    return _connected(path, "mode=ro&immutable=1")


def _has_log_ahead(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _connected(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE_S)
    try:
        _check_ours(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if mark != APPLICATION_ID:
        raise JournalBroken(FOREIGN(path=str(path)))
    if version != FORMAT:
        raise JournalBroken(OTHER_FORMAT(path=str(path), format=version))
