"""Notifications as net-snmp 5.9.3 sends them, in version 2c and in version 3."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drills.wire import Malformed, snmp_notice, snmp_signed
from drills.wire.ber import OCTETS, SEQUENCE, Reader
from drills.wire.snmp_keys import Keys, keys_for
from drills.wire.snmp_signed import UNKNOWN_ENGINE, WRONG_CLOCK, Clock
from tests.wire.fuzz import Parser, survives

ENGINE = bytes.fromhex("80001f8804746f776e")
AUTH, PRIVACY = "auth-password-1", "privacy-password-1"
TRAP = bytes.fromhex(
    "3047020101040a746f776e2d74656c6c73a73602046bc0aa560201000201003028300e06082b0601020101"
    "0300430204d23016060a2b06010603010104010006082b06010201210201"
)
INFORM = bytes.fromhex(
    "3049020101040a746f776e2d74656c6c73a63802040a54b238020100020100302a300f06082b0601020101"
    "030043034f406e3017060a2b06010603010104010006092b0601060301010501"
)
# SHA-256 and AES-128; SHA-1 and AES-256 with a stretched key.
SIGNED = bytes.fromhex(
    "3081ac020103301102046b6e8127020300ffe304010302010304433041040980001f8804746f776e020101"
    "02034f9a7004086472696c6c6d6f6e0418ee3e83c46fdcea56b5a2af2f88b0044b7ad5e5a3c84312830408"
    "ea57f17a99bdbf30044f05b45316f386c8d5da104be431df0fe549469366ff382d2ae16b0d962c76a50cfb"
    "fd87c1a4fefd89a471df61f63f4a96d04c0bace15eb1b2ac4a195c98e45d8b857cd9dc811a8d564d12f6e9"
    "ec6169"
)
STRETCHED = bytes.fromhex(
    "3081a1020103301102041e42b59b020300ffe304010302010304383036040980001f8804746f776e020101"
    "02034f9a760409737472657463686564040cc9a6aa70857f7c46ba32586b04088a09f329bc335dd6044f30"
    "09008e02ee460943f710afc873784f953f10598cc276d4d828f4efbd85cab4c553e8868ab20eb5562caaeb"
    "f713192d76a107ccb793a5a980d5930f98c89e84eb31540781697c8aba15cf13f30c52"
)
KEYS = keys_for(ENGINE, "sha256", AUTH, "aes128", PRIVACY)
ON_BATTERY = "1.3.6.1.2.1.33.2.1"
OURS = Clock(b"\x80\0\0\0\x05ours", 1, 42)


def _opened(datagram: bytes) -> snmp_signed.Told:
    return snmp_signed.opened(snmp_signed.parsed(datagram), KEYS)


PARSERS = {
    "version": Parser(snmp_notice.version_of, (TRAP, SIGNED)),
    "version 2c": Parser(snmp_notice.parsed, (TRAP, INFORM)),
    "version 3": Parser(snmp_signed.parsed, (SIGNED, STRETCHED)),
    "opened": Parser(_opened, (SIGNED, STRETCHED)),
}


def test_a_trap_of_version_2c_is_read() -> None:
    told = snmp_notice.parsed(TRAP)
    assert (told.community, told.notice.name) == (b"town-tells", ON_BATTERY)
    assert not told.notice.wants_answer


def test_an_inform_is_answered_with_itself_as_a_response() -> None:
    told = snmp_notice.parsed(INFORM)
    assert told.notice.wants_answer
    at = INFORM.index(b"\xa6")
    assert snmp_notice.answer(told) == INFORM[:at] + b"\xa2" + INFORM[at + 1 :]


@pytest.mark.parametrize(
    ("datagram", "keys"),
    [(SIGNED, KEYS), (STRETCHED, keys_for(ENGINE, "sha1", AUTH, "aes256", PRIVACY))],
    ids=["AES-128", "a stretched key"],
)
def test_a_trap_of_version_3_is_opened_with_its_keys(datagram: bytes, keys: Keys) -> None:
    sealed = snmp_signed.parsed(datagram)
    assert snmp_signed.is_genuine(sealed, keys)
    assert snmp_signed.opened(sealed, keys).notice.name == ON_BATTERY
    assert sealed.clock.engine == ENGINE


@given(st.integers(0, len(SIGNED) - 1), st.integers(1, 255))
@settings(max_examples=200, deadline=None)
def test_a_message_that_was_changed_anywhere_is_not_genuine(place: int, flip: int) -> None:
    changed = bytearray(SIGNED)
    changed[place] ^= flip
    try:
        sealed = snmp_signed.parsed(bytes(changed))
    except Malformed:
        return
    assert not snmp_signed.is_genuine(sealed, KEYS)


@pytest.mark.parametrize(
    "keys",
    [
        keys_for(ENGINE, "sha256", "another-password", "aes128", PRIVACY),
        keys_for(ENGINE, "sha512", AUTH, "aes128", PRIVACY),
        keys_for(b"another", "sha256", AUTH, "aes128", PRIVACY),
    ],
    ids=["password", "method", "engine"],
)
def test_other_keys_do_not_fit(keys: Keys) -> None:
    assert not snmp_signed.is_genuine(snmp_signed.parsed(SIGNED), keys)


def test_keys_show_themselves_to_nobody() -> None:
    assert KEYS.auth.hex() not in repr(KEYS)
    assert str(KEYS.auth) not in repr(KEYS)


@pytest.mark.parametrize(
    ("hash", "key"),
    [
        ("md5", "526f5eed9fcce26f8964c2930787d82b"),
        ("sha1", "6695febc9288e36282235fc7151f128497b38f3f"),
    ],
)
def test_keys_are_those_of_the_examples_in_rfc_3414(hash: str, key: str) -> None:
    engine = bytes.fromhex("000000000000000000000002")
    assert keys_for(engine, hash, "maplesyrup").auth.hex() == key


@pytest.mark.parametrize("privacy", ["aes192", "aes256", "aes192c", "aes256c"])
def test_a_stretched_key_is_as_long_as_its_cipher_wants(privacy: str) -> None:
    keys = keys_for(ENGINE, "md5", AUTH, privacy, PRIVACY)
    assert len(keys.private) == int(privacy[3:6]) // 8
    first = keys_for(ENGINE, "md5", AUTH, "aes128", PRIVACY).private
    assert keys.private.startswith(first)


def test_an_answer_in_version_3_opens_with_the_same_keys() -> None:
    sealed = snmp_signed.parsed(SIGNED)
    told = snmp_signed.opened(sealed, KEYS)
    ours = replace(OURS, engine=ENGINE)
    answered = snmp_signed.parsed(snmp_signed.answer(sealed, told, ours, KEYS, b"8 bytes."))
    assert snmp_signed.is_genuine(answered, KEYS)
    plain = KEYS.decrypted(answered.content, 1, 42, b"8 bytes.")
    scoped = Reader(Reader(plain).take(SEQUENCE))
    assert (scoped.take(OCTETS), scoped.take(OCTETS)) == (told.context_engine, told.context)
    assert scoped.next_kind == 0xA2


@pytest.mark.parametrize(
    ("counts", "keys"), [(UNKNOWN_ENGINE, None), (WRONG_CLOCK, KEYS)], ids=["engine", "clock"]
)
def test_a_report_tells_our_engine_and_clock(counts: str, keys: Keys | None) -> None:
    sealed = snmp_signed.parsed(SIGNED)
    reported = snmp_signed.parsed(snmp_signed.report(sealed, counts, OURS, keys))
    assert (reported.clock, reported.message) == (OURS, sealed.message)
    assert reported.is_signed == (keys is not None)
    assert not reported.is_private


@pytest.mark.parametrize("name", PARSERS)
def test_no_bytes_break_the_parsers(name: str) -> None:
    survives(PARSERS[name])
