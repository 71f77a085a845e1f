"""Questions to a RADIUS server and its answers (RFC 2865, RFC 3579, RFC 5997)."""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from drills.wire import Malformed

AUTHENTICATOR_BYTES = 16

ACCEPT, REJECT, ACCOUNTING, CHALLENGE = 2, 3, 5, 11
_ACCESS_REQUEST, _STATUS_SERVER = 1, 12
_USER_NAME, _USER_PASSWORD, _NAS_ID, _REPLY_MESSAGE, _SIGNATURE = 1, 2, 32, 18, 80
_HEADER = struct.Struct("!BBH16s")
_TEXT_KEPT = 500


@dataclass(frozen=True)
class Account:
    """Who wants to come in."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What a server said, and whether it was signed with the secret that we share.

    `code` is ``ACCEPT``, ``REJECT``, ``ACCOUNTING`` or ``CHALLENGE``.
    """

    id: int
    code: int
    signed: bool
    message: str = ""


def status(id: int, authenticator: bytes, secret: bytes, nas: str) -> bytes:
    """Asks whether the server is alive; `authenticator` is 16 random bytes, `nas` who asks."""
    return _packed(_STATUS_SERVER, id, authenticator, secret, [(_NAS_ID, nas.encode())])


def log_in(id: int, authenticator: bytes, secret: bytes, nas: str, account: Account) -> bytes:
    """Asks whether that account may come in (PAP). Raises `ValueError` for what is too long."""
    hidden = _hidden(account.password.encode(), secret, authenticator)
    attributes = [
        (_USER_NAME, account.user.encode()),
        (_USER_PASSWORD, hidden),
        (_NAS_ID, nas.encode()),
    ]
    return _packed(_ACCESS_REQUEST, id, authenticator, secret, attributes)


def parsed(datagram: bytes, authenticator: bytes, secret: bytes) -> Answer:
    """The answer to a question with that `authenticator`. Raises `Malformed`."""
    if len(datagram) < _HEADER.size:
        raise Malformed("shorter than a header")
    code, number, length, response = _HEADER.unpack_from(datagram)
    if code not in (ACCEPT, REJECT, ACCOUNTING, CHALLENGE):
        raise Malformed("no answer of RADIUS")
    if not _HEADER.size <= length <= len(datagram):
        raise Malformed("the length is not the datagram's")
    # What is behind that length is padding.
    body = datagram[_HEADER.size : length]
    found = tuple(_attributes(body))
    texts = [value.decode("utf-8", "replace") for kind, value in found if kind == _REPLY_MESSAGE]
    expected = _md5(datagram[:4] + authenticator + body + secret)
    signed = hmac.compare_digest(expected, response)
    return Answer(number, code, signed, "".join(texts)[:_TEXT_KEPT])


def _attributes(body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(body):
        size = body[at + 1] if at + 1 < len(body) else 0
        if size < 2 or at + size > len(body):
            raise Malformed("an attribute is cut short")
        yield body[at], body[at + 2 : at + size]
        at += size


def _packed(
    code: int, id: int, authenticator: bytes, secret: bytes, attributes: list[tuple[int, bytes]]
) -> bytes:
    # First of all: a server that checks it before the rest cannot be made to answer a forged one.
    unsigned = _attribute(_SIGNATURE, bytes(16))
    rest = b"".join(_attribute(kind, value) for kind, value in attributes)
    length = _HEADER.size + len(unsigned) + len(rest)
    header = _HEADER.pack(code, id, length, authenticator)
    signature = hmac.digest(secret, header + unsigned + rest, "md5")
    return header + _attribute(_SIGNATURE, signature) + rest


def _attribute(kind: int, value: bytes) -> bytes:
    if len(value) > 253:
        raise ValueError("longer than RADIUS can carry")
    return bytes([kind, len(value) + 2]) + value


def _hidden(password: bytes, secret: bytes, authenticator: bytes) -> bytes:
    """The password as RFC 2865 hides it (section 5.2)."""
    if len(password) > 128:
        raise ValueError("longer than RADIUS can carry")
    padded = password + bytes(-len(password) % 16) or bytes(16)
    hidden, before = b"", authenticator
    for at in range(0, len(padded), 16):
        mask = _md5(secret + before)
        before = bytes(a ^ b for a, b in zip(padded[at : at + 16], mask, strict=True))
        hidden += before
    return hidden


def _md5(text: bytes) -> bytes:
    # RADIUS knows no other; it protects against nobody who sees the traffic.
    return hashlib.md5(text, usedforsecurity=False).digest()
