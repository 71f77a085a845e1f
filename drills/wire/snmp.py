"""As much of SNMP version 3 (RFC 3412, 3414) as tells a live agent from a dead one.

An agent answers a question without a user, or with one it does not know, by a report in clear. So
one datagram shows that it lives, and a second one whether it knows a user, without any secret.
Agents that speak version 2 only leave it unanswered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drills.wire import Malformed
from drills.wire.ber import OCTETS, SEQUENCE, Reader, integer, item, octets, sequence

# The reports of RFC 3414, section 5, by the object that they count in.
UNKNOWN_USER = "1.3.6.1.6.3.15.1.1.3.0"

_GET, _RESPONSE, _REPORT = 0xA0, 0xA2, 0xA8
_VERSION_3, _USER_SECURITY, _MAY_REPORT = 3, 3, b"\x04"
_LARGEST = 65_507

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
    head = sequence(
        integer(message), integer(_LARGEST), octets(_MAY_REPORT), integer(_USER_SECURITY)
    )
    security = sequence(
        octets(engine),
        integer(boots),
        integer(seconds),
        octets(user.encode()),
        octets(b""),
        octets(b""),
    )
    asked = item(_GET, integer(message) + integer(0) + integer(0) + sequence())
    scoped = sequence(octets(engine), octets(b""), asked)
    return sequence(integer(_VERSION_3), head, octets(security), scoped)


def parsed(datagram: bytes) -> Answer:
    """The answer in a datagram. Raises `Malformed`."""
    whole = Reader(Reader(datagram).take(SEQUENCE))
    if whole.integer() != _VERSION_3:
        raise Malformed("not version 3")
    message = Reader(whole.take(SEQUENCE)).integer()
    security = Reader(Reader(whole.take(OCTETS)).take(SEQUENCE))
    engine, boots, seconds = security.take(OCTETS), security.integer(), security.integer()
    kind, report = _content(whole)
    return Answer(message, engine, boots, seconds, kind, report)


def _content(whole: Reader) -> tuple[Kind, str]:
    if whole.next_kind == OCTETS:
        return "other", ""
    scoped = Reader(whole.take(SEQUENCE))
    scoped.take(OCTETS)
    scoped.take(OCTETS)
    if scoped.next_kind == _RESPONSE:
        return "response", ""
    pdu = Reader(scoped.take(_REPORT))
    for _ in range(3):
        pdu.integer()
    rows = Reader(pdu.take(SEQUENCE))
    return "report", Reader(rows.take(SEQUENCE)).object()
