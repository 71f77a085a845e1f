"""The handshake, against a server's side written down here from the same paper.

The real server is asked in `tests/probes/test_wireguard.py`.
"""

from __future__ import annotations

import hashlib
import hmac
import struct

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from drills.wire import Malformed, wireguard
from drills.wire.wireguard import Initiation, Keys
from tests.wire.fuzz import Parser, survives

SERVER, OURS, EPHEMERAL, THEIR_EPHEMERAL = (bytes([each]) * 32 for each in (1, 2, 3, 4))
SECRET, OTHER_SECRET = bytes([5]) * 32, bytes([6]) * 32
INDEX = b"\xa1\xb2\xc3\xd4"
KEYS = Keys(OURS, wireguard.public_of(SERVER), SECRET)
NOW_NS = 1_763_758_800_123_456_789


def begun(keys: Keys = KEYS) -> Initiation:
    return wireguard.initiation(keys, EPHEMERAL, INDEX, wireguard.tai64n(NOW_NS))


def hashed(*parts: bytes) -> bytes:
    return hashlib.blake2s(b"".join(parts)).digest()


def mixed(chain: bytes, material: bytes) -> tuple[bytes, bytes, bytes]:
    secret = hmac.digest(chain, material, "blake2s")
    first = hmac.digest(secret, b"\x01", "blake2s")
    second = hmac.digest(secret, first + b"\x02", "blake2s")
    return first, second, hmac.digest(secret, second + b"\x03", "blake2s")


def exchanged(private: bytes, public: bytes) -> bytes:
    theirs = X25519PublicKey.from_public_bytes(public)
    return X25519PrivateKey.from_private_bytes(private).exchange(theirs)


def answered(first: bytes, private: bytes = SERVER, secret: bytes = SECRET) -> bytes:
    """What a server with that private key and shared secret says to a first message."""
    chain = hashed(b"Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s")
    digest = hashed(chain, b"WireGuard v1 zx2c4 Jason@zx2c4.com")
    digest = hashed(digest, wireguard.public_of(private))
    sender, ephemeral, static, when = struct.unpack("<4x4s32s48s28s32x", first)
    chain, digest = mixed(chain, ephemeral)[0], hashed(digest, ephemeral)
    chain, key, _ = mixed(chain, exchanged(private, ephemeral))
    peer = ChaCha20Poly1305(key).decrypt(bytes(12), static, digest)
    digest = hashed(digest, static)
    chain, key, _ = mixed(chain, exchanged(private, peer))
    ChaCha20Poly1305(key).decrypt(bytes(12), when, digest)
    digest = hashed(digest, when)
    own = wireguard.public_of(THEIR_EPHEMERAL)
    chain, digest = mixed(chain, own)[0], hashed(digest, own)
    chain = mixed(chain, exchanged(THEIR_EPHEMERAL, ephemeral))[0]
    chain = mixed(chain, exchanged(THEIR_EPHEMERAL, peer))[0]
    chain, extra, key = mixed(chain, secret)
    nothing = ChaCha20Poly1305(key).encrypt(bytes(12), b"", hashed(digest, extra))
    body = struct.pack("<B3xI4s", 2, 77, sender) + own + nothing
    mac_key = hashed(b"mac1----", peer)
    return body + hashlib.blake2s(body, key=mac_key, digest_size=16).digest() + bytes(16)


RESPONSE = answered(begun().datagram)
COOKIE = b"\x03\0\0\0" + INDEX + bytes(56)
PARSERS = {"answers": Parser(lambda wire: wireguard.verdict(begun(), wire), (RESPONSE, COOKIE))}


def test_a_first_message_is_148_bytes_of_which_the_last_16_are_the_empty_cookie() -> None:
    datagram = begun().datagram
    assert (len(datagram), datagram[:8]) == (148, b"\x01\0\0\0" + INDEX)
    assert datagram[-16:] == bytes(16)


def test_a_moment_is_its_tai64n_label() -> None:
    assert wireguard.tai64n(1_500_000_000).hex() == "400000000000000b1dcd6500"


def test_a_server_that_shares_the_secret_is_proven() -> None:
    assert wireguard.verdict(begun(), RESPONSE) == "proven"


@pytest.mark.parametrize("shared", [OTHER_SECRET, bytes(32)])
def test_another_secret_is_told_apart(shared: bytes) -> None:
    ours = begun(Keys(OURS, KEYS.server, shared))
    assert wireguard.verdict(ours, answered(ours.datagram)) == "psk"


def test_a_cookie_is_told_apart() -> None:
    assert wireguard.verdict(begun(), COOKIE) == "cookie"


@pytest.mark.parametrize(
    "stray",
    [
        RESPONSE[:8] + b"\0\0\0\0" + RESPONSE[12:],
        RESPONSE[:60] + bytes(32),
        b"\x03\0\0\0" + bytes(60),
    ],
)
def test_an_answer_to_somebody_else_is_none(stray: bytes) -> None:
    assert wireguard.verdict(begun(), stray) is None


@pytest.mark.parametrize("bytes_", [b"", RESPONSE[:-1], COOKIE + b"x", begun().datagram, b"HTTP"])
def test_anything_else_is_malformed(bytes_: bytes) -> None:
    with pytest.raises(Malformed):
        wireguard.verdict(begun(), bytes_)


def test_a_key_that_nobody_can_have_is_malformed() -> None:
    body = RESPONSE[:12] + bytes(32) + RESPONSE[44:60]
    key = hashed(b"mac1----", wireguard.public_of(OURS))
    mac = hashlib.blake2s(body, key=key, digest_size=16).digest()
    with pytest.raises(Malformed):
        wireguard.verdict(begun(), body + mac + bytes(16))


def test_a_server_key_that_nobody_can_have_is_refused() -> None:
    with pytest.raises(Malformed, match="no public key"):
        begun(Keys(OURS, bytes(32)))


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["answers"])
