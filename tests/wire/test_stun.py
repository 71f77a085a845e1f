"""Binding requests and answers, with the test vectors of RFC 5769."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, stun
from drills.wire.stun import Answer
from tests.wire.fuzz import Parser, survives

TRANSACTION = bytes.fromhex("b7e7a701bc34d686fa87dfae")
SUCCESS = bytes.fromhex(
    "0101003c2112a442b7e7a701bc34d686fa87dfae"
    "8022000b7465737420766563746f7220"
    "002000080001a147e112a643"
    "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
    "80280004c07d4c96"
)
SUCCESS_IPV6 = bytes.fromhex(
    "010100482112a442b7e7a701bc34d686fa87dfae"
    "8022000b7465737420766563746f7220"
    "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
    "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
    "80280004c8fb0b4c"
)
# RFC 3489, before the magic cookie masked the address: some servers still send it beside.
OLD = bytes.fromhex("0101000c2112a442") + TRANSACTION + bytes.fromhex("000100080001 8055c0000201")
REFUSED = bytes.fromhex("011100082112a442") + TRANSACTION + bytes.fromhex("0009000400000401")

PARSERS = {"answers": Parser(stun.parsed, (SUCCESS, SUCCESS_IPV6, OLD, REFUSED))}


def test_a_request_is_twenty_bytes() -> None:
    assert stun.request(TRANSACTION).hex() == f"000100002112a442{TRANSACTION.hex()}"


@pytest.mark.parametrize(
    ("datagram", "address"),
    [
        (SUCCESS, "192.0.2.1"),
        (SUCCESS_IPV6, "2001:db8:1234:5678:11:2233:4455:6677"),
    ],
)
def test_the_masked_address_of_the_standard_is_read(datagram: bytes, address: str) -> None:
    assert stun.parsed(datagram) == Answer(TRANSACTION, address, 32853, software="test vector")


def test_an_address_that_is_not_masked_is_read() -> None:
    assert stun.parsed(OLD) == Answer(TRANSACTION, "192.0.2.1", 32853)


def test_a_refusal_has_its_number() -> None:
    assert stun.parsed(REFUSED) == Answer(TRANSACTION, error=401)


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        SUCCESS[:19],
        SUCCESS[:-4],
        SUCCESS + bytes(4),
        stun.request(TRANSACTION),
        SUCCESS.replace(bytes.fromhex("2112a442"), bytes(4), 1),
        SUCCESS.replace(bytes.fromhex("0020000800"), bytes.fromhex("0020000c00"), 1),
        SUCCESS[:2] + bytes(2) + SUCCESS[4:20],
        REFUSED.replace(bytes.fromhex("00090004"), bytes.fromhex("00090003")),
        REFUSED[:-4] + bytes(4),
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
    ],
)
def test_anything_else_is_malformed(datagram: bytes) -> None:
    with pytest.raises(Malformed):
        stun.parsed(datagram)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["answers"])
