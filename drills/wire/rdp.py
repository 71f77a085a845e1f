"""The first exchange of a Remote Desktop connection ([MS-RDPBCGR], 2.2.1.1 and 2.2.1.2)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drills.wire import Malformed

HEADER_BYTES = 4
# What may protect a connection: its old cipher, TLS, and a log-in before anything is shown (NLA).
RDP, TLS, NLA, NLA_EX = 0, 1, 2, 8
ASKED = TLS | NLA | NLA_EX

_NAMES = {RDP: "rdp", TLS: "tls", NLA: "nla", NLA_EX: "nla-ex", 4: "rdstls", 16: "aad"}
_FAILURES = {
    1: "SSL_REQUIRED_BY_SERVER",
    2: "SSL_NOT_ALLOWED_BY_SERVER",
    3: "SSL_CERT_NOT_ON_SERVER",
    4: "INCONSISTENT_FLAGS",
    5: "HYBRID_REQUIRED_BY_SERVER",
    6: "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
}
_REQUEST, _CONFIRM = 0xE0, 0xD0
_NEG_REQUEST, _NEG_RESPONSE, _NEG_FAILURE = 1, 2, 3
_X224 = struct.Struct("!BBHHB")
_NEGOTIATION = struct.Struct("<BBHI")


@dataclass(frozen=True)
class Answer:
    """What the server chose, or why it would not (`failure`, empty where it did)."""

    security: str = ""
    failure: str = ""


def request(asked: int = ASKED) -> bytes:
    """A connection request that allows the kinds of protection in `asked`."""
    negotiation = _NEGOTIATION.pack(_NEG_REQUEST, 0, _NEGOTIATION.size, asked)
    length = _X224.size - 1 + len(negotiation)
    body = _X224.pack(length, _REQUEST, 0, 0, 0) + negotiation
    return struct.pack("!BBH", 3, 0, HEADER_BYTES + len(body)) + body


def length(header: bytes) -> int:
    """How many bytes follow these first four. Raises `Malformed`."""
    if len(header) != HEADER_BYTES or header[0] != 3:
        raise Malformed("no TPKT")
    whole = int.from_bytes(header[2:], "big")
    if not HEADER_BYTES + _X224.size <= whole <= 1024:
        raise Malformed("no length of a connection confirm")
    return whole - HEADER_BYTES


def parsed(body: bytes) -> Answer:
    """The answer behind the header. Raises `Malformed`."""
    if len(body) < _X224.size:
        raise Malformed("shorter than a confirm")
    if body[1] & 0xF0 != _CONFIRM:
        raise Malformed("no connection confirm")
    rest = body[_X224.size :]
    if not rest:
        # Servers before Windows XP SP3 and Server 2008 know of nothing to choose.
        return Answer("rdp")
    if len(rest) < _NEGOTIATION.size:
        raise Malformed("the negotiation is cut short")
    kind, _, _, value = _NEGOTIATION.unpack_from(rest)
    if kind == _NEG_FAILURE:
        return Answer(failure=_FAILURES.get(value, str(value)))
    if kind != _NEG_RESPONSE:
        raise Malformed("no negotiation")
    return Answer(_NAMES.get(value, str(value)))
