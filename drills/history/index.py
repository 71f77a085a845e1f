"""The past drills of a folder, read once: an index that may be lost at any time.

Journals are the truth. Beside them lies one SQLite file that holds what each came to, with what its
files looked like when they were read; a run whose files look otherwise is read again. What cannot
be read of the index, or was not written by this version, is made anew from the journals, and where
it cannot be written the drills are read each time.

The stamp of a file is its size and its times to the nanosecond. Whoever changes a journal and all
of these deceives the index, but not ``bcp-drill verify``; ``--rebuild`` reads all of them again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from bcp.message import Text
from drills.history.rows import DrillRow, SeenRow, TargetRow
from drills.history.together import counted_once
from drills.journal.file import NAME as JOURNAL
from drills.journal.trouble import spoken_errors
from drills.whole_file import made_own

NAME = ".history.sqlite"
SCHEMA = """CREATE TABLE drill (
  place TEXT PRIMARY KEY,
  stamp TEXT NOT NULL,
  kept  TEXT NOT NULL,
  sum   TEXT NOT NULL
) STRICT"""
_ROOT = Path(__file__).parents[2]
_COMPUTING = (
    *(_ROOT / "bcp", _ROOT / "bcp" / "presets", _ROOT / "scenarios"),
    *(_ROOT / "drills" / each for each in ("core", "journal", "report", "history")),
)
_PATIENCE_S = 2.0
# A file system's clock is coarse: what was written a moment ago may be written once more unseen.
_TOO_FRESH_NS = 2_000_000_000


@dataclass(frozen=True)
class _Kept:
    """A row of the index."""

    place: str
    stamp: str
    kept: str

    @property
    def sum(self) -> str:
        """What shows that the row is as this version wrote it."""
        whole = "\n".join((_form(), self.place, self.stamp, self.kept))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def rows(runs: Path, *, rebuild: bool = False) -> tuple[DrillRow, ...]:
    """Every drill whose record lies in the folder, newest first, each counted once.

    A folder that is not there holds none. Raises `JournalBroken` where it cannot be looked into:
    what is not known there must not look like what was never tried.
    """
    index, places = runs / NAME, _places(runs)
    known = {} if rebuild else {each.place: each for each in _stored(index)}
    found: dict[str, _Kept] = {}
    drills: list[DrillRow] = []
    for place in places:
        name, stamp = _key(place), _stamp(place)
        old = known.get(name)
        row = _unpacked(old) if old is not None and old.stamp == stamp else None
        if row is None:
            row = _read(place)
            old = _Kept(name, stamp, _packed(row))
        drills.append(row)
        if old is not None and not _is_fresh(place):
            found[name] = old
    if found != known:
        _store(index, found.values())
    return counted_once(drills)


def _key(place: Path) -> str:
    """Its name in letters that every database takes; a disk allows bytes that are no letters."""
    return json.dumps(place.name)


def _read(place: Path) -> DrillRow:
    # What reads journals takes long to load, and most often there is nothing new to read.
    from drills.history.reading import row_of  # noqa: PLC0415

    return row_of(place)


def _places(runs: Path) -> list[Path]:
    """The folders of runs, and the bundles that lie beside them."""
    with spoken_errors(runs):
        try:
            found = list(runs.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
    return sorted(each for each in found if _is_record(each))


def _is_record(place: Path) -> bool:
    try:
        if place.suffix == ".zip":
            return place.is_file() and _is_bundle(place)
        return (place / JOURNAL).is_file()
    except OSError:
        return False


def _is_bundle(place: Path) -> bool:
    from drills.journal.bundle import is_bundle  # noqa: PLC0415

    return is_bundle(place)


def _files(place: Path) -> tuple[Path, ...]:
    if place.suffix == ".zip":
        return (place,)
    # While a run goes on, its newest records stand in a file beside its journal.
    return (place / JOURNAL, place / f"{JOURNAL}-wal")


def _stamp(place: Path) -> str:
    return json.dumps([_looks(each) for each in _files(place)])


def _looks(file: Path) -> list[int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _is_fresh(place: Path) -> bool:
    now = time.time_ns()
    written = [looks[1] for each in _files(place) if (looks := _looks(each)) is not None]
    return any(0 <= now - each < _TOO_FRESH_NS for each in written)


def _stored(index: Path) -> Iterator[_Kept]:
    """What the index holds and can be trusted to be ours; nothing where it is damaged."""
    try:
        if not index.is_file():
            return  # a pipe would be waited for, for ever
        uri = f"{index.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S)) as connection:
            found = connection.execute("SELECT place, stamp, kept, sum FROM drill").fetchall()
    except (sqlite3.Error, OSError, ValueError):
        return
    for *row, total in found:
        if not all(isinstance(each, str) for each in row):
            continue  # no database of ours: it takes other things than text
        kept = _Kept(*row)
        if kept.sum == total:
            yield kept


def _store(index: Path, found: Iterable[_Kept]) -> None:
    """Write the index as a whole beside the old one, and put it in its place."""
    part = index.with_name(f"{NAME}.{time.time_ns():x}.part")
    try:
        made_own(part)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            # It can be made anew at any time, so nothing of it need wait for the disk.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = OFF").fetchall()
            connection.execute("BEGIN")
            connection.execute(SCHEMA)
            written = ((each.place, each.stamp, each.kept, each.sum) for each in found)
            connection.executemany("INSERT INTO drill VALUES (?, ?, ?, ?)", written)
            connection.execute("COMMIT")
        part.replace(index)
    except (sqlite3.Error, OSError):
        # A folder that only can be read, or a full disk: the next time reads the journals again.
        with suppress(OSError):
            part.unlink(missing_ok=True)


@cache
def _form() -> str:
    """What must be the same for a row to be read as it was written: what computed it."""
    names = (_names(DrillRow), _names(TargetRow), _names(SeenRow))
    return json.dumps(["bcp-drill-history-1", names, list(_program())])


def _program() -> Iterator[tuple[str, int, int]]:
    """The files of this program that a figure rests on, by their looks."""
    for folder in _COMPUTING:
        with suppress(OSError):
            for each in sorted(os.scandir(folder), key=lambda found: found.name):
                if each.name.endswith((".py", ".yaml")):
                    looks = each.stat()
                    yield each.name, looks.st_size, looks.st_mtime_ns


def _packed(row: DrillRow) -> str:
    return json.dumps([_plain(getattr(row, name)) for name in _names(DrillRow)])


def _plain(value: Any) -> Any:
    match value:
        case Text():
            return [value.ja, value.en]
        case TargetRow():
            return [_plain(getattr(value, name)) for name in _names(TargetRow)]
        case SeenRow():
            return [getattr(value, name) for name in _names(SeenRow)]
        case tuple():
            return [_plain(each) for each in value]
    return value


def _unpacked(kept: _Kept) -> DrillRow:
    found = dict(zip(_names(DrillRow), json.loads(kept.kept), strict=True))
    why = found["why"]
    return DrillRow(
        **{
            **found,
            "title": Text(*found["title"]),
            "zones": tuple(found["zones"]),
            "parts": tuple(found["parts"]),
            "why": None if why is None else Text(*why),
            "targets": tuple(map(_target, found["targets"])),
            "seen": tuple(SeenRow(*each) for each in found["seen"]),
        }
    )


def _target(kept: list[Any]) -> TargetRow:
    kept[_NAME] = Text(*kept[_NAME])
    return TargetRow(*kept)


@cache
def _names(kind: type[DrillRow | TargetRow | SeenRow]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


_NAME = _names(TargetRow).index("name")
