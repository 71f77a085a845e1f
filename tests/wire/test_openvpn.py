"""OpenVPN's first exchange, against a server's side written down here from the same sources.

The real server is asked in `tests/probes/test_openvpn.py`.
"""

from __future__ import annotations

import base64
import hmac
import struct
from functools import partial

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from drills.wire import Malformed, openvpn
from drills.wire.openvpn import Answer, Digest, Lock
from tests.wire.fuzz import Parser, survives

KEY = bytes(range(256))
WRAPPED = bytes(40) + (42).to_bytes(2)
SESSION, THEIRS = b"our-sess", b"theirses"
NOW_S = 1_763_758_800
ACKS = b"\x01" + struct.pack("!I", 0) + SESSION + struct.pack("!I", 0)
HEAD = bytes([8 << 3]) + THEIRS
NUMBER = struct.pack("!II", 1, NOW_S + 7)

STATIC = (
    b"#\n# 2048 bit OpenVPN static key\n#\n-----BEGIN OpenVPN Static key V1-----\n"
    + b"\n".join(KEY[at : at + 16].hex().encode() for at in range(0, 256, 16))
    + b"\n-----END OpenVPN Static key V1-----\n"
)
CLIENT = (
    b"-----BEGIN OpenVPN tls-crypt-v2 client key-----\n"
    + base64.encodebytes(KEY + WRAPPED)
    + b"-----END OpenVPN tls-crypt-v2 client key-----\n"
)


def plain(acks: bytes = ACKS) -> bytes:
    return HEAD + acks


def with_tls_auth(key: bytes = KEY[64:84], digest: Digest = "sha1", acks: bytes = ACKS) -> bytes:
    return HEAD + hmac.digest(key, NUMBER + HEAD + acks, digest) + NUMBER + acks


def with_tls_crypt(key: bytes = KEY, acks: bytes = ACKS) -> bytes:
    tag = hmac.digest(key[64:96], HEAD + NUMBER + acks, "sha256")
    sealed = Cipher(algorithms.AES(key[:32]), modes.CTR(tag[:16])).encryptor().update(acks)
    return HEAD + NUMBER + tag + sealed


LOCKS = {
    "plain": (Lock(), plain()),
    "tls-auth": (openvpn.tls_auth(KEY), with_tls_auth()),
    "tls-crypt": (openvpn.tls_crypt(KEY), with_tls_crypt()),
    "tls-crypt-v2": (openvpn.tls_crypt(KEY, WRAPPED), with_tls_crypt()),
}
PARSERS = {
    **{
        f"answers ({mode})": Parser(partial(openvpn.answer, lock, SESSION), (packet, plain()))
        for mode, (lock, packet) in LOCKS.items()
    },
    "static keys": Parser(openvpn.static_key, (STATIC,)),
    "client keys": Parser(openvpn.client_key, (CLIENT,)),
    "packets over TCP": Parser(openvpn.unframed, (openvpn.framed(plain()),)),
}


def test_a_plain_reset_is_14_bytes() -> None:
    assert openvpn.hard_reset(Lock(), SESSION, NOW_S) == b"\x38" + SESSION + bytes(5)


def test_a_reset_with_tls_auth_is_signed_with_the_second_key() -> None:
    packet = openvpn.hard_reset(openvpn.tls_auth(KEY), SESSION, NOW_S)
    number = struct.pack("!II", 1, NOW_S)
    mac = hmac.digest(KEY[192:212], number + b"\x38" + SESSION + bytes(5), "sha1")
    assert packet == b"\x38" + SESSION + mac + number + bytes(5)


@pytest.mark.parametrize(
    ("side", "ours", "theirs"), [("client", 192, 64), ("server", 64, 192), ("both", 64, 64)]
)
@pytest.mark.parametrize(
    ("digest", "size"), [("sha1", 20), ("sha256", 32), ("sha384", 48), ("sha512", 64)]
)
def test_each_direction_and_digest_has_its_own_part_of_the_key(
    side: openvpn.Side, ours: int, theirs: int, digest: Digest, size: int
) -> None:
    lock = openvpn.tls_auth(KEY, side, digest)
    assert (lock.send_mac, lock.hear_mac) == (KEY[ours:][:size], KEY[theirs:][:size])
    packet = with_tls_auth(KEY[theirs:][:size], digest)
    assert openvpn.answer(lock, SESSION, packet) == Answer(proven=True, clock_s=NOW_S + 7)


def test_a_reset_with_tls_crypt_can_be_read_with_the_second_key() -> None:
    packet = openvpn.hard_reset(openvpn.tls_crypt(KEY), SESSION, NOW_S)
    head, tag, sealed = packet[:17], packet[17:49], packet[49:]
    assert head == b"\x38" + SESSION + struct.pack("!II", 1, NOW_S)
    opened = Cipher(algorithms.AES(KEY[128:160]), modes.CTR(tag[:16])).decryptor().update(sealed)
    assert (opened, tag) == (bytes(5), hmac.digest(KEY[192:224], head + bytes(5), "sha256"))


def test_version_2_ends_with_the_wrapped_key_and_asks_not_to_be_remembered() -> None:
    packet = openvpn.hard_reset(openvpn.tls_crypt(KEY, WRAPPED), SESSION, NOW_S)
    assert (packet[0], packet[9:13], packet[54:]) == (10 << 3, b"\x0f\0\0\x01", WRAPPED)


@pytest.mark.parametrize("mode", ["tls-auth", "tls-crypt", "tls-crypt-v2"])
def test_each_sending_has_a_number_of_its_own(mode: str) -> None:
    lock, _ = LOCKS[mode]
    packets = {openvpn.hard_reset(lock, SESSION, NOW_S, times) for times in (1, 2, 2)}
    assert len(packets) == 2


@pytest.mark.parametrize("mode", LOCKS)
def test_the_answer_is_understood_and_carries_the_clock_where_it_is_protected(mode: str) -> None:
    lock, packet = LOCKS[mode]
    proven = mode != "plain"
    expected = Answer(proven, NOW_S + 7 if proven else None)
    assert openvpn.answer(lock, SESSION, packet) == expected


@pytest.mark.parametrize("mode", LOCKS)
def test_an_answer_to_somebody_else_is_none(mode: str) -> None:
    lock, packet = LOCKS[mode]
    assert openvpn.answer(lock, b"another_", packet) is None


@pytest.mark.parametrize("mode", ["tls-auth", "tls-crypt", "tls-crypt-v2"])
def test_an_answer_without_our_protection_is_told_apart(mode: str) -> None:
    lock, _ = LOCKS[mode]
    assert openvpn.answer(lock, SESSION, plain()) == Answer(proven=False)


@pytest.mark.parametrize("packet", [with_tls_auth(KEY[:20]), with_tls_crypt(KEY[::-1])])
def test_an_answer_under_another_key_is_none(packet: bytes) -> None:
    for lock in (openvpn.tls_auth(KEY), openvpn.tls_crypt(KEY)):
        assert openvpn.answer(lock, SESSION, packet) is None


@pytest.mark.parametrize(
    "acks", [b"", b"\0" + bytes(4), b"\x01" + bytes(4) + SESSION, b"\xff" + bytes(20)]
)
def test_an_answer_that_acknowledges_nothing_whole_is_none(acks: bytes) -> None:
    assert openvpn.answer(Lock(), SESSION, plain(acks)) is None


@pytest.mark.parametrize(
    "packet", [b"", HEAD[:-1], b"\x38" + SESSION + bytes(5), b"HTTP/1.1 400 Bad Request\r\n"]
)
def test_anything_else_is_malformed(packet: bytes) -> None:
    for lock, _ in LOCKS.values():
        with pytest.raises(Malformed):
            openvpn.answer(lock, SESSION, packet)


def test_the_files_of_keys_are_read() -> None:
    assert openvpn.static_key(STATIC) == KEY
    assert openvpn.static_key(STATIC.replace(b"\n", b"\r\n")) == KEY
    assert openvpn.client_key(CLIENT) == (KEY, WRAPPED)


@pytest.mark.parametrize(
    "text", [b"", KEY, CLIENT, STATIC.replace(b"0f\n", b"\n"), STATIC.replace(b"0f\n", b"0\n")]
)
def test_what_is_no_static_key_is_malformed(text: bytes) -> None:
    with pytest.raises(Malformed):
        openvpn.static_key(text)


@pytest.mark.parametrize("text", [b"", STATIC, CLIENT.replace(b"AAECA", b"A"), CLIENT[:300]])
def test_what_is_no_client_key_is_malformed(text: bytes) -> None:
    with pytest.raises(Malformed):
        openvpn.client_key(text)


def test_a_packet_over_tcp_is_whole_once_its_bytes_have_come() -> None:
    stream = openvpn.framed(plain())
    assert [openvpn.unframed(stream[:end]) for end in (0, 1, len(stream) - 1)] == [None] * 3
    assert openvpn.unframed(stream + b"more") == plain()


@pytest.mark.parametrize("stream", [b"SSH-2.0-OpenSSH", b"HTTP/1.1 400", b"\0\0", b"\x16\x03\x03"])
def test_other_services_send_no_packets(stream: bytes) -> None:
    with pytest.raises(Malformed):
        openvpn.unframed(stream)


def test_no_key_is_shown() -> None:
    assert "x40" not in repr(openvpn.tls_auth(KEY))


@pytest.mark.parametrize("name", PARSERS)
def test_no_bytes_break_a_parser(name: str) -> None:
    survives(PARSERS[name])
