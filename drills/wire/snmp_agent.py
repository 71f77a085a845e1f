"""The other side of SNMP version 2c (RFC 1901, 3416): what an agent is asked, and its answer.

Only what reads is understood: get, get-next and get-bulk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from drills.wire import Malformed
from drills.wire.ber import (
    NULL,
    OCTETS,
    SEQUENCE,
    Reader,
    integer,
    item,
    object_id,
    octets,
    sequence,
)

Kind = Literal["get", "next", "bulk"]
Value = int | str

_VERSION_2C = 1
_KINDS: Mapping[int, Kind] = {0xA0: "get", 0xA1: "next", 0xA5: "bulk"}
_RESPONSE = 0xA2
# What stands for a value where there is no such object, or none behind it (RFC 3416, 3).
_NO_SUCH_OBJECT, _END_OF_VIEW = item(0x80, b""), item(0x82, b"")
# So many rows of numbers and short words fit a datagram.
_MOST_ROWS = 60


@dataclass(frozen=True)
class Question:
    """What an agent is asked. Of ``bulk`` the first `once` objects are asked once, others `times`.

    `number` is the asker's own, to tell the answers apart.
    """

    community: bytes
    kind: Kind
    number: int
    oids: tuple[str, ...]
    once: int = 0
    times: int = 0


def parsed(datagram: bytes) -> Question:
    """The question in a datagram. Raises `Malformed`, also on what would change something."""
    whole = Reader(Reader(datagram).take(SEQUENCE))
    if whole.integer() != _VERSION_2C:
        raise Malformed("not version 2c")
    community, kind = whole.take(OCTETS), _KINDS.get(whole.next_kind)
    if kind is None:
        raise Malformed("no question that reads")
    asked = Reader(whole.take(whole.next_kind))
    number, once, times = asked.integer(), asked.integer(), asked.integer()
    rows, oids = Reader(asked.take(SEQUENCE)), list[str]()
    while rows.next_kind == SEQUENCE:
        row = Reader(rows.take(SEQUENCE))
        oids.append(row.object())
        row.take(NULL)
    if kind != "bulk":
        return Question(community, kind, number, tuple(oids))
    return Question(community, kind, number, tuple(oids), max(0, once), max(0, times))


def answer(question: Question, objects: Mapping[str, Value]) -> bytes:
    """The datagram that answers, out of an agent's `objects` by their identifiers."""
    said = [
        sequence(object_id(oid), value)
        for (oid, value), _ in zip(_rows(question, objects), range(_MOST_ROWS), strict=False)
    ]
    content = integer(question.number) + integer(0) + integer(0) + sequence(*said)
    return sequence(integer(_VERSION_2C), octets(question.community), item(_RESPONSE, content))


def _rows(question: Question, objects: Mapping[str, Value]) -> Iterator[tuple[str, bytes]]:
    if question.kind == "get":
        for oid in question.oids:
            yield oid, _written(objects[oid]) if oid in objects else _NO_SUCH_OBJECT
        return
    ordered = sorted(objects, key=_place)
    once = len(question.oids) if question.kind == "next" else question.once
    for oid in question.oids[:once]:
        yield _next(oid, ordered, objects)
    repeated = question.oids[once:]
    # All of them in turn, as often as was asked: row by row of a table.
    for _ in range(min(question.times, _MOST_ROWS)):
        found = [_next(oid, ordered, objects) for oid in repeated]
        yield from found
        repeated = tuple(oid for oid, _ in found)


def _next(oid: str, ordered: list[str], objects: Mapping[str, Value]) -> tuple[str, bytes]:
    place = _place(oid)
    behind = next((each for each in ordered if _place(each) > place), None)
    return (oid, _END_OF_VIEW) if behind is None else (behind, _written(objects[behind]))


def _place(oid: str) -> tuple[int, ...]:
    return tuple(int(each) for each in oid.split("."))


def _written(value: Value) -> bytes:
    return integer(value) if isinstance(value, int) else octets(value.encode())
