"""The beginning of a connection to PostgreSQL."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, postgres
from drills.wire.postgres import Answer
from tests.wire.fuzz import Parser, survives

SCRAM = b"\0\0\0\x0aSCRAM-SHA-256\0\0"
FULL = "SFATAL\0VFATAL\0C53300\0M接続が多すぎます\0FInitPostgres.c\0\0".encode()

PARSERS = {
    "headers": Parser(postgres.length, (b"R\0\0\0\x17", b"E\0\0\0\x50")),
    "ways in": Parser(lambda body: postgres.parsed(b"R", body), (SCRAM,)),
    "errors": Parser(lambda body: postgres.parsed(b"E", body), (FULL,)),
}


def test_the_first_words_name_user_and_database() -> None:
    said = postgres.startup("drill", "jumin", "bcp-drill")
    assert int.from_bytes(said[:4], "big") == len(said)
    assert said[4:] == b"\0\3\0\0user\0drill\0database\0jumin\0application_name\0bcp-drill\0\0"
    assert postgres.ssl_request().hex() == "0000000804d2162f"


def test_a_server_says_how_it_wants_to_be_asked_in_or_why_it_will_not() -> None:
    assert postgres.parsed(b"R", SCRAM) == Answer(method="scram")
    assert postgres.parsed(b"R", bytes(4)) == Answer(method="trust")
    assert postgres.parsed(b"E", FULL) == Answer(state="53300", message="接続が多すぎます")


@pytest.mark.parametrize("header", [b"", b"HTTP/", b"R\0\0\0\3", b"R\x7f\0\0\0", b"N\0\0\0\4"])
def test_another_header_is_malformed(header: bytes) -> None:
    with pytest.raises(Malformed):
        postgres.length(header)


@pytest.mark.parametrize(
    ("kind", "body"), [(b"R", b"\0"), (b"E", b""), (b"E", b"C5\0"), (b"S", b"")]
)
def test_anything_else_is_malformed(kind: bytes, body: bytes) -> None:
    with pytest.raises(Malformed):
        postgres.parsed(kind, body)


@pytest.mark.parametrize("name", PARSERS)
def test_no_bytes_break_the_parser(name: str) -> None:
    survives(PARSERS[name])
