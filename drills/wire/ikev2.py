"""The first message of IKEv2, IKE_SA_INIT, and what a gateway may answer to it (RFC 7296)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal

from drills.wire import Malformed
from drills.wire.ikev2_names import ENCRYPTION, GROUPS, INTEGRITY, PRF, named

SPI_BYTES = 8
NONCE_BYTES = 32
# Before each IKE message on every port but 500, so that it is not taken for ESP (RFC 3948).
MARKER = bytes(4)

INVALID_KE_PAYLOAD, COOKIE = 17, 16390
_NAT_SOURCE, _NAT_DESTINATION = 16388, 16389

# One of the numbers "for private use": no gateway has it, so none can take us at our word.
NOBODYS_GROUP = 65000

_HEADER = struct.Struct("!8s8sBBBBII")
_PAYLOAD = struct.Struct("!BBH")
_SA_INIT, _INFORMATIONAL = 34, 37
_INITIATOR, _RESPONSE = 0x08, 0x20
_SA, _KE, _NONCE, _NOTIFY, _VENDOR = 33, 34, 40, 41, 43
_ENCR, _PRF, _INTEG, _GROUP = 1, 2, 3, 4
_KEY_LENGTH = 0x800E
_OFFERED_GROUPS = (14, 19, 20, 21, 15, 16, 31, 5, 2)

Between = Literal["", "none", "here", "there", "both"]


@dataclass(frozen=True)
class Transform:
    """One algorithm: what it is for, its number, and the bits of its key where it has several."""

    kind: int
    number: int
    bits: int | None = None


# Ciphers that authenticate by themselves and those that need a second algorithm for it may not
# stand in one proposal (RFC 7296, section 3.3). Old ones are asked for as well: this finds out what
# a gateway takes, and nothing is ever encrypted with it.
_PRFS = tuple(Transform(_PRF, each) for each in (5, 6, 7, 2))
_PROPOSALS: tuple[tuple[Transform, ...], ...] = (
    (Transform(_ENCR, 20, 256), Transform(_ENCR, 20, 128), Transform(_ENCR, 28), *_PRFS),
    (
        Transform(_ENCR, 12, 256),
        Transform(_ENCR, 12, 192),
        Transform(_ENCR, 12, 128),
        Transform(_ENCR, 3),
        *(Transform(_INTEG, each) for each in (12, 13, 14, 2)),
        *_PRFS,
    ),
)


@dataclass(frozen=True)
class Ends:
    """Our own address and port, and the gateway's."""

    ours: tuple[str, int]
    theirs: tuple[str, int]


@dataclass(frozen=True)
class KeyShare:
    """Our half of the key exchange: the group's number, and our public value in it."""

    group: int
    value: bytes


@dataclass(frozen=True)
class Notify:
    """A notification: its number and what stands in it."""

    number: int
    value: bytes


@dataclass(frozen=True)
class Answer:
    """What a gateway said to the request with that `spi`.

    `chosen` are the algorithms it took, none in a refusal. A message of another `major` version
    than 2 has its header only.
    """

    spi: bytes
    their_spi: bytes
    major: int
    notifies: tuple[Notify, ...] = ()
    chosen: tuple[Transform, ...] = ()
    vendors: tuple[bytes, ...] = ()

    def notified(self, number: int) -> bytes | None:
        """What the first notification of that number holds; None where there is none."""
        return next((each.value for each in self.notifies if each.number == number), None)

    @property
    def wanted_group(self) -> int | None:
        """The group that the gateway wants in place of the one it was sent."""
        value = self.notified(INVALID_KE_PAYLOAD)
        return int.from_bytes(value, "big") if value is not None and len(value) == 2 else None


def request(spi: bytes, nonce: bytes, share: KeyShare, ends: Ends, cookie: bytes = b"") -> bytes:
    """An IKE_SA_INIT request with everything that gateways commonly take.

    The proposal asks for the group of `share` alone, or for all where that is nobody's. `cookie`
    is what the gateway answered to the same request without it.
    """
    group = share.group
    payloads = [
        (_SA, _offer((*_OFFERED_GROUPS, group) if group == NOBODYS_GROUP else (group,))),
        (_KE, struct.pack("!HH", group, 0) + share.value),
        (_NONCE, nonce),
        (_NOTIFY, _notify(_NAT_SOURCE, _nat_digest(spi, bytes(SPI_BYTES), *ends.ours))),
        (_NOTIFY, _notify(_NAT_DESTINATION, _nat_digest(spi, bytes(SPI_BYTES), *ends.theirs))),
    ]
    if cookie:
        payloads.insert(0, (_NOTIFY, _notify(COOKIE, cookie)))
    following = [kind for kind, _ in payloads[1:]] + [0]
    body = b"".join(
        _PAYLOAD.pack(after, 0, _PAYLOAD.size + len(content)) + content
        for (_, content), after in zip(payloads, following, strict=True)
    )
    first, size = payloads[0][0], _HEADER.size + len(body)
    head = _HEADER.pack(spi, bytes(SPI_BYTES), first, 0x20, _SA_INIT, _INITIATOR, 0, size)
    return head + body


def parsed(datagram: bytes) -> Answer:
    """The answer in a datagram, without the marker. Raises `Malformed`."""
    if len(datagram) < _HEADER.size:
        raise Malformed("shorter than a header")
    spi, theirs, kind, version, exchange, flags, _, size = _HEADER.unpack_from(datagram)
    if size != len(datagram) or version >> 4 == 0:
        raise Malformed("the header is not one of IKE")
    if version >> 4 != 2:
        return Answer(spi, theirs, version >> 4)
    if exchange not in (_SA_INIT, _INFORMATIONAL) or not flags & _RESPONSE:
        raise Malformed("no answer to a first message")
    notifies: list[Notify] = []
    vendors: list[bytes] = []
    chosen: tuple[Transform, ...] = ()
    for number, content in _payloads(kind, datagram[_HEADER.size :]):
        if number == _NOTIFY:
            notifies.append(_notified(content))
        elif number == _VENDOR:
            vendors.append(content)
        elif number == _SA:
            chosen = tuple(_transforms(content))
    return Answer(spi, theirs, 2, tuple(notifies), chosen, tuple(vendors))


def between(answer: Answer, ends: Ends) -> Between:
    """On whose side addresses are rewritten on the way; empty where the gateway does not say.

    Some gateways send a wrong digest on purpose, to have ESP in UDP always: ``there`` then.
    """
    sources = [each.value for each in answer.notifies if each.number == _NAT_SOURCE]
    seen_as = answer.notified(_NAT_DESTINATION)
    if not sources or seen_as is None:
        return ""
    there = _nat_digest(answer.spi, answer.their_spi, *ends.theirs) not in sources
    here = seen_as != _nat_digest(answer.spi, answer.their_spi, *ends.ours)
    if here and there:
        return "both"
    return "here" if here else "there" if there else "none"


def algorithm(chosen: Sequence[Transform], kind: Literal["encr", "prf", "integ", "group"]) -> str:
    """The name of the algorithm that was chosen for a purpose; empty where there is none."""
    number = {"encr": _ENCR, "prf": _PRF, "integ": _INTEG, "group": _GROUP}[kind]
    names = {"encr": ENCRYPTION, "prf": PRF, "integ": INTEGRITY, "group": GROUPS}[kind]
    found = next((each for each in chosen if each.kind == number), None)
    if found is None or (kind == "integ" and found.number == 0):
        return ""
    name, bits = named(names, found.number), str(found.bits or "")
    # aes256, but aes256gcm16: the bits stand behind the cipher's own name.
    return name.replace("aes", f"aes{bits}", 1) if name.startswith("aes") else name + bits


def _offer(groups: Sequence[int]) -> bytes:
    proposals = []
    for number, algorithms in enumerate(_PROPOSALS, start=1):
        transforms = [*algorithms, *(Transform(_GROUP, each) for each in groups)]
        last = len(transforms) - 1
        packed = b"".join(
            _transform(each, more=place < last) for place, each in enumerate(transforms)
        )
        more = 2 if number < len(_PROPOSALS) else 0
        size = 8 + len(packed)
        head = struct.pack("!BBHBBBB", more, 0, size, number, 1, 0, len(transforms))
        proposals.append(head + packed)
    return b"".join(proposals)


def _transform(transform: Transform, *, more: bool) -> bytes:
    bits = b"" if transform.bits is None else struct.pack("!HH", _KEY_LENGTH, transform.bits)
    size = 8 + len(bits)
    head = struct.pack("!BBHBBH", 3 if more else 0, 0, size, transform.kind, 0, transform.number)
    return head + bits


def _notify(number: int, value: bytes) -> bytes:
    return struct.pack("!BBH", 0, 0, number) + value


def _nat_digest(spi: bytes, their_spi: bytes, address: str, port: int) -> bytes:
    """RFC 7296, section 2.23; SHA-1 hides an address here and secures nothing."""
    packed = ip_address(address.partition("%")[0]).packed
    whole = spi + their_spi + packed + struct.pack("!H", port)
    return hashlib.sha1(whole, usedforsecurity=False).digest()


def _payloads(kind: int, body: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while kind:
        if len(body) - at < _PAYLOAD.size:
            raise Malformed("a payload is missing")
        following, _, size = _PAYLOAD.unpack_from(body, at)
        if size < _PAYLOAD.size or at + size > len(body):
            raise Malformed("a payload is cut short")
        yield kind, body[at + _PAYLOAD.size : at + size]
        kind, at = following, at + size


def _notified(content: bytes) -> Notify:
    if len(content) < 4 or len(content) < 4 + content[1]:
        raise Malformed("a notification is cut short")
    return Notify(int.from_bytes(content[2:4], "big"), content[4 + content[1] :])


def _transforms(proposal: bytes) -> Iterator[Transform]:
    """The algorithms of the one proposal that an answer holds."""
    if len(proposal) < 8 or len(proposal) < 8 + proposal[6]:
        raise Malformed("the proposal is cut short")
    at = 8 + proposal[6]
    for _ in range(proposal[7]):
        if len(proposal) - at < 8:
            raise Malformed("an algorithm is missing")
        _, _, size, kind, _, number = struct.unpack_from("!BBHBBH", proposal, at)
        if size < 8 or at + size > len(proposal):
            raise Malformed("an algorithm is cut short")
        yield Transform(kind, number, _bits(proposal[at + 8 : at + size]))
        at += size


def _bits(attributes: bytes) -> int | None:
    if len(attributes) < 4 or int.from_bytes(attributes[:2], "big") != _KEY_LENGTH:
        return None
    return int.from_bytes(attributes[2:4], "big")
