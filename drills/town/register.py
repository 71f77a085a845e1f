"""The register of people affected by a disaster (被災者台帳), all of them invented.

One SQLite file holds the records, the markers by which a drill measures lost data, and the index
that the search at every counter needs. A backup holds records and markers, but no index: that is
why one record can be shown soon after a restore and a search only later.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from drills.town.machine import Broken

_PEOPLE = 3_000
_PIECES = 40
# As large as a scanned form: on a full disk it finds no room, where a short line still would.
_FORM = bytes(8_192)
_DISTRICTS = ("見本一丁目", "見本二丁目", "架空原", "例示ヶ丘", "仮名町", "試し浜")


class Register:
    """The register's file and its backup, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "register.sqlite"
        self.aside = folder / "register.aside"
        self.backup = folder / "backup" / "register.sqlite"
        self.previous = folder / "backup" / "previous.sqlite"
        self._pages = folder / "disk.pages"

    def make_ready(self) -> None:
        """A whole register, with a backup that is older than its newest records."""
        self.backup.parent.mkdir(parents=True, exist_ok=True)
        self.file.unlink(missing_ok=True)
        self.aside.unlink(missing_ok=True)
        self._pages.unlink(missing_ok=True)
        for copy in (self.backup, self.previous):
            copy.unlink(missing_ok=True)
            _checksum(copy).unlink(missing_ok=True)
        with self._open(create=True) as store, store:
            store.execute("CREATE TABLE records(id INTEGER PRIMARY KEY, name, district, state)")
            store.execute("CREATE TABLE markers(line TEXT, form BLOB)")
            store.executemany("INSERT INTO records VALUES(?,?,?,?)", _invented(_PEOPLE))
        self.take_backup()
        with self._open() as store, store:
            late = [(_PEOPLE + 1 + n, f"後着 {n + 1}号", "架空原", "受付") for n in range(3)]
            store.executemany("INSERT INTO records VALUES(?,?,?,?)", late)
        self._store_index(_indexed(self._names()))

    def record(self, number: int) -> dict[str, object] | None:
        """One record, or None where there is none of that number. Raises `Broken`."""
        rows = self._asked("SELECT id, name, district, state FROM records WHERE id=?", number)
        return (
            dict(zip(("id", "name", "district", "state"), rows[0], strict=True)) if rows else None
        )

    def found(self, letters: str) -> list[str]:
        """The first names that hold the two letters. Raises `Broken`, also without an index."""
        if not self._asked("SELECT 1 FROM sqlite_master WHERE name='word'"):
            raise Broken("検索索引がありません (no search index: rebuild-index has not run)")
        found = self._asked(
            "SELECT name FROM word JOIN records ON records.id=word.record WHERE letters=? LIMIT 20",
            letters,
        )
        return [str(name) for (name,) in found]

    def count(self) -> int:
        """How many records there are. Raises `Broken`."""
        return int(str(self._asked("SELECT count(*) FROM records")[0][0]))

    def put_marker(self, line: str) -> None:
        """Store a line where the records live. Raises `Broken`."""
        with self._open() as store, store:
            store.execute("INSERT INTO markers VALUES(?,?)", (line, _FORM))

    def markers(self) -> list[str]:
        """Every stored line. Raises `Broken`."""
        return [str(line) for (line,) in self._asked("SELECT line FROM markers ORDER BY rowid")]

    def try_to_write(self) -> None:
        """Write as an entry at a counter would, and take it back. Raises `Broken`."""
        with self._open() as store:
            store.execute("INSERT INTO markers VALUES('', ?)", (_FORM,))
            store.rollback()

    @property
    def full(self) -> bool:
        """Whether the disk has no room."""
        return self._pages.exists()

    def fill(self) -> None:
        """Let the disk hold nothing more: what is there can be read. Raises `Broken`."""
        with self._open() as store:
            (pages,) = store.execute("PRAGMA page_count").fetchone()
        self._pages.write_text(str(pages), encoding="ascii")
        with suppress(Broken), self._open() as store:
            store.isolation_level = None
            store.execute("CREATE TABLE IF NOT EXISTS filling(form BLOB)")
            # Pages that are free inside the file are used up; then the disk is full.
            for _ in range(pages):
                store.execute("INSERT INTO filling VALUES(?)", (_FORM,))

    def free(self) -> None:
        """Let the disk have room again, also where the register on it is destroyed."""
        self._pages.unlink(missing_ok=True)
        with suppress(Broken), self._open() as store, store:
            store.execute("DROP TABLE IF EXISTS filling")

    def take_backup(self) -> None:
        """Copy records and markers to the backup, with its checksum. Raises `Broken`."""
        part = self.backup.with_suffix(".part")
        part.unlink(missing_ok=True)
        with self._open() as store, closing(sqlite3.connect(part)) as copy:
            store.backup(copy)
            copy.execute("DROP TABLE IF EXISTS word")
            copy.execute("DROP TABLE IF EXISTS filling")
            copy.commit()
            copy.execute("VACUUM")
        if self.backup.exists():
            self.backup.replace(self.previous)
            _checksum(self.backup).replace(_checksum(self.previous))
        part.replace(self.backup)
        _checksum(self.backup).write_text(_sum(self.backup), encoding="ascii")

    def undo_backup(self) -> None:
        """Put the backup before the newest one back, where there is one."""
        if self.previous.exists():
            self.previous.replace(self.backup)
            _checksum(self.previous).replace(_checksum(self.backup))

    def destroy(self) -> None:
        """Make the file unreadable, as encryption or a failing disk does."""
        with suppress(Broken):
            self.count()
            shutil.copyfile(self.file, self.aside)
        self.file.write_bytes(b"\xff" * 65_536)

    def put_right(self) -> None:
        """Take the destruction back, with everything that was there before it."""
        if self.aside.exists():
            self.aside.replace(self.file)

    async def restore(self, seconds: float) -> None:
        """Copy the backup back, piece by piece over `seconds`, and check it. Raises `Broken`."""
        part = self.file.with_suffix(".part")
        size = self.backup.stat().st_size // _PIECES + 1
        with self.backup.open("rb") as source, part.open("wb") as target:
            while piece := source.read(size):
                target.write(piece)
                await asyncio.sleep(seconds / _PIECES)
        if _sum(part) != _checksum(self.backup).read_text(encoding="ascii"):
            raise Broken("チェックサムが一致しません (checksum does not match)")
        part.replace(self.file)

    async def rebuild_index(self, seconds: float) -> int:
        """Build the search index again over `seconds`; how many entries. Raises `Broken`."""
        names, index = self._names(), list[tuple[str, int]]()
        size = len(names) // _PIECES + 1
        for start in range(0, len(names), size):
            index += _indexed(names[start : start + size])
            await asyncio.sleep(seconds / _PIECES)
        self._store_index(index)
        return len(index)

    def _names(self) -> list[tuple[int, str]]:
        rows = self._asked("SELECT id, name FROM records ORDER BY id")
        return [(int(str(number)), str(name)) for number, name in rows]

    def _store_index(self, index: list[tuple[str, int]]) -> None:
        with self._open() as store, store:
            store.execute("DROP TABLE IF EXISTS word")
            store.execute("CREATE TABLE word(letters TEXT, record INTEGER)")
            store.executemany("INSERT INTO word VALUES(?,?)", index)
            store.execute("CREATE INDEX by_letters ON word(letters)")

    def _asked(self, question: str, *values: object) -> list[tuple[object, ...]]:
        with self._open() as store:
            return store.execute(question, values).fetchall()

    @contextmanager
    def _open(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        # Opened for each use and closed at once: Windows replaces no file that somebody has open.
        mode = "rwc" if create else "rw"
        try:
            with closing(sqlite3.connect(f"{self.file.as_uri()}?mode={mode}", uri=True)) as store:
                if self.full:
                    # A limit of SQLite's own, which it keeps for one connection only.
                    store.execute(f"PRAGMA max_page_count = {int(self._pages.read_text())}")
                yield store
        except sqlite3.Error as error:
            raise Broken(
                f"台帳のデータを読み書きできません (register unusable: {error})"
            ) from error


def _invented(amount: int) -> Iterator[tuple[int, str, str, str]]:
    for number in range(1, amount + 1):
        district = _DISTRICTS[number % len(_DISTRICTS)]
        yield number, f"見本 {number}号", district, "避難" if number % 3 else "在宅"


def _indexed(names: list[tuple[int, str]]) -> list[tuple[str, int]]:
    return [(name[at : at + 2], number) for number, name in names for at in range(len(name) - 1)]


def _checksum(copy: Path) -> Path:
    return copy.with_suffix(".sha256")


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
