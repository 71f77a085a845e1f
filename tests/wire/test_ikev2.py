"""First messages of IKEv2, and answers as a strongSwan 5.9.8 sent them."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, ikev2
from drills.wire.ikev2 import Answer, Ends, KeyShare, Notify, Transform
from drills.wire.ikev2_groups import public_value
from drills.wire.ikev2_names import GROUPS, NOTIFIES, named, vendor
from tests.wire.fuzz import Parser, survives

SPI, NONCE = bytes(range(1, 9)), bytes(32)
ENDS = Ends(("127.0.0.1", 40000), ("127.0.0.1", 500))
SWAN = bytes.fromhex("882fe56d6fd20dbc2251613b2ebe5beb")
HEAD = f"{SPI.hex()}00000000000000002920222000000000"
OTHER_GROUP = bytes.fromhex(f"{HEAD}0000003a2b00000a00000011001300000014{SWAN.hex()}")
NOTHING_IN_COMMON = bytes.fromhex(f"{HEAD}00000024000000080000000e")
COOKIE = bytes.fromhex(
    f"{HEAD}0000003c0000002000004006b46d0000c6f585fd09c8a6e84e8e746667f628ebebf8d9f9"
)
AGREED = bytes.fromhex(
    "010203040506070817b721bb251f2930212022200000000000000114220000300000002c020100040300000c"
    "0100000c800e0100030000080300000c03000008020000050000000804000013280000480013"
    "0000b4fbb4be8ede28a3d20c87659d75b66cd502a1bf1094541d4362bf0d3e42b04c4ad46588e54b006fe117"
    "9a98a0fc44814a56d9c0596007294543b504cc0067d529000024251f9f3187e043e9cdca241c9ad2aae090b8"
    "11b96db21983d5863fdc04e78f4f2900001c00004004458ce21a2991637a7682e6354800fd24e4695f8b2900"
    "001c0000400587e86108ae2b2d832166f33a81b080f21b2bef8729000008000040222b000008000040140000"
    f"0014{SWAN.hex()}"
)
OLDER = bytes.fromhex(
    f"{SPI.hex()}0102030405060708 0b100500 00000000 00000028 0000000c0000000101000007"
)

PARSERS = {
    "answers": Parser(ikev2.parsed, (OTHER_GROUP, NOTHING_IN_COMMON, COOKIE, AGREED, OLDER)),
}


def test_a_gateway_that_wants_another_group_names_it() -> None:
    answer = ikev2.parsed(OTHER_GROUP)
    assert answer == Answer(SPI, bytes(8), 2, (Notify(17, b"\x00\x13"),), (), (SWAN,))
    assert answer.wanted_group == 19


def test_a_refusal_of_every_proposal_names_no_group() -> None:
    answer = ikev2.parsed(NOTHING_IN_COMMON)
    assert (answer.notifies, answer.wanted_group) == ((Notify(14, b""),), None)


def test_a_cookie_is_kept_as_it_came() -> None:
    cookie = ikev2.parsed(COOKIE).notified(ikev2.COOKIE)
    assert cookie == COOKIE[36:]


def test_an_agreement_names_its_algorithms_and_sees_no_router_between() -> None:
    answer = ikev2.parsed(AGREED)
    assert answer.chosen == (
        Transform(1, 12, 256),
        Transform(3, 12),
        Transform(2, 5),
        Transform(4, 19),
    )
    assert ikev2.algorithm(answer.chosen, "encr") == "aes256"
    assert ikev2.algorithm(answer.chosen, "integ") == "sha256"
    assert ikev2.algorithm(answer.chosen, "prf") == "prfsha256"
    assert ikev2.algorithm(answer.chosen, "group") == "ecp256"
    assert ikev2.between(answer, ENDS) == "none"


@pytest.mark.parametrize(
    ("ends", "where"),
    [
        (Ends(("127.0.0.1", 40001), ENDS.theirs), "here"),
        (Ends(ENDS.ours, ("127.0.0.2", 500)), "there"),
        (Ends(("192.0.2.1", 40000), ("127.0.0.1", 4500)), "both"),
        (Ends(("fe80::1%eth0", 40000), ("127.0.0.1", 500)), "here"),
    ],
)
def test_addresses_that_are_not_those_we_know_are_rewritten_on_that_side(
    ends: Ends, where: str
) -> None:
    assert ikev2.between(ikev2.parsed(AGREED), ends) == where


def test_a_gateway_that_says_nothing_of_addresses_leaves_it_open() -> None:
    assert ikev2.between(ikev2.parsed(OTHER_GROUP), ENDS) == ""


def test_an_answer_in_the_older_version_has_its_number_only() -> None:
    assert ikev2.parsed(OLDER) == Answer(SPI, bytes(range(1, 9)), 1)


def test_a_ciphers_bits_stand_behind_its_own_name() -> None:
    assert ikev2.algorithm((Transform(1, 20, 256),), "encr") == "aes256gcm16"
    assert ikev2.algorithm((Transform(1, 23, 128),), "encr") == "camellia128"
    assert ikev2.algorithm((Transform(1, 28),), "encr") == "chacha20poly1305"
    assert ikev2.algorithm((Transform(1, 999, 128),), "encr") == "999128"
    assert ikev2.algorithm((Transform(3, 0),), "integ") == ""


def test_what_has_no_name_is_its_number() -> None:
    assert (named(GROUPS, 36), named(NOTIFIES, 14)) == ("36", "NO_PROPOSAL_CHOSEN")


def test_a_vendor_is_a_name_where_it_is_one() -> None:
    assert vendor(SWAN) == "strongSwan"
    assert vendor(b"FLEXVPN-SUPPORTED") == "FLEXVPN-SUPPORTED"
    assert vendor(bytes(20)) == "00" * 16


def test_a_question_has_its_whole_length_in_its_header_and_our_cookie_first() -> None:
    share = KeyShare(ikev2.NOBODYS_GROUP, bytes(32))
    plain = ikev2.request(SPI, NONCE, share, ENDS)
    with_cookie = ikev2.request(SPI, NONCE, share, ENDS, b"crumb")
    assert int.from_bytes(plain[24:28], "big") == len(plain)
    assert (plain[16], with_cookie[16], with_cookie[28]) == (33, 41, 33)
    assert with_cookie[36:41] == b"crumb"
    assert plain[28:] == with_cookie[41:]


def test_a_question_goes_in_one_packet_on_any_way() -> None:
    share = KeyShare(ikev2.NOBODYS_GROUP, bytes(32))
    # IPv4 passes 576 bytes everywhere; 4 are the marker, 28 the headers of IP and UDP.
    assert len(ikev2.request(SPI, NONCE, share, ENDS)) <= 576 - 32


def test_public_values_have_the_length_of_their_group() -> None:
    secret = bytes(range(64))
    lengths = {group: len(public_value(group, secret) or b"") for group in (2, 14, 18, 19, 21, 31)}
    assert lengths == {2: 128, 14: 256, 18: 1024, 19: 64, 21: 132, 31: 32}
    assert public_value(35, secret) is None


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        OTHER_GROUP[:27],
        OTHER_GROUP[:-1],
        OTHER_GROUP + b"\x00",
        ikev2.request(SPI, NONCE, KeyShare(31, bytes(32)), ENDS),
        OTHER_GROUP.replace(bytes.fromhex("2b00000a"), bytes.fromhex("2b000003")),
        NOTHING_IN_COMMON[:31] + b"\x0c" + NOTHING_IN_COMMON[32:],
        NOTHING_IN_COMMON[:33] + b"\xff" + NOTHING_IN_COMMON[34:],
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
    ],
)
def test_anything_else_is_malformed(datagram: bytes) -> None:
    with pytest.raises(Malformed):
        ikev2.parsed(datagram)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["answers"])
