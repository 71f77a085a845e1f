"""What devices tell of their own accord over SNMP: notifications (RFC 3416, 4.2.6 and 4.2.7).

A trap is sent once and never answered; an inform is sent again until it is answered. Version 2c is
read here, and what both versions have in common; `drills.wire.snmp_signed` reads version 3.
"""

from __future__ import annotations

from dataclasses import dataclass

from drills.wire import Malformed
from drills.wire.ber import OCTETS, SEQUENCE, Reader, integer, item, octets, sequence

VERSION_2C, VERSION_3 = 1, 3
# RFC 3416, 4.2.6: the two objects that come first in every notification.
_UP_TIME, _NAME = "1.3.6.1.2.1.1.3.0", "1.3.6.1.6.3.1.1.4.1.0"
_TICKS, _RESPONSE, _INFORM, _TRAP = 0x43, 0xA2, 0xA6, 0xA7


@dataclass(frozen=True)
class Notice:
    """A notification: its name as an identifier, and whether its sender waits for an answer.

    `number` and `objects` (as they came) belong into that answer. What the objects say is not read:
    it may be anything, also what nobody may keep.
    """

    name: str
    wants_answer: bool
    number: int
    objects: bytes


@dataclass(frozen=True)
class Notice2c:
    """A notification of version 2c; whoever knows the community could have sent it."""

    community: bytes
    notice: Notice


def version_of(datagram: bytes) -> int:
    """The number that stands for SNMP's version. Raises `Malformed`."""
    return Reader(Reader(datagram).take(SEQUENCE)).integer()


def parsed(datagram: bytes) -> Notice2c:
    """The notification of version 2c in a datagram. Raises `Malformed`."""
    whole = Reader(Reader(datagram).take(SEQUENCE))
    if whole.integer() != VERSION_2C:
        raise Malformed("not version 2c")
    return Notice2c(whole.take(OCTETS), notice_in(whole))


def answer(told: Notice2c) -> bytes:
    """The datagram that says to its sender that an inform arrived."""
    return sequence(integer(VERSION_2C), octets(told.community), response(told.notice))


def notice_in(content: Reader) -> Notice:
    """The notification that comes next. Raises `Malformed`, also where it is something else."""
    kind = content.next_kind
    if kind not in (_INFORM, _TRAP):
        raise Malformed("no notification")
    told = Reader(content.take(kind))
    number = told.integer()
    told.integer()
    told.integer()
    objects = told.take(SEQUENCE)
    rows = Reader(objects)
    first, second = Reader(rows.take(SEQUENCE)), Reader(rows.take(SEQUENCE))
    if first.object() != _UP_TIME or second.object() != _NAME:
        raise Malformed("a notification without its name")
    first.take(_TICKS)
    return Notice(second.object(), kind == _INFORM, number, objects)


def response(notice: Notice) -> bytes:
    """What an inform is answered with: itself, as a response."""
    objects = item(SEQUENCE, notice.objects)
    return item(_RESPONSE, integer(notice.number) + integer(0) + integer(0) + objects)
