"""A client's question to an NTP server and the answer (RFC 5905, section 7.3)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from ipaddress import IPv4Address

from drills.wire import Malformed

NONCE_BYTES = 8

_PACKET = struct.Struct("!BBBBII4sQ8sQQ")
_VERSION, _CLIENT, _SERVER = 4, 3, 4
_LEAPS = ("none", "insert", "delete", "unsynchronised")
# NTP counts from 1900, Unix from 1970; 32 bits of seconds begin anew every 136 years.
_TO_UNIX = 2_208_988_800
_ERA = 1 << 32
# MAXDISP (RFC 5905, appendix A.5.1.1): headers beyond it are not valid.
_MOST_OFF_S = 16


@dataclass(frozen=True)
class Answer:
    """What a server says of its clock. Times are NTP's own: 1/2**32 seconds, see `unix_s`.

    `nonce` is what the question carried. `leap` is ``none``, ``insert``, ``delete`` or
    ``unsynchronised``. `kiss` is the code of a server that will not answer (``RATE``, ``DENY`` …).
    `reference` is where it has its time from: an address, or the name of a clock.
    """

    nonce: bytes
    leap: str
    stratum: int
    reference: str
    kiss: str
    root_delay_s: float
    root_dispersion_s: float
    received: int
    sent: int

    @property
    def synchronised(self) -> bool:
        """Whether the server itself takes its time for good (stratum 1 to 15).

        One whose own time may be as wrong as `_MOST_OFF_S` is believed by no client.
        """
        own = self.root_delay_s / 2 + self.root_dispersion_s
        known = self.leap != "unsynchronised" and 0 < self.stratum < 16
        return known and self.tells_time and own < _MOST_OFF_S

    @property
    def tells_time(self) -> bool:
        """Whether there is a time in it; zero is none (RFC 5905, section 7.3)."""
        return not self.kiss and 0 not in (self.received, self.sent)


def request(nonce: bytes) -> bytes:
    """A client's question.

    `nonce` stands where a client's time of sending may: a server gives it back unread, so nobody
    learns our clock from it, and nobody can answer who did not see the question.
    """
    return bytes([_VERSION << 3 | _CLIENT]) + bytes(_PACKET.size - 1 - NONCE_BYTES) + nonce


def parsed(datagram: bytes) -> Answer:
    """The answer in a datagram. Raises `Malformed`."""
    if len(datagram) < _PACKET.size:
        raise Malformed("shorter than a packet")
    first, stratum, _, _, delay, dispersion, refid, _, nonce, received, sent = _PACKET.unpack_from(
        datagram
    )
    if first & 7 != _SERVER or not 1 <= first >> 3 & 7 <= _VERSION:
        raise Malformed("no answer of a server")
    kiss = _letters(refid) if stratum == 0 else ""
    return Answer(
        nonce=nonce,
        leap=_LEAPS[first >> 6],
        stratum=stratum,
        reference=_reference(stratum, refid),
        kiss=kiss,
        root_delay_s=delay / 65536,
        root_dispersion_s=dispersion / 65536,
        received=received,
        sent=sent,
    )


def unix_s(time: int, near_s: float) -> float:
    """A time of NTP as Unix time, of the era that is nearest to `near_s`."""
    seconds = time / _ERA - _TO_UNIX
    return seconds + round((near_s - seconds) / _ERA) * _ERA


def offset_s(answer: Answer, sent_s: float, came_s: float) -> float:
    """How far the server's clock is ahead of ours, which read `sent_s` and `came_s`."""
    received, sent = unix_s(answer.received, sent_s), unix_s(answer.sent, came_s)
    return ((received - sent_s) + (sent - came_s)) / 2


def _reference(stratum: int, refid: bytes) -> str:
    if stratum > 15 or not any(refid):
        return ""
    return _letters(refid) if stratum < 2 else str(IPv4Address(refid))


def _letters(refid: bytes) -> str:
    return "".join(chr(each) for each in refid if 32 < each < 127)
