"""The beginning of an SSTP connection, as [MS-SSTP] 2.2 and 4.1 have it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drills.wire import Malformed
from drills.wire.http_head import Head

PORT = 443
HEADER_BYTES = 4
PATH = "/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/"
ENDLESS = 2**64 - 1

_VERSION = 0x10
_REQUEST, _ACK, _NAK, _ABORT = 1, 2, 3, 5
_KINDS = {_REQUEST: "request", _ACK: "ack", _NAK: "nak", 4: "connected", _ABORT: "abort",
          6: "disconnect", 7: "disconnect-ack", 8: "echo", 9: "echo-reply"}  # fmt: skip
_PROTOCOL_ID, _STATUS_ID, _BINDING_REQUEST = 1, 2, 4
_PPP = 1
# [MS-SSTP] 2.2.8.
_STATUSES = {
    0: "NO_ERROR",
    1: "DUPLICATE_ATTRIBUTE",
    2: "UNRECOGNIZED_ATTRIBUTE",
    3: "INVALID_ATTRIB_VALUE_LENGTH",
    4: "VALUE_NOT_SUPPORTED",
    5: "UNACCEPTED_FRAME_RECEIVED",
    6: "RETRY_COUNT_EXCEEDED",
    7: "INVALID_FRAME_RECEIVED",
    8: "NEGOTIATION_TIMEOUT",
    9: "ATTRIB_NOT_SUPPORTED_IN_MSG",
    10: "REQUIRED_ATTRIBUTE_MISSING",
    11: "STATUS_INFO_NOT_SUPPORTED_IN_MSG",
}


@dataclass(frozen=True)
class Answer:
    """What kind of message it is, such as ``ack``, and which status it names ("" for none)."""

    kind: str
    status: str = ""


def call(host: str, guid: str) -> bytes:
    """What opens the conversation within TLS; `guid` only marks it in the server's log."""
    lines = (
        f"SSTP_DUPLEX_POST {PATH} HTTP/1.1",
        f"Host: {host}",
        f"SSTPCORRELATIONID: {{{guid}}}",
        f"Content-Length: {ENDLESS}",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def taken(head: Head) -> bool:
    """Whether a server of SSTP took the call: web pages say how long they are, and it does not."""
    return head.status == 200 and (head.length is None or head.length == ENDLESS)


def request() -> bytes:
    """Call Connect Request, for PPP: the only protocol there is."""
    return _control(_REQUEST, (_PROTOCOL_ID, struct.pack(">H", _PPP)))


def acknowledged(nonce: bytes) -> bytes:
    """Call Connect Acknowledge of a server that allows SHA-256; `nonce` has 32 bytes."""
    return _control(_ACK, (_BINDING_REQUEST, b"\0\0\0\2" + nonce))


def refused(status: int) -> bytes:
    """Call Connect Negative Acknowledgment about the protocol that was asked for."""
    return _control(_NAK, (_STATUS_ID, struct.pack(">3xBI", _PROTOCOL_ID, status)))


def abort() -> bytes:
    """Call Abort without an error: what ends a conversation at once, on both sides."""
    return _control(_ABORT, (_STATUS_ID, bytes(8)))


def length(header: bytes) -> int:
    """How many bytes follow the first `HEADER_BYTES` of a message. Raises `Malformed`."""
    if len(header) != HEADER_BYTES or header[0] != _VERSION:
        raise Malformed("no message of SSTP")
    whole: int = struct.unpack(">H", header[2:])[0] & 0x0FFF
    if whole < HEADER_BYTES:
        raise Malformed("shorter than its header")
    return whole - HEADER_BYTES


def parsed(message: bytes) -> Answer:
    """A whole message. Raises `Malformed`."""
    if length(message[:HEADER_BYTES]) != len(message) - HEADER_BYTES:
        raise Malformed("of another length than it says")
    if not message[1] & 1:
        return Answer("data")
    if len(message) < 8:
        raise Malformed("no control message")
    kind, count = struct.unpack_from(">HH", message, HEADER_BYTES)
    if kind not in _KINDS:
        raise Malformed("an unknown kind of message")
    named = [value for id_, value in _attributes(message[8:], count) if id_ == _STATUS_ID]
    return Answer(_KINDS[kind], _status(named[0]) if named else "")


def _status(value: bytes) -> str:
    if len(value) < 8:
        raise Malformed("a status that is cut off")
    status: int = struct.unpack_from(">I", value, 4)[0]
    return _STATUSES.get(status, str(status))


def _attributes(rest: bytes, count: int) -> list[tuple[int, bytes]]:
    found = []
    for _ in range(count):
        if len(rest) < 4:
            raise Malformed("fewer attributes than it says")
        size = struct.unpack_from(">H", rest, 2)[0] & 0x0FFF
        if not 4 <= size <= len(rest):
            raise Malformed("an attribute that is cut off")
        found.append((rest[1], rest[4:size]))
        rest = rest[size:]
    return found


def _control(kind: int, attribute: tuple[int, bytes]) -> bytes:
    id_, value = attribute
    body = struct.pack(">xBH", id_, len(value) + 4) + value
    return struct.pack(">BBHHH", _VERSION, 1, len(body) + 8, kind, 1) + body
