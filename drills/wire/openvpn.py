"""OpenVPN's first exchange: the client's hard reset, and the server's answer to it.

After OpenVPN's own description of its protocol (its source's ``ssl_pkt.h``, ``tls_crypt.h`` and
``crypto.h``). Nothing is said after the answer: no TLS begins, and nobody logs in.
"""

from __future__ import annotations

import binascii
import hmac
import re
import struct
from base64 import b64decode
from dataclasses import dataclass
from typing import Literal

from drills.wire import Malformed

Mode = Literal["plain", "tls-auth", "tls-crypt", "tls-crypt-v2"]
Digest = Literal["sha1", "sha256", "sha384", "sha512"]
Side = Literal["client", "server", "both"]

SESSION_BYTES = 8
KEY_BYTES = 256

_CLIENT_V2, _SERVER_V2, _CLIENT_V3 = 7, 8, 10
_HEAD = 1 + SESSION_BYTES
_NUMBER = struct.Struct("!II")
_TAG_BYTES = 32
# Added to a packet's number it says "answer without remembering me" (``EARLY_NEG_START``): only
# with tls-crypt-v2, where servers from 2.6 on would keep a place for us otherwise.
_EARLY = 0x0F000000
_NO_ACKS_NUMBER_0 = bytes(5)
_STATIC = re.compile(rb"-----BEGIN OpenVPN Static key V1-----\s+([0-9a-fA-F\s]+)-----END ")
_CLIENT_KEY = re.compile(
    rb"-----BEGIN OpenVPN tls-crypt-v2 client key-----\s+([\w+/=\s]+)-----END "
)


@dataclass(frozen=True, repr=False)
class Lock:
    """How control packets are protected, with keys for each way; `plain` has none.

    `wrapped` is the client's key as only the server can read it (tls-crypt-v2).
    """

    mode: Mode = "plain"
    send_mac: bytes = b""
    hear_mac: bytes = b""
    send_cipher: bytes = b""
    hear_cipher: bytes = b""
    digest: Digest = "sha256"
    wrapped: bytes = b""


@dataclass(frozen=True)
class Answer:
    """A server's hard reset. `proven`: it was protected with our key.

    `clock_s` is the server's clock in Unix time, where the protection carries it.
    """

    proven: bool
    clock_s: int | None = None


def static_key(text: bytes) -> bytes:
    """The 256 bytes of a key file for tls-auth or tls-crypt. Raises `Malformed`."""
    found = _STATIC.search(text)
    digits = b"".join(found[1].split()) if found else b""
    # Half a byte less or more is no key either.
    key = binascii.unhexlify(digits) if len(digits) == 2 * KEY_BYTES else b""
    if not key:
        raise Malformed("no static key of OpenVPN")
    return key


def client_key(text: bytes) -> tuple[bytes, bytes]:
    """A client's key for tls-crypt-v2, and the same wrapped for the server. Raises `Malformed`."""
    found = _CLIENT_KEY.search(text)
    try:
        raw = b64decode(b"".join(found[1].split()), validate=True) if found else b""
    except binascii.Error:
        raw = b""
    # The wrapped one ends with its own length (tls_crypt.h).
    wrapped = raw[KEY_BYTES:]
    if len(wrapped) < 2 or int.from_bytes(wrapped[-2:]) != len(wrapped):
        raise Malformed("no client key for tls-crypt-v2")
    return raw[:KEY_BYTES], wrapped


def tls_auth(key: bytes, side: Side = "client", digest: Digest = "sha1") -> Lock:
    """A lock from a static key; `side` is that of key-direction, ``both`` where none is set."""
    own = 1 if side == "client" else 0
    other = own if side == "both" else 1 - own
    size = hmac.new(b"", b"", digest).digest_size
    return Lock("tls-auth", _mac(key, own)[:size], _mac(key, other)[:size], digest=digest)


def tls_crypt(key: bytes, wrapped: bytes = b"") -> Lock:
    """A lock from a static key, or from a client's key and the same wrapped (version 2)."""
    return Lock(
        "tls-crypt-v2" if wrapped else "tls-crypt",
        send_mac=_mac(key, 1)[:32],
        hear_mac=_mac(key, 0)[:32],
        send_cipher=key[128:160],
        hear_cipher=key[:32],
        wrapped=wrapped,
    )


def hard_reset(lock: Lock, session: bytes, now_s: int, times: int = 1) -> bytes:
    """The client's first packet, sent for the `times`-th time.

    `session` is 8 random bytes. `now_s` (Unix time) stays the same for one session: servers ignore
    a protected packet that they have had before.
    """
    opcode = _CLIENT_V3 if lock.wrapped else _CLIENT_V2
    head = bytes([opcode << 3]) + session
    if lock.mode == "plain":
        return head + _NO_ACKS_NUMBER_0
    number = _NUMBER.pack(times + (_EARLY if lock.wrapped else 0), now_s & 0xFFFFFFFF)
    if lock.mode == "tls-auth":
        mac = hmac.digest(lock.send_mac, number + head + _NO_ACKS_NUMBER_0, lock.digest)
        return head + mac + number + _NO_ACKS_NUMBER_0
    tag = hmac.digest(lock.send_mac, head + number + _NO_ACKS_NUMBER_0, lock.digest)
    sealed = _aes_ctr(lock.send_cipher, tag, _NO_ACKS_NUMBER_0)
    return head + number + tag + sealed + lock.wrapped


def answer(lock: Lock, session: bytes, packet: bytes) -> Answer | None:
    """What a packet says to the hard reset of `session`; None where it answers another's.

    An answer without our protection is one too: of a server that asks for none. Raises `Malformed`.
    """
    if len(packet) < _HEAD or packet[0] != _SERVER_V2 << 3:
        raise Malformed("no hard reset of a server")
    opened = None if lock.mode == "plain" else _opened(lock, packet)
    if opened is None:
        return Answer(proven=False) if _acknowledged(packet[_HEAD:]) == session else None
    body, clock = opened
    return Answer(proven=True, clock_s=clock) if _acknowledged(body) == session else None


def framed(packet: bytes) -> bytes:
    """A packet as it goes over TCP."""
    return len(packet).to_bytes(2) + packet


def unframed(stream: bytes) -> bytes | None:
    """The first packet of what came over TCP; None where more must come. Raises `Malformed`."""
    if len(stream) < 2:
        return None
    size = int.from_bytes(stream[:2])
    # Whoever speaks first in words (HTTP, SSH …) seems to begin a packet of 16 KiB and more.
    if not _HEAD <= size <= 2048:
        raise Malformed("no packet of OpenVPN")
    return stream[2 : 2 + size] if len(stream) >= 2 + size else None


def _opened(lock: Lock, packet: bytes) -> tuple[bytes, int] | None:
    """The rest of a protected packet and the sender's clock; None where our key does not fit."""
    head, rest = packet[:_HEAD], packet[_HEAD:]
    size = len(lock.hear_mac)
    if lock.mode == "tls-auth":
        mac, number, body = rest[:size], rest[size : size + 8], rest[size + 8 :]
        signed = number + head + body
    else:
        number, mac, sealed = rest[:8], rest[8 : 8 + _TAG_BYTES], rest[8 + _TAG_BYTES :]
        body = _aes_ctr(lock.hear_cipher, mac, sealed) if len(mac) == _TAG_BYTES else b""
        signed = head + number + body
    if len(number) < 8 or not hmac.compare_digest(
        mac, hmac.digest(lock.hear_mac, signed, lock.digest)
    ):
        return None
    return body, int(_NUMBER.unpack(number)[1])


def _acknowledged(body: bytes) -> bytes | None:
    """Whose packets these acknowledge: the other side's session, or None where nobody's."""
    count = body[0] if body else 0
    session = body[1 + 4 * count :][:SESSION_BYTES]
    # After it comes the number of this packet itself.
    whole = len(body) >= 1 + 4 * count + SESSION_BYTES + 4
    return session if 1 <= count <= 8 and whole else None


def _mac(key: bytes, which: int) -> bytes:
    """The half of one of the two keys in a static key that is for its MAC."""
    return key[64 + 128 * which :][:64]


def _aes_ctr(key: bytes, tag: bytes, text: bytes) -> bytes:
    # 30 ms that loading the probes must not cost.
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415

    return Cipher(algorithms.AES(key), modes.CTR(tag[:16])).encryptor().update(text)
