"""WireGuard's handshake, from the side that begins it: Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s.

After the WireGuard paper (Donenfeld, NDSS 2017), section 5.4. There are 148 bytes to send and 92 to
receive; nothing is sent after them, so no tunnel is ever used.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from drills.wire import Malformed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

KEY_BYTES = 32

_CONSTRUCTION = b"Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s"
_IDENTIFIER = b"WireGuard v1 zx2c4 Jason@zx2c4.com"
_LABEL_MAC1 = b"mac1----"
_INITIATION, _RESPONSE, _COOKIE_REPLY = 1, 2, 3
_MAC_BYTES = 16
_NONCE = bytes(12)
# type, reserved, sender, receiver, ephemeral, nothing encrypted, mac1, mac2
_RESPONSE_FORM = struct.Struct("<B3xI4s32s16s16s16s")
_COOKIE_FORM = struct.Struct("<B3x4s24s32s")
# What is added to Unix time to make it a TAI64 label; every WireGuard adds just this.
_TAI64 = 0x400000000000000A

Verdict = Literal["proven", "psk", "cookie"]


@dataclass(frozen=True)
class Keys:
    """Our private key, the server's public key, and the secret that both share (zeros: none)."""

    own: bytes
    server: bytes
    shared: bytes = bytes(KEY_BYTES)


@dataclass(frozen=True)
class Initiation:
    """A first message, and what is needed to understand the answer to it."""

    datagram: bytes
    index: bytes
    ephemeral: bytes
    chain: bytes
    digest: bytes
    keys: Keys


def tai64n(unix_ns: int) -> bytes:
    """A moment as the protocol writes it; a server ignores all that is not later than the last."""
    seconds, nanoseconds = divmod(unix_ns, 1_000_000_000)
    return struct.pack("!QI", _TAI64 + seconds, nanoseconds)


def public_of(private: bytes) -> bytes:
    """The public key that belongs to a private one."""
    return _private(private).public_key().public_bytes_raw()


def initiation(keys: Keys, ephemeral: bytes, index: bytes, timestamp: bytes) -> Initiation:
    """The first message. `ephemeral` (32 bytes) and `index` (4) are random, used only once.

    Raises `Malformed` where the server's public key is none that anybody can have.
    """
    chain = _hash(_CONSTRUCTION)
    digest = _hash(_hash(chain, _IDENTIFIER), keys.server)
    ours = public_of(ephemeral)
    (chain,) = _derived(chain, ours, 1)
    digest = _hash(digest, ours)
    chain, key = _derived(chain, _exchanged(ephemeral, keys.server), 2)
    static = _sealed(key, public_of(keys.own), digest)
    digest = _hash(digest, static)
    chain, key = _derived(chain, _exchanged(keys.own, keys.server), 2)
    when = _sealed(key, timestamp, digest)
    digest = _hash(digest, when)
    body = struct.pack("<B3x4s", _INITIATION, index) + ours + static + when
    datagram = body + _mac1(keys.server, body) + bytes(_MAC_BYTES)
    return Initiation(datagram, index, ephemeral, chain, digest, keys)


def verdict(begun: Initiation, datagram: bytes) -> Verdict | None:
    """What a datagram says of the handshake that was begun; None where it is an answer to another.

    ``proven``: the server has its private key, knows ours, and shares our secret. ``psk``: the same
    but for the secret. ``cookie``: it is alive and under load; its key is not proven. Raises
    `Malformed`.
    """
    kind = datagram[0] if datagram else 0
    if kind == _COOKIE_REPLY and len(datagram) == _COOKIE_FORM.size:
        return "cookie" if _COOKIE_FORM.unpack(datagram)[1] == begun.index else None
    if kind != _RESPONSE or len(datagram) != _RESPONSE_FORM.size:
        raise Malformed("neither a response nor a cookie reply")
    _, _, receiver, theirs, nothing, mac1, _ = _RESPONSE_FORM.unpack(datagram)
    expected = _mac1(public_of(begun.keys.own), datagram[: -2 * _MAC_BYTES])
    if receiver != begun.index or not hmac.compare_digest(mac1, expected):
        return None
    return "proven" if _opens(begun, theirs, nothing) else "psk"


def _opens(begun: Initiation, theirs: bytes, nothing: bytes) -> bool:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    (chain,) = _derived(begun.chain, theirs, 1)
    digest = _hash(begun.digest, theirs)
    for secret in (begun.ephemeral, begun.keys.own):
        (chain,) = _derived(chain, _exchanged(secret, theirs), 1)
    _, mixed, key = _derived(chain, begun.keys.shared, 3)
    try:
        ChaCha20Poly1305(key).decrypt(_NONCE, nothing, _hash(digest, mixed))
    except InvalidTag:
        return False
    return True


def _hash(*parts: bytes) -> bytes:
    return hashlib.blake2s(b"".join(parts)).digest()


def _mac1(public: bytes, message: bytes) -> bytes:
    key = _hash(_LABEL_MAC1, public)
    return hashlib.blake2s(message, key=key, digest_size=_MAC_BYTES).digest()


def _derived(chain: bytes, material: bytes, count: int) -> Sequence[bytes]:
    """`count` keys by HKDF (RFC 5869)."""
    secret = hmac.digest(chain, material, "blake2s")
    keys: list[bytes] = []
    for number in range(1, count + 1):
        before = keys[-1] if keys else b""
        keys.append(hmac.digest(secret, before + bytes([number]), "blake2s"))
    return keys


def _sealed(key: bytes, plain: bytes, digest: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    return ChaCha20Poly1305(key).encrypt(_NONCE, plain, digest)


def _exchanged(private: bytes, public: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415
        X25519PublicKey,
    )

    try:
        return _private(private).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as trouble:
        raise Malformed("no public key") from trouble


def _private(key: bytes) -> X25519PrivateKey:
    # 30 ms that loading the probes must not cost.
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415
        X25519PrivateKey,
    )

    return X25519PrivateKey.from_private_bytes(key)
