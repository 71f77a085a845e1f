r"""One line of a bundle's ``journal.jsonl``: a record as it was exported, and its chain.

A line is canonical JSON (see `drills.journal.codec`) of one object::

    {"body":…,"boot":…,"kind":…,"left_out":…,"mono_ns":…,"origin":…,"seq":…,"v":…,"wall_ns":…}

with ``,"chain":"…"`` put in before its last brace. The chain is the SHA-256, in small hexadecimal
letters, of the chain of the line before (64 zeros before the first), a line feed, and the object's
text without its chain. `origin` is the record's hash in the journal that it was exported from;
where nothing of the record was left out, that hash can be computed again, too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from bcp.message import Message, Phrase
from drills.journal.codec import canonical
from drills.journal.record import (
    EDITED,
    GENESIS,
    OUT_OF_PLACE,
    Record,
    chain_hash,
    row_broken,
)

LONGEST = 8 * 1024 * 1024
"""Bytes of one line; no record that this program writes comes near it."""

_FIELDS = {
    **{"body": dict, "boot": str, "kind": str, "left_out": bool, "mono_ns": int},
    **{"origin": str, "seq": int, "v": int, "wall_ns": int},
}

TOO_LONG = Phrase(
    "bundle.line_too_long",
    ja="行が長すぎます（{most} バイトまで）。",
    en="its line is too long; {most} bytes are allowed.",
)
CHANGED = Phrase(
    "bundle.line_changed",
    ja="この行か直前の行が、書き出した後に書き換えられています。",
    en="this line, or the one before it, was changed after it was exported.",
)
CUT_LINE = Phrase("bundle.line_cut_off", ja="行の途中で切れています。", en="its line is cut off.")


@dataclass(frozen=True)
class Link:
    """Where the chains stand: the last line's number and chain, and its record's own hash."""

    seq: int = 0
    chain: str = GENESIS
    origin: str = GENESIS


def written(exported: Record, original: Record, before: Link) -> tuple[bytes, Link]:
    """The line of a record as it is exported, and where the chains stand then."""
    body = json.loads(exported.body)
    same = (exported.kind, exported.v, canonical(body)) == (
        *(original.kind, original.v, original.body),
    )
    text = canonical(
        {
            "body": body,
            "boot": original.boot,
            "kind": exported.kind,
            "left_out": not same,
            "mono_ns": original.mono_ns,
            "origin": original.hash,
            "seq": original.seq,
            "v": exported.v,
            "wall_ns": original.wall_ns,
        }
    )
    chain = _chained(before.chain, text)
    return _line(text, chain), Link(original.seq, chain, original.hash)


def read_lines(lines: Iterator[bytes], at: Link) -> Iterator[tuple[Record, Link]]:
    """The records of lines, each checked against the one before and decoded once.

    A line that is longer than `LONGEST` must come without its end. Raises `JournalBroken` at the
    first that cannot be trusted, naming its number.
    """
    for line in lines:
        found = _read(line, at)
        if isinstance(found, Message):
            raise row_broken(at.seq + 1, found)
        record, at = found
        record.event()
        yield record, at


def _read(line: bytes, before: Link) -> tuple[Record, Link] | Message:
    if not line.endswith(b"\n"):
        return TOO_LONG(most=LONGEST) if len(line) > LONGEST else CUT_LINE()
    try:
        fields = json.loads(line.decode(), parse_constant=_refuse_constant)
        chain = fields.pop("chain")
        has_form = all(type(fields[name]) is kind for name, kind in _FIELDS.items())
        # No line feed may stand in a field of the record's own hash; see `drills.journal.record`.
        has_form = has_form and "\n" not in fields["kind"] + fields["boot"] + fields["origin"]
        text = canonical(fields)
        same = has_form and len(fields) == len(_FIELDS) and line == _line(text, chain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return EDITED()
    if not same:
        return EDITED()
    if fields["seq"] != before.seq + 1:
        return OUT_OF_PLACE(wanted=before.seq + 1)
    return CHANGED() if _chained(before.chain, text) != chain else _told(fields, before, chain)


def _told(fields: dict[str, Any], before: Link, chain: str) -> tuple[Record, Link] | Message:
    stamp = (
        *(fields["seq"], fields["kind"], fields["v"], fields["wall_ns"], fields["mono_ns"]),
        *(fields["boot"], canonical(fields["body"]), before.origin),
    )
    origin = fields["origin"]
    if not fields["left_out"] and chain_hash(stamp) != origin:
        return EDITED()
    return Record(*stamp, origin), Link(fields["seq"], chain, origin)


def _line(text: str, chain: str) -> bytes:
    return f'{text[:-1]},"chain":"{chain}"}}\n'.encode()


def _chained(before: str, text: str) -> str:
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
