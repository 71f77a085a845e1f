"""Items of a kind, a length and a content, one behind the other: what SNMP is written in.

ITU-T X.690, with definite lengths only, and as much of it as SNMP uses.
"""

from __future__ import annotations

from drills.wire import Malformed

INTEGER, OCTETS, NULL, OBJECT, SEQUENCE = 0x02, 0x04, 0x05, 0x06, 0x30
_INTEGER_BYTES = 8
_MOST_ARCS = 128


class Reader:
    """Takes items from the front. Every method raises `Malformed` on anything else."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    @property
    def next_kind(self) -> int:
        """The kind of the next item; -1 where there is none."""
        return self._rest[0] if self._rest else -1

    @property
    def left(self) -> int:
        """How many bytes were not taken yet."""
        return len(self._rest)

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
        content = self.take(INTEGER)
        if not 1 <= len(content) <= _INTEGER_BYTES:
            raise Malformed("a number of no such size")
        return int.from_bytes(content, "big", signed=True)

    def object(self) -> str:
        """The next item, an object identifier: ``1.3.6.1.2.1.1.3.0``."""
        return _dotted(self.take(OBJECT))


def _dotted(content: bytes) -> str:
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


def item(kind: int, content: bytes) -> bytes:
    """An item of any kind."""
    size = len(content)
    if size < 0x80:
        return bytes((kind, size)) + content
    length = size.to_bytes(4, "big").lstrip(b"\0")
    return bytes((kind, 0x80 | len(length))) + length + content


def integer(number: int) -> bytes:
    """A whole number."""
    return item(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True))


def octets(content: bytes) -> bytes:
    """A string of octets."""
    return item(OCTETS, content)


def object_id(dotted: str) -> bytes:
    """An object identifier of at least two numbers."""
    first, second, *others = (int(each) for each in dotted.split("."))
    return item(OBJECT, b"".join(_arc(each) for each in (40 * first + second, *others)))


def _arc(number: int) -> bytes:
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.insert(0, 0x80 | number & 0x7F)
    return bytes(parts)


def sequence(*items: bytes) -> bytes:
    """Items in one."""
    return item(SEQUENCE, b"".join(items))
