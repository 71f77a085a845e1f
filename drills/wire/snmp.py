"""As much of SNMP version 3 (RFC 3412, 3414) as tells a live agent from a dead one.

An agent answers a question without a user, or with one it does not know, by a report in clear. So
one datagram shows that it lives, and a second one whether it knows a user, without any secret.
Agents that speak version 2 only leave it unanswered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drills.wire import Malformed

# The reports of RFC 3414, section 5, by the object that they count in.
UNKNOWN_USER = "1.3.6.1.6.3.15.1.1.3.0"
UNKNOWN_ENGINE = "1.3.6.1.6.3.15.1.1.4.0"

_INTEGER, _OCTETS, _OBJECT, _SEQUENCE = 0x02, 0x04, 0x06, 0x30
_GET, _RESPONSE, _REPORT = 0xA0, 0xA2, 0xA8
_VERSION_3, _USER_SECURITY, _MAY_REPORT = 3, 3, b"\x04"
_LARGEST = 65_507
_ID_BYTES = 8
_MOST_ARCS = 128

Kind = Literal["report", "response", "other"]


@dataclass(frozen=True)
class Answer:
    """What an agent said to the question with that `message`.

    `engine` is its own identifier, `boots` and `seconds` its clock. `report` is the object that a
    report counts in; empty in anything else. What is encrypted is ``other``.
    """

    message: int
    engine: bytes
    boots: int
    seconds: int
    kind: Kind
    report: str = ""


def question(
    message: int, engine: bytes = b"", boots: int = 0, seconds: int = 0, user: str = ""
) -> bytes:
    """A question for nothing, neither signed nor encrypted; `message` is below 2³¹."""
    head = _sequence(
        _integer(message), _integer(_LARGEST), _octets(_MAY_REPORT), _integer(_USER_SECURITY)
    )
    security = _sequence(
        _octets(engine),
        _integer(boots),
        _integer(seconds),
        _octets(user.encode()),
        _octets(b""),
        _octets(b""),
    )
    asked = _item(_GET, _integer(message) + _integer(0) + _integer(0) + _sequence())
    scoped = _sequence(_octets(engine), _octets(b""), asked)
    return _sequence(_integer(_VERSION_3), head, _octets(security), scoped)


def parsed(datagram: bytes) -> Answer:
    """The answer in a datagram. Raises `Malformed`."""
    whole = _Reader(_Reader(datagram).take(_SEQUENCE))
    if whole.integer() != _VERSION_3:
        raise Malformed("not version 3")
    message = _Reader(whole.take(_SEQUENCE)).integer()
    security = _Reader(_Reader(whole.take(_OCTETS)).take(_SEQUENCE))
    engine, boots, seconds = security.take(_OCTETS), security.integer(), security.integer()
    kind, report = _content(whole)
    return Answer(message, engine, boots, seconds, kind, report)


def _content(whole: _Reader) -> tuple[Kind, str]:
    if whole.next_kind == _OCTETS:
        return "other", ""
    scoped = _Reader(whole.take(_SEQUENCE))
    scoped.take(_OCTETS)
    scoped.take(_OCTETS)
    if scoped.next_kind == _RESPONSE:
        return "response", ""
    pdu = _Reader(scoped.take(_REPORT))
    for _ in range(3):
        pdu.integer()
    rows = _Reader(pdu.take(_SEQUENCE))
    return "report", _object(_Reader(rows.take(_SEQUENCE)).take(_OBJECT))


class _Reader:
    """Items one behind the other (ITU-T X.690, definite lengths)."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    @property
    def next_kind(self) -> int:
        """The kind of the next item; -1 where there is none."""
        return self._rest[0] if self._rest else -1

    def take(self, kind: int) -> bytes:
        """The content of the next item, which must be of that kind."""
        if len(self._rest) < 2 or self._rest[0] != kind:
            raise Malformed("another item was expected")
        size, begin = self._rest[1], 2
        if size >= 0x80:
            begin += size - 0x80
            if not 0x81 <= size <= 0x84 or len(self._rest) < begin:
                raise Malformed("a length that is none")
            size = int.from_bytes(self._rest[2:begin], "big")
        if len(self._rest) < begin + size:
            raise Malformed("shorter than its length")
        content, self._rest = self._rest[begin : begin + size], self._rest[begin + size :]
        return content

    def integer(self) -> int:
        """The next item, a whole number."""
        content = self.take(_INTEGER)
        if not 1 <= len(content) <= _ID_BYTES:
            raise Malformed("a number of no such size")
        return int.from_bytes(content, "big", signed=True)


def _object(content: bytes) -> str:
    arcs: list[int] = []
    arc = 0
    for byte in content:
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
        if arc.bit_length() > 32 or len(arcs) > _MOST_ARCS:
            raise Malformed("an identifier that is none")
    if not arcs or arc:
        raise Malformed("an identifier that is none")
    first = min(arcs[0] // 40, 2)
    return ".".join(str(each) for each in (first, arcs[0] - 40 * first, *arcs[1:]))


def _item(kind: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((kind, size)) + content
    length = size.to_bytes(4, "big").lstrip(b"\0")
    return bytes((kind, 0x80 | len(length))) + length + content


def _integer(number: int) -> bytes:
    return _item(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True))


def _octets(content: bytes) -> bytes:
    return _item(_OCTETS, content)


def _sequence(*items: bytes) -> bytes:
    return _item(_SEQUENCE, b"".join(items))
