"""Damage a record in every way that changes one thing, and see that each is found and named.

    python -m tests.proofs.tamper

A bundle and a journal of the same drill are

- cut off at every byte;
- changed in every byte (the bundle), one after the other;
- changed in every field of every record, and each record is removed, given twice, or exchanged with
  the next one. A bundle is then packed again as this program packs it, so that only the record
  itself gives it away; and once more with all sums set right, so that only its signature does.

Whatever is done, the records that are still given are those that were recorded, in their order;
what is wrong names the record or the member; and nothing that lost its end is called closed.
"""

# ruff: noqa: T201 - a proof prints its figures

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from bcp.message import render
from drills.core import events as e
from drills.journal import bundle_file as shape
from drills.journal import bundle_manifest as manifests
from drills.journal.bundle import open_bundle
from drills.journal.bundle_check import check_bundle, read_good
from drills.journal.codec import canonical
from drills.journal.file import INSERT, SCHEMA
from drills.journal.record import Record, row_of
from drills.journal.sqlite import read
from drills.journal.verify import read_good as read_good_of_journal
from drills.journal.verify import verify
from tests.core.making import ask, brief
from tests.journal.bundles import bundled

EVENTS: tuple[e.Event, ...] = (
    e.DrillStarted(0, brief(ask("a"))),
    e.StepDue(1, "a", 1),
    e.Answered(2, "a", "done", "田中", "192.0.2.1を\u2028再起動"),
    e.Paused(3, "田中", "停電"),
    e.Continued(4, "田中"),
    e.DrillEnded(5, "completed"),
)

Lines = list[bytes]
NAMED = (*shape.FIXED, "record ", "the table at its end")


class Sample:
    """A bundle and the journal it was made from, with what each says while it is whole."""

    def __init__(self, folder: Path) -> None:
        self.bundle = bundled(folder, EVENTS)
        self.journal = folder / "run" / "journal.sqlite"
        self.content = self.bundle.read_bytes()
        self.stored = self.journal.read_bytes()
        self.exported = tuple(open_bundle(self.bundle).records())
        self.recorded = tuple(read(self.journal))
        assert check_bundle(self.bundle).verification.closed
        assert verify(self.journal).closed


def bundle_cut(sample: Sample, lengths: range) -> int:
    """How many of these cuts through the bundle were made; each is found."""
    for length in lengths:
        sample.bundle.write_bytes(sample.content[:length])
        said = _found(sample)
        # Before its first name is whole, nothing says that it was to be a bundle.
        assert length < 43 or any(name in said for name in NAMED), said
    return len(lengths)


def bundle_bytes(sample: Sample, places: range) -> int:
    """How many bytes of the bundle were changed; each is found."""
    for at in places:
        changed = bytes([sample.content[at] ^ 0x01])
        sample.bundle.write_bytes(sample.content[:at] + changed + sample.content[at + 1 :])
        assert _found(sample), at
    return len(places)


def bundle_records(sample: Sample) -> int:
    """How many changes of one record were made in the bundle; each names the record."""
    count = 0
    lines = lines_of(sample.content)
    for seq, change, edited in edits(lines):
        count += 1
        sample.bundle.write_bytes(packed(sample, edited))
        found = check_bundle(sample.bundle).verification
        assert found.first_bad == seq, (seq, change, found)
        assert f"record {seq} " in _found(sample), (seq, change)
        sample.bundle.write_bytes(packed(sample, edited, sums_set_right=True))
        found = check_bundle(sample.bundle).verification
        assert found.what is not None, (seq, change)
    return count


def edits(lines: Lines) -> Iterator[tuple[int, str, Lines]]:
    """Every change of one record: which record it is found at, what it is, and all lines then."""
    for at, line in enumerate(lines):
        stored = json.loads(line)
        for field, value in stored.items():
            changed = canonical({**stored, field: _other(value)}).encode() + b"\n"
            yield at + 1, field, [*lines[:at], changed, *lines[at + 1 :]]
        for name, value in stored["body"].items():
            changed = line.replace(_written(name, value), _written(name, _other(value)), 1)
            assert changed != line
            yield at + 1, f"body.{name}", [*lines[:at], changed, *lines[at + 1 :]]
        yield at + 1, "removed", [*lines[:at], *lines[at + 1 :]]
        yield at + 2, "twice", [*lines[: at + 1], *lines[at:]]
        if at + 1 < len(lines):
            swapped = [*lines[:at], lines[at + 1], line, *lines[at + 2 :]]
            yield at + 1, "exchanged", swapped


def lines_of(content: bytes) -> Lines:
    """The lines of a bundle's journal."""
    member = shape.contents_of(BytesIO(content)).member(shape.JOURNAL)
    assert member is not None
    return content[member.begin : member.begin + member.size].splitlines(keepends=True)


def packed(sample: Sample, lines: Lines, *, sums_set_right: bool = False) -> bytes:
    """The bundle with other lines, packed as this program packs one."""
    found = shape.contents_of(BytesIO(sample.content))
    parts = {
        each.name: sample.content[each.begin : each.begin + each.size] for each in found.members
    }
    parts[shape.JOURNAL] = b"".join(lines)
    if sums_set_right:
        parts[shape.MANIFEST] = _forged(parts[shape.MANIFEST], parts[shape.JOURNAL])
    out = BytesIO()
    members = [
        shape.write_member(out, name, shape.sum_of(iter([part])), iter([part]))
        for name, part in parts.items()
    ]
    shape.write_end(out, members)
    return out.getvalue()


def journal_cut(sample: Sample, lengths: range) -> int:
    """How many of these cuts through the journal were made; each is found."""
    for length in lengths:
        sample.journal.write_bytes(sample.stored[:length])
        _found_in_journal(sample)
        assert not verify(sample.journal).closed, length
    return len(lengths)


def journal_records(sample: Sample) -> int:
    """How many changes of one record were made in the journal; each names the record."""
    rows = [row_of(each) for each in sample.recorded]
    count = 0
    for at, row in enumerate(rows):
        ways = [
            (at + 1, [*rows[:at], (*row[:n], _other(row[n]), *row[n + 1 :]), *rows[at + 1 :]])
            for n in range(1, len(row))
        ]
        ways.append((at + 1, [*rows[:at], *rows[at + 1 :]]))
        ways.append((at + 2, [*rows[: at + 1], *rows[at:]]))
        if at + 1 < len(rows):
            ways.append((at + 1, [*rows[:at], rows[at + 1], row, *rows[at + 2 :]]))
        for seq, changed in ways:
            _rewrite(sample, [(n, *each[1:]) for n, each in enumerate(changed, 1)])
            found = verify(sample.journal)
            _found_in_journal(sample)
            # A journal without its last record is a shorter one: not closed.
            assert found.first_bad == seq or (len(changed) < seq and not found.closed), (seq, found)
            count += 1
    return count


def _found(sample: Sample) -> str:
    """What is wrong with the bundle, in words; what it still gives is as it was recorded."""
    found = check_bundle(sample.bundle)
    what = found.verification.what
    assert what is not None
    assert not found.verification.closed
    assert render(what, "ja") != render(what, "en")
    _is_beginning_of(tuple(read_good(sample.bundle)), sample.exported)
    return render(what, "en")


def _found_in_journal(sample: Sample) -> None:
    found = verify(sample.journal)
    assert found.what is not None or not found.closed
    good = tuple(read_good_of_journal(sample.journal))
    _is_beginning_of(good, sample.recorded)
    assert len(good) == found.records


def _is_beginning_of(good: tuple[Record, ...], whole: tuple[Record, ...]) -> None:
    assert good == whole[: len(good)]


def _forged(raw: bytes, journal: bytes) -> bytes:
    """The manifest with every sum set right that somebody without the key can set right."""
    total = shape.sum_of(iter([journal]))
    manifest = manifests.manifest_in(raw)
    members = {**manifest.members, shape.JOURNAL: manifests.Part(total.sha256, total.size)}
    return manifests.written(replace(manifest, members=members))


def _rewrite(sample: Sample, rows: list[tuple[object, ...]]) -> None:
    """Put other rows into the journal, as somebody with a tool for SQLite would."""
    sample.journal.write_bytes(sample.stored)
    connection = sqlite3.connect(sample.journal, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    for trigger in ("record_follows", "record_stays", "record_remains"):
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("DELETE FROM record")
    connection.executemany(INSERT, rows)
    for statement in SCHEMA[1:]:
        connection.execute(statement)
    connection.close()


def _other(value: object) -> object:
    """A value of the same type that is another one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return ("1" if value[:1] == "0" else "0") + value[1:]
    return None if value else {"at": 1}


def _written(name: str, value: object) -> bytes:
    return f'"{name}":{canonical(value)}'.encode()


def main() -> int:
    """Do all of it, and print how much that was."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        sample = Sample(Path(folder))
        proofs: dict[str, Callable[[], int]] = {
            "bundle: cut off at every byte": lambda: bundle_cut(sample, range(len(sample.content))),
            "bundle: every byte changed": lambda: bundle_bytes(sample, range(len(sample.content))),
            "bundle: one record changed": lambda: bundle_records(sample),
            "journal: cut off at every byte": lambda: journal_cut(
                sample, range(len(sample.stored))
            ),
            "journal: one record changed": lambda: journal_records(sample),
        }
        for name, proof in proofs.items():
            print(f"{name}: {proof()} times, all found")
    print(f"{time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
