"""Replies of mail servers."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, smtp
from tests.wire.fuzz import Parser, survives

PARSERS = {
    "lines": Parser(smtp.line, (b"220 mail.example.jp ESMTP Postfix\r\n", b"250-STARTTLS\r\n")),
}


def test_a_line_says_whether_more_follow() -> None:
    assert smtp.line(b"250-STARTTLS\r\n") == smtp.Line(250, "STARTTLS", last=False)
    assert smtp.line(b"250 SMTPUTF8\r\n") == smtp.Line(250, "SMTPUTF8", last=True)
    assert smtp.line(b"221\r\n") == smtp.Line(221, "", last=True)


def test_what_is_no_ascii_is_read_as_well_as_can_be() -> None:
    assert smtp.line("421 混雑しています\r\n".encode()).text == "混雑しています"
    assert smtp.line(b"421 \x8d\xac\r\n").text == "\ufffd\ufffd"


def test_what_a_server_offers_stands_behind_its_greeting() -> None:
    lines = ("mail.example.jp", "PIPELINING", "size 10240000", "", "AUTH PLAIN")
    assert smtp.capabilities(lines) == ("PIPELINING", "SIZE", "AUTH")


@pytest.mark.parametrize(
    "said",
    [b"", b"\r\n", b"25\r\n", b"999 no\r\n", b"220x\r\n", b"SSH-2.0-OpenSSH\r\n", b"\x16\x03"],
)
def test_anything_else_is_malformed(said: bytes) -> None:
    with pytest.raises(Malformed):
        smtp.line(said)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["lines"])
