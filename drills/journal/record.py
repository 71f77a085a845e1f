r"""One row of a journal, and the rule that chains each row to the one before it.

The hash of a record is the SHA-256, in small hexadecimal letters, of these lines in UTF-8, joined
by line feeds and without one at the end::

    bcp-drill-journal-1
    seq
    kind
    v
    wall_ns
    mono_ns
    boot
    body
    prev

Numbers are decimal. No field holds a line feed: canonical JSON writes it as ``\n``. `prev` is the
hash of the record before; of the first record, 64 zeros.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from bcp.message import Message, Phrase
from drills.core.events import Event
from drills.errors import JournalBroken
from drills.journal import codec

GENESIS = "0" * 64
BOOT = secrets.token_hex(8)
"""Names this run of the process: monotonic times compare only within one."""

_FORM = "bcp-drill-journal-1"

ROW_BROKEN = Phrase(
    "journal.row_broken",
    ja="記録の{seq}行目から先は信用できません。{why}保管してある写しと比べてください。",
    en="record {seq} of the journal cannot be trusted: {why} Compare it with a copy you kept.",
)
SHAPELESS = Phrase(
    "journal.shapeless",
    ja="行の形式がこのプログラムのものではありません。",
    en="the row does not have the form this program writes.",
)
EDITED = Phrase(
    "journal.edited",
    ja="記録された後に内容が書き換えられています。",
    en="its contents were changed after it was recorded.",
)
OUT_OF_PLACE = Phrase(
    "journal.out_of_place",
    ja="ここには{wanted}行目が来るはずです。行が削除、挿入、または入れ替えられています。",
    en="record {wanted} should stand here. A record was removed, inserted or moved.",
)
UNCHAINED = Phrase(
    "journal.unchained",
    ja="直前の行とつながっていません。行が削除、挿入、または書き換えられています。",
    en="it does not follow from the record before it. A record was removed, inserted or changed.",
)


@dataclass(frozen=True, slots=True)
class Record:
    """One event as stored. Times are nanoseconds: Unix time, and monotonic within one `boot`."""

    seq: int
    kind: str
    v: int
    wall_ns: int
    mono_ns: int
    boot: str
    body: str
    prev: str
    hash: str

    def event(self) -> Event:
        """What happened. Raises `JournalBroken`, with the row's number, where it is unreadable."""
        try:
            return codec.decode(self.kind, self.v, self.body)
        except JournalBroken as error:
            raise row_broken(self.seq, error.message) from error


row_of: Callable[[Record], tuple[Any, ...]] = attrgetter(*Record.__slots__)
"""The fields of a record in their order."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event noted at its moment, which has no place in the chain yet."""

    kind: str
    v: int
    wall_ns: int
    mono_ns: int
    body: str

    def placed(self, seq: int, prev: str) -> Record:
        """The draft as record number `seq`, after the record whose hash is `prev`."""
        stamp = (seq, self.kind, self.v, self.wall_ns, self.mono_ns, BOOT, self.body, prev)
        return Record(*stamp, chain_hash(stamp))


def noted(event: Event) -> Draft:
    """The event, encoded and stamped with both clocks. Raises `Defect` as `codec.encode` does."""
    kind, v, body = codec.encode(event)
    return Draft(kind, v, time.time_ns(), time.monotonic_ns(), body)


def chain_hash(fields: tuple[int | str, ...]) -> str:
    """The hash of a record with these fields, `seq` to `prev`, by the rule above."""
    lines = "\n".join(map(str, (_FORM, *fields)))
    # Only a forged row can hold what UTF-8 cannot; its hash must be wrong, not an error.
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()


def row_broken(seq: int, why: Message) -> JournalBroken:
    """The error that names record `seq` and says what is wrong with it."""
    return JournalBroken(ROW_BROKEN(seq=seq, why=why))


def chained(rows: Iterable[tuple[Any, ...]], seq: int = 0, prev: str = GENESIS) -> Iterator[Record]:
    """The rows as records, each checked against the one before.

    `seq` and `prev` are the number and the hash of the record before the first row. Raises
    `JournalBroken` at the first row that does not follow.
    """
    for row in rows:
        seq += 1
        fault = _fault_of(row, seq, prev)
        if fault is not None:
            raise row_broken(seq, fault)
        record = Record(*row)
        prev = record.hash
        yield record


def _fault_of(row: tuple[Any, ...], seq: int, prev: str) -> Message | None:
    if not _has_form(row):
        return SHAPELESS()
    if row[0] != seq:
        return OUT_OF_PLACE(wanted=seq)
    if chain_hash(row[:-1]) != row[-1]:
        return EDITED()
    return None if row[-2] == prev else UNCHAINED()


def _has_form(row: tuple[Any, ...]) -> bool:
    kinds = (int, str, int, int, int, str, str, str, str)
    return tuple(map(type, row)) == kinds and not any("\n" in row[field] for field in (1, 5, 6))
