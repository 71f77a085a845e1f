"""The head of an answer that only begins like HTTP."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, http_head
from drills.wire.http_head import Head
from tests.wire.fuzz import Parser, survives

# As SoftEther VPN 5.01.9674 and sstp-server 0.6.0 write it.
GREETING = (
    b"HTTP/1.1 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 862\r\n"
    b"Content-Type: application/octet-stream\r\n\r\n"
)
ENDLESS = b"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551615\r\nServer: SSTP\r\n\r\n"
PARSERS = {"heads": Parser(http_head.parsed, (GREETING, ENDLESS))}


@pytest.mark.parametrize(
    ("said", "head"),
    [
        (GREETING, Head(200, 862)),
        (ENDLESS, Head(200, 2**64 - 1)),
        (b"HTTP/1.0 405\r\n\r\n", Head(405)),
        (b"HTTP/1.1 404 Not Found\ncontent-length:\t7 \n\n", Head(404, 7)),
    ],
)
def test_status_and_length_are_read(said: bytes, head: Head) -> None:
    assert http_head.begins(said.splitlines(keepends=True)[0])
    assert http_head.parsed(said) == head


@pytest.mark.parametrize(
    "said",
    [b"", b"220 mail ESMTP\r\n\r\n", b"HTTP/2 200\r\n\r\n", b"HTTP/1.1 2000\r\n\r\n",
     b"HTTP/1.1 200\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
)  # fmt: skip
def test_anything_else_is_malformed(said: bytes) -> None:
    with pytest.raises(Malformed):
        http_head.parsed(said)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["heads"])
