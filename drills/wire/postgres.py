"""The beginning of a connection to PostgreSQL (its manual, "Frontend/Backend Protocol")."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drills.wire import Malformed

HEADER_BYTES = 5
LARGEST = 30_000

_PROTOCOL_3, _SSL_REQUEST = 196_608, 80_877_103
_METHODS = {
    0: "trust",
    2: "kerberos",
    3: "password",
    5: "md5",
    7: "gss",
    9: "sspi",
    10: "scram",
}
_TEXT_KEPT = 500


@dataclass(frozen=True)
class Answer:
    """What the server says to a beginning: how it wants to be asked in, or why it will not.

    `state` is the five characters of SQLSTATE, `method` the way of logging in.
    """

    method: str = ""
    state: str = ""
    message: str = ""


def ssl_request() -> bytes:
    """Asks whether the connection may go on in TLS; the answer is one byte, S or N."""
    return struct.pack("!II", 8, _SSL_REQUEST)


def startup(user: str, database: str, application: str) -> bytes:
    """The first words of a client."""
    pairs = ("user", user, "database", database, "application_name", application)
    body = struct.pack("!I", _PROTOCOL_3) + b"".join(each.encode() + b"\0" for each in pairs)
    return struct.pack("!I", len(body) + 5) + body + b"\0"


def length(header: bytes) -> int:
    """How many bytes follow these first five. Raises `Malformed`."""
    if len(header) != HEADER_BYTES or header[:1] not in (b"R", b"E"):
        raise Malformed("no answer of PostgreSQL")
    count = int.from_bytes(header[1:], "big") - 4
    if not 0 <= count <= LARGEST:
        raise Malformed("no length of an answer")
    return count


def parsed(kind: bytes, body: bytes) -> Answer:
    """The answer of that kind, the first byte of its header. Raises `Malformed`."""
    if kind == b"R":
        if len(body) < 4:
            raise Malformed("an authentication without its number")
        number = int.from_bytes(body[:4], "big")
        return Answer(method=_METHODS.get(number, str(number)))
    if kind != b"E":
        raise Malformed("no answer to a beginning")
    fields = {each[:1]: each[1:] for each in body.split(b"\0") if each}
    state = fields.get(b"C", b"").decode("ascii", "replace")
    if len(state) != 5:
        raise Malformed("an error without its SQLSTATE")
    return Answer(
        state=state, message=fields.get(b"M", b"").decode("utf-8", "replace")[:_TEXT_KEPT]
    )
