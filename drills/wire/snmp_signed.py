"""Notifications of SNMP version 3: signed and, as a rule, encrypted (RFC 3412, 3414, 3826, 7860).

A trap bears its sender's engine and clock; an inform those of whoever receives it, which its sender
asks for first. So whoever receives needs an engine and a clock of its own, too.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from drills.wire import Malformed
from drills.wire.ber import OCTETS, SEQUENCE, Reader, integer, item, object_id, octets, sequence
from drills.wire.snmp_keys import Keys, shortened
from drills.wire.snmp_notice import VERSION_3, Notice, notice_in, response

# What a report counts in (RFC 3414, section 5).
WRONG_CLOCK = "1.3.6.1.6.3.15.1.1.2.0"
UNKNOWN_ENGINE = "1.3.6.1.6.3.15.1.1.4.0"

_AUTH, _PRIVATE, _MAY_REPORT = 1, 2, 4
_USER_SECURITY = 3
_LARGEST = 65_507
_COUNTER, _REPORT = 0x41, 0xA8
_IDENTIFIER_BYTES = 32


@dataclass(frozen=True)
class Clock:
    """An engine's name, how often it was started, and for how many seconds it has run."""

    engine: bytes
    boots: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class Sealed:
    """A message of version 3 as it came, before its signature is weighed.

    `at` is where in `datagram` the signature stands. `content` is encrypted where `is_private`.
    """

    datagram: bytes
    message: int
    is_signed: bool
    is_private: bool
    wants_report: bool
    clock: Clock
    user: str
    signature: bytes
    at: int
    salt: bytes
    content: bytes


@dataclass(frozen=True)
class Told:
    """A notification with the context that its sender gave it; the answer bears the same."""

    notice: Notice
    context_engine: bytes
    context: bytes


def parsed(datagram: bytes) -> Sealed:
    """The message in a datagram. Raises `Malformed`."""
    outer = Reader(datagram)
    whole = Reader(outer.take(SEQUENCE))
    if outer.left or whole.integer() != VERSION_3:
        raise Malformed("not version 3, or something behind it")
    head = Reader(whole.take(SEQUENCE))
    message, _, flags, model = head.integer(), head.integer(), head.take(OCTETS), head.integer()
    if len(flags) != 1 or model != _USER_SECURITY or not 0 <= message < 2**31:
        raise Malformed("another kind of security")
    security = Reader(whole.take(OCTETS))
    fields = Reader(security.take(SEQUENCE))
    engine, boots, seconds = fields.take(OCTETS), fields.integer(), fields.integer()
    user, signature = fields.take(OCTETS), fields.take(OCTETS)
    at = len(datagram) - whole.left - security.left - fields.left - len(signature)
    salt = fields.take(OCTETS)
    # RFC 3414, 2.2.2: both stay below 2³¹.
    if not (0 <= boots < 2**31 and 0 <= seconds < 2**31 and len(engine) <= _IDENTIFIER_BYTES):
        raise Malformed("a clock that is none")
    is_private = bool(flags[0] & _PRIVATE)
    return Sealed(
        datagram=datagram,
        message=message,
        is_signed=bool(flags[0] & _AUTH),
        is_private=is_private,
        wants_report=bool(flags[0] & _MAY_REPORT),
        clock=Clock(engine, boots, seconds),
        user=user.decode("utf-8", "replace"),
        signature=signature,
        at=at,
        salt=salt,
        content=whole.take(OCTETS) if is_private else whole.take(SEQUENCE),
    )


def is_genuine(sealed: Sealed, keys: Keys) -> bool:
    """Whether it was signed with these keys and came unchanged."""
    if not sealed.is_signed or len(sealed.signature) != keys.signature_bytes:
        return False
    size, at = len(sealed.signature), sealed.at
    blank = sealed.datagram[:at] + bytes(size) + sealed.datagram[at + size :]
    return hmac.compare_digest(_signature(blank, keys), sealed.signature)


def opened(sealed: Sealed, keys: Keys) -> Told:
    """The notification in a message that is genuine. Raises `Malformed`."""
    content = sealed.content
    if sealed.is_private:
        # What is behind the item fills the cipher's block.
        plain = keys.decrypted(
            sealed.content, sealed.clock.boots, sealed.clock.seconds, sealed.salt
        )
        content = Reader(plain).take(SEQUENCE)
    scoped = Reader(content)
    context_engine, context = scoped.take(OCTETS), scoped.take(OCTETS)
    return Told(notice_in(scoped), context_engine, context)


def answer(sealed: Sealed, told: Told, ours: Clock, keys: Keys, salt: bytes) -> bytes:
    """The datagram that says to its sender that an inform arrived; `salt` is never used twice."""
    content = sequence(octets(told.context_engine), octets(told.context), response(told.notice))
    return written(sealed, ours, content, keys, salt if sealed.is_private else None)


def report(sealed: Sealed, counts: str, ours: Clock, keys: Keys | None = None) -> bytes:
    """The datagram that tells our engine and clock; signed where the sender would believe it."""
    row = sequence(object_id(counts), item(_COUNTER, b"\x01"))
    said = item(_REPORT, integer(sealed.message) + integer(0) + integer(0) + sequence(row))
    content = sequence(octets(ours.engine), octets(b""), said)
    return written(sealed, ours, content, keys, None)


def written(
    sealed: Sealed, ours: Clock, content: bytes, keys: Keys | None, salt: bytes | None
) -> bytes:
    """A message with the number and user of `sealed`; signed where there are `keys`.

    It is encrypted where there is a `salt`. `content` begins with the context.
    """
    flags = (_AUTH if keys else 0) | (_PRIVATE if salt is not None else 0)
    head = sequence(
        integer(sealed.message),
        integer(_LARGEST),
        octets(bytes((flags,))),
        integer(_USER_SECURITY),
    )
    if keys is not None and salt is not None:
        content = octets(keys.encrypted(content, ours.boots, ours.seconds, salt))
    user = sealed.user if keys else ""

    def whole(signature: bytes) -> bytes:
        security = sequence(
            octets(ours.engine),
            integer(ours.boots),
            integer(ours.seconds),
            octets(user.encode()),
            octets(signature),
            octets(salt or b""),
        )
        return sequence(integer(VERSION_3), head, octets(security), content)

    if keys is None:
        return whole(b"")
    return whole(_signature(whole(bytes(keys.signature_bytes)), keys))


def _signature(blank: bytes, keys: Keys) -> bytes:
    return shortened(hmac.digest(keys.auth, blank, keys.hash), keys.hash)
