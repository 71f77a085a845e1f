"""The first exchange of a Remote Desktop connection, with the examples of [MS-RDPBCGR] 4.1."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, rdp
from drills.wire.rdp import Answer
from tests.wire.fuzz import Parser, survives

CONFIRM = bytes.fromhex("0ed00000123400 0200080000000000")
TLS = bytes.fromhex("0ed00000123400 021f080001000000")
NLA = bytes.fromhex("0ed00000123400 021f080002000000")
NLA_WANTED = bytes.fromhex("0ed00000123400 0300080005000000")
OLD = bytes.fromhex("06d00000123400")
HEADER = bytes.fromhex("03000013")

PARSERS = {
    "headers": Parser(rdp.length, (HEADER,)),
    "answers": Parser(rdp.parsed, (CONFIRM, TLS, NLA, NLA_WANTED, OLD)),
}


def test_a_request_allows_tls_and_a_log_in_before() -> None:
    assert rdp.request().hex() == "030000130ee00000000000010008000b000000"
    assert rdp.length(rdp.request()[:4]) == len(rdp.request()) - 4


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (CONFIRM, Answer("rdp")),
        (OLD, Answer("rdp")),
        (TLS, Answer("tls")),
        (NLA, Answer("nla")),
        (NLA_WANTED, Answer(failure="HYBRID_REQUIRED_BY_SERVER")),
    ],
)
def test_the_server_chooses_or_says_why_not(body: bytes, answer: Answer) -> None:
    assert rdp.parsed(body) == answer


@pytest.mark.parametrize("header", [b"", b"HTTP", b"\x03\0\0\x05", b"\x03\0\xff\xff"])
def test_another_header_is_malformed(header: bytes) -> None:
    with pytest.raises(Malformed):
        rdp.length(header)


@pytest.mark.parametrize(
    "body", [b"", TLS[:9], rdp.request()[4:], TLS.replace(b"\x02\x1f", b"\x09\0")]
)
def test_anything_else_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        rdp.parsed(body)


@pytest.mark.parametrize("name", PARSERS)
def test_no_bytes_break_the_parser(name: str) -> None:
    survives(PARSERS[name])
