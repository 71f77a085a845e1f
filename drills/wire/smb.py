"""The negotiation with a file server: SMB 2 and 3 ([MS-SMB2], sections 2.2.1, 2.2.3 and 2.2.4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from drills.wire import Malformed

HEADER_BYTES = 4
GUID_BYTES, SALT_BYTES = 16, 32
LARGEST = 65_536
# The first byte of a frame that turns a connection away (RFC 1002, section 4.3.4).
SESSION_REFUSED = 0x83

_DIALECTS = {0x0202: "2.0.2", 0x0210: "2.1", 0x0300: "3.0", 0x0302: "3.0.2", 0x0311: "3.1.1"}
_MAGIC, _OLD_MAGIC = b"\xfeSMB", b"\xffSMB"
_HEADER = struct.Struct("<4sHHIHHIIQIIQ16s")
_REQUEST = struct.Struct("<HHHHI16sIHH")
_RESPONSE = struct.Struct("<HHHH16sIIIIQQHHI")
_FROM_SERVER, _SIGNING_REQUIRED, _ENCRYPTION = 1, 2, 0x40
_PREAUTH, _CIPHERS = 1, 2
_AES_GCM, _AES_CCM, _AES256_GCM, _AES256_CCM = 2, 1, 4, 3
# A FILETIME counts tenths of a microsecond from 1601.
_TO_UNIX_S = 11_644_473_600

_STATUSES = {
    0xC00000BB: "NOT_SUPPORTED",
    0xC000000D: "INVALID_PARAMETER",
    0xC0000022: "ACCESS_DENIED",
    0xC000009A: "INSUFFICIENT_RESOURCES",
    0xC00000D0: "REQUEST_NOT_ACCEPTED",
    0xC0000205: "INSUFF_SERVER_RESOURCES",
}


@dataclass(frozen=True)
class Answer:
    """What a server chose. `status` is empty where it agreed, otherwise the name of its refusal.

    `signing` is ``required`` or ``offered``. `encryption` says that it can encrypt. `clock_s` is
    its clock as Unix time, None where it does not say.
    """

    dialect: str = ""
    signing: str = ""
    encryption: bool = False
    clock_s: float | None = None
    status: str = ""


def request(guid: bytes, salt: bytes) -> bytes:
    """A negotiation that offers every dialect since SMB 2; `guid` and `salt` are random."""
    contexts = _context(_PREAUTH, struct.pack("<HHH", 1, SALT_BYTES, 1) + salt)
    contexts += -len(contexts) % 8 * b"\0"
    ciphers = (_AES_GCM, _AES_CCM, _AES256_GCM, _AES256_CCM)
    contexts += _context(_CIPHERS, struct.pack("<5H", len(ciphers), *ciphers))
    dialects = struct.pack(f"<{len(_DIALECTS)}H", *_DIALECTS)
    at = _HEADER.size + _REQUEST.size + len(dialects)
    gap = -at % 8
    body = _REQUEST.pack(36, len(_DIALECTS), 1, 0, _ENCRYPTION, guid, at + gap, 2, 0)
    packet = _header() + body + dialects + gap * b"\0" + contexts
    return len(packet).to_bytes(HEADER_BYTES, "big") + packet


def length(header: bytes) -> int:
    """How many bytes follow these first four. Raises `Malformed`."""
    count = int.from_bytes(header[1:], "big")
    if len(header) != HEADER_BYTES or header[0] or not 32 <= count <= LARGEST:
        raise Malformed("no frame of SMB over TCP")
    return count


def parsed(packet: bytes) -> Answer:
    """The answer in a packet. Raises `Malformed`."""
    if packet[:4] == _OLD_MAGIC:
        return Answer(dialect="1")
    if len(packet) < _HEADER.size + 8 or packet[:4] != _MAGIC:
        raise Malformed("no SMB")
    _, size, _, status, command, _, flags, *_ = _HEADER.unpack_from(packet)
    if size != _HEADER.size or command != 0 or not flags & _FROM_SERVER:
        raise Malformed("no answer to a negotiation")
    if status:
        return Answer(status=_STATUSES.get(status, f"0x{status:08X}"))
    if len(packet) < _HEADER.size + _RESPONSE.size:
        raise Malformed("the answer is cut short")
    size, security, dialect, contexts, _, capabilities, _, _, _, clock, _, _, _, at = (
        _RESPONSE.unpack_from(packet, _HEADER.size)
    )
    if size != 65 or dialect not in _DIALECTS:
        raise Malformed("no dialect that was offered")
    cipher = dialect == 0x0311 and _cipher(packet, at, contexts)
    return Answer(
        dialect=_DIALECTS[dialect],
        signing="required" if security & _SIGNING_REQUIRED else "offered",
        encryption=bool(cipher or capabilities & _ENCRYPTION),
        clock_s=clock / 10_000_000 - _TO_UNIX_S if clock else None,
    )


def _header() -> bytes:
    return _HEADER.pack(_MAGIC, _HEADER.size, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, bytes(16))


def _context(kind: int, value: bytes) -> bytes:
    return struct.pack("<HHI", kind, len(value), 0) + value


def _cipher(packet: bytes, at: int, count: int) -> int:
    """The cipher among the negotiation's contexts, 0 where there is none."""
    for _ in range(count):
        if at + 8 > len(packet):
            raise Malformed("a context is cut short")
        kind, size, _ = struct.unpack_from("<HHI", packet, at)
        if kind == _CIPHERS and size >= 4 and at + 12 <= len(packet):
            return int.from_bytes(packet[at + 10 : at + 12], "little")
        at += 8 + size + -size % 8
    return 0
