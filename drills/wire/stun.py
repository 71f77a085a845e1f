"""STUN's binding request and its answer (RFC 8489; RFC 3489 servers answer it too)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

from drills.wire import Malformed

COOKIE = 0x2112A442
TRANSACTION_BYTES = 12

_BINDING_REQUEST, _BINDING_SUCCESS, _BINDING_ERROR = 0x0001, 0x0101, 0x0111
_MAPPED_ADDRESS, _ERROR_CODE, _XOR_MAPPED_ADDRESS, _SOFTWARE = 0x0001, 0x0009, 0x0020, 0x8022
_IPV4, _IPV6 = 1, 2
_HEADER = struct.Struct("!HHI12s")
_TEXT_KEPT = 200


@dataclass(frozen=True)
class Answer:
    """What a server said to the request with that `transaction`.

    `address` and `port` are where the request came from as the server saw it; empty and 0 in a
    refusal, whose number is `error` (0 in a success). `software` is what the server calls itself.
    """

    transaction: bytes
    address: str = ""
    port: int = 0
    error: int = 0
    software: str = ""


def request(transaction: bytes) -> bytes:
    """A binding request; `transaction` is 12 random bytes."""
    return _HEADER.pack(_BINDING_REQUEST, 0, COOKIE, transaction)


def parsed(datagram: bytes) -> Answer:
    """The answer in a datagram. Raises `Malformed`."""
    if len(datagram) < _HEADER.size:
        raise Malformed("shorter than a header")
    kind, length, cookie, transaction = _HEADER.unpack_from(datagram)
    if kind not in (_BINDING_SUCCESS, _BINDING_ERROR) or cookie != COOKIE:
        raise Malformed("no answer to a binding request")
    if length % 4 or length != len(datagram) - _HEADER.size:
        raise Malformed("the length is not the datagram's")
    # Of several attributes of one kind only the first counts (RFC 8489, section 14).
    found: dict[int, bytes] = {}
    for number, value in _attributes(datagram[_HEADER.size :]):
        found.setdefault(number, value)
    software = found.get(_SOFTWARE, b"").decode("utf-8", "replace")[:_TEXT_KEPT]
    if kind == _BINDING_ERROR:
        return Answer(transaction, error=_error(found), software=software)
    address, port = _address(found, transaction)
    return Answer(transaction, address, port, software=software)


def _attributes(body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(body):
        number, length = struct.unpack_from("!HH", body, at)
        value = body[at + 4 : at + 4 + length]
        if len(value) < length:
            raise Malformed("an attribute is cut short")
        yield number, value
        # Each starts at a multiple of four.
        at += 4 + length + -length % 4


def _error(found: dict[int, bytes]) -> int:
    value = found.get(_ERROR_CODE, b"")
    if len(value) < 4:
        raise Malformed("an error without its number")
    number = (value[2] & 7) * 100 + value[3]
    if not 300 <= number < 700:
        raise Malformed("no number of an error")
    return number


def _address(found: dict[int, bytes], transaction: bytes) -> tuple[str, int]:
    hidden = found.get(_XOR_MAPPED_ADDRESS)
    value = hidden if hidden is not None else found.get(_MAPPED_ADDRESS, b"")
    size = {_IPV4: 8, _IPV6: 20}.get(value[1]) if len(value) > 1 else None
    if size is None or len(value) != size:
        raise Malformed("no address that can be read")
    port = int.from_bytes(value[2:4], "big")
    number = int.from_bytes(value[4:], "big")
    if hidden is not None:
        # Routers that rewrite addresses wherever they see them would rewrite a plain one back.
        mask = struct.pack("!I", COOKIE) + transaction
        port ^= COOKIE >> 16
        number ^= int.from_bytes(mask[: size - 4], "big")
    return str(IPv4Address(number) if value[1] == _IPV4 else IPv6Address(number)), port
