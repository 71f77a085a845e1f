"""The negotiation with a file server."""

from __future__ import annotations

import struct

import pytest

from drills.wire import Malformed, smb
from tests.wire.fuzz import Parser, survives

GUID, SALT = bytes(range(16)), bytes(range(32))
# 2026-11-21 00:00 UTC.
CLOCK_S = 1_795_219_200


def answer(*, dialect: int = 0x0311, status: int = 0, security: int = 1, cipher: int = 2) -> bytes:
    header = struct.pack(
        "<4sHHIHHIIQIIQ16s", b"\xfeSMB", 64, 0, status, 0, 1, 1, 0, 0, 0, 0, 0, bytes(16)
    )
    clock = (CLOCK_S + 11_644_473_600) * 10_000_000
    body = struct.pack(
        "<HHHH16sIIIIQQHHI", 65, security, dialect, 2, bytes(16), 7, 1, 1, 1, clock, 0, 128, 0, 128
    )
    contexts = struct.pack("<HHI", 1, 6, 0) + bytes(8) + struct.pack("<HHIHH", 2, 4, 0, 1, cipher)
    return header + body + contexts


PARSERS = {
    "headers": Parser(smb.length, (b"\0\0\0\x80",)),
    "answers": Parser(smb.parsed, (answer(), answer(dialect=0x0210), answer(status=0xC00000BB))),
}


def test_every_dialect_since_smb_2_is_offered() -> None:
    question = smb.request(GUID, SALT)
    assert smb.length(question[:4]) == len(question) - 4
    assert bytes.fromhex("02021002000302031103") in question
    assert GUID in question
    assert SALT in question


def test_a_server_chooses_and_tells_its_clock() -> None:
    assert smb.parsed(answer()) == smb.Answer("3.1.1", "offered", encryption=True, clock_s=CLOCK_S)
    assert smb.parsed(answer(security=3)).signing == "required"
    assert not smb.parsed(answer(cipher=0)).encryption
    assert smb.parsed(answer(dialect=0x0202)).dialect == "2.0.2"


def test_a_refusal_has_its_name() -> None:
    assert smb.parsed(answer(status=0xC00000BB)) == smb.Answer(status="NOT_SUPPORTED")
    assert smb.parsed(answer(status=0xC0001234)).status == "0xC0001234"


def test_a_server_of_before_smb_2_is_known_by_its_first_bytes() -> None:
    assert smb.parsed(b"\xffSMB" + bytes(31)).dialect == "1"


@pytest.mark.parametrize("header", [b"", b"HTTP", b"\0\0\0\1", b"\0\xff\0\0", b"\x83\0\0\1"])
def test_another_header_is_malformed(header: bytes) -> None:
    with pytest.raises(Malformed):
        smb.length(header)


@pytest.mark.parametrize(
    "packet",
    [b"", answer()[:70], answer()[:100], answer(dialect=0x02FF), smb.request(GUID, SALT)[4:]],
)
def test_anything_else_is_malformed(packet: bytes) -> None:
    with pytest.raises(Malformed):
        smb.parsed(packet)


@pytest.mark.parametrize("name", PARSERS)
def test_no_bytes_break_the_parser(name: str) -> None:
    survives(PARSERS[name])
