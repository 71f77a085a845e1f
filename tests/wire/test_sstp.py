"""The beginning of an SSTP connection, byte by byte as [MS-SSTP] 2.2 draws it."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, sstp
from drills.wire.http_head import Head
from drills.wire.sstp import Answer
from tests.wire.fuzz import Parser, survives

NONCE = bytes(range(32))
ACK = bytes.fromhex("10010030000200010004002800000003") + NONCE
NAK = bytes.fromhex("10010016000300010002000e00000001000000040002")
ABORT = bytes.fromhex("10010014000500010002000c0000000000000000")
# As sstp-server 0.6.0 writes it.
BARE_ABORT = bytes.fromhex("1001000800050000")
DATA = bytes.fromhex("10000008ff03c021")

PARSERS = {
    "headers": Parser(sstp.length, (ACK[:4],)),
    "messages": Parser(sstp.parsed, (ACK, NAK, ABORT, BARE_ABORT, DATA)),
}


def test_a_call_opens_like_http_without_an_end() -> None:
    lines = sstp.call("vpn.example.jp", "0f6a").split(b"\r\n")
    assert lines == [
        b"SSTP_DUPLEX_POST /sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/ HTTP/1.1",
        b"Host: vpn.example.jp",
        b"SSTPCORRELATIONID: {0f6a}",
        b"Content-Length: 18446744073709551615",
        b"",
        b"",
    ]


def test_a_request_is_for_ppp_and_an_abort_names_no_error() -> None:
    assert sstp.request().hex() == "1001000e00010001000100060001"
    assert sstp.abort() == ABORT
    assert sstp.length(sstp.request()[:4]) == len(sstp.request()) - 4


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        (ACK, Answer("ack")),
        (sstp.acknowledged(NONCE), Answer("ack")),
        (NAK, Answer("nak", "VALUE_NOT_SUPPORTED")),
        (sstp.refused(10), Answer("nak", "REQUIRED_ATTRIBUTE_MISSING")),
        (sstp.refused(99), Answer("nak", "99")),
        (ABORT, Answer("abort", "NO_ERROR")),
        (BARE_ABORT, Answer("abort")),
        (sstp.request(), Answer("request")),
        (DATA, Answer("data")),
    ],
)
def test_messages_are_told_apart(message: bytes, answer: Answer) -> None:
    assert sstp.parsed(message) == answer


@pytest.mark.parametrize(
    ("head", "taken"),
    [
        (Head(200, sstp.ENDLESS), True),
        (Head(200), True),
        (Head(200, 3), False),
        (Head(503, 0), False),
        (Head(405), False),
    ],
)
def test_only_an_answer_without_an_end_takes_a_call(head: Head, taken: bool) -> None:
    assert sstp.taken(head) is taken


@pytest.mark.parametrize(
    "header", [b"", b"HTTP", b"\x10\1\0", b"\x11\1\0\x08", b"\x10\1\0\3", b"\x10\1\0\x08\0"]
)
def test_another_header_is_malformed(header: bytes) -> None:
    with pytest.raises(Malformed):
        sstp.length(header)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        ACK[:-1],
        ACK + b"\0",
        bytes.fromhex("10010006 0002"),
        bytes.fromhex("1001000800990000"),
        bytes.fromhex("1001000800030001"),
        bytes.fromhex("1001000c000300010002000e"),
        bytes.fromhex("1001000c0003000100020004"),
        bytes.fromhex("1001000c0003000100020003"),
    ],
)
def test_anything_else_is_malformed(message: bytes) -> None:
    with pytest.raises(Malformed):
        sstp.parsed(message)


@pytest.mark.parametrize("name", PARSERS)
def test_no_bytes_break_the_parser(name: str) -> None:
    survives(PARSERS[name])
