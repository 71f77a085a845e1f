"""Version 3's questions without a secret, and what net-snmp 5.9.3 answered to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.wire import Malformed, snmp
from drills.wire.snmp import UNKNOWN_USER, Answer
from drills.wire.snmp_signed import UNKNOWN_ENGINE
from tests.wire.fuzz import Parser, survives

ENGINE = bytes.fromhex("80001f88802841a112dd0d026b00000000")
WHO_ARE_YOU = bytes.fromhex(
    "3038020103300e020107020300ffe30401040201030410300e0400020100020100040004000400"
    "301104000400a00b0201070201000201003000"
)
I_AM = bytes.fromhex(
    "306b020103300e020107020300ffe30401000201030421301f041180001f88802841a112dd0d026b000000000201"
    "010201000400040004003033041180001f88802841a112dd0d026b000000000400a81c0201070201000201003011"
    "300f060a2b060106030f01010400410102"
)
NO_SUCH_USER = bytes.fromhex(
    "3071020103300e020108020300ffe304010002010304273025041180001f88802841a112dd0d026b000000000201"
    "0102010004066e6f626f6479040004003033041180001f88802841a112dd0d026b000000000400a81c0201080201"
    "000201003011300f060a2b060106030f01010300410101"
)
KNOWN_USER = bytes.fromhex(
    "3062020103300e020109020300ffe304010002010304293027041180001f88802841a112dd0d026b000000000201"
    "010201000408 6472696c6c6d6f6e040004003022041180001f88802841a112dd0d026b000000000400a20b020109"
    "0201100201003000"
)
PARSERS = {"answers": Parser(snmp.parsed, (I_AM, NO_SUCH_USER, KNOWN_USER, WHO_ARE_YOU))}


def test_the_question_who_an_agent_is_fits_one_small_datagram() -> None:
    assert snmp.question(7) == WHO_ARE_YOU


def test_an_agent_says_who_it_is() -> None:
    assert snmp.parsed(I_AM) == Answer(7, ENGINE, 1, 0, "report", UNKNOWN_ENGINE)


def test_an_agent_that_does_not_know_a_user_reports_it() -> None:
    assert snmp.parsed(NO_SUCH_USER) == Answer(8, ENGINE, 1, 0, "report", UNKNOWN_USER)


def test_an_agent_that_knows_a_user_answers_without_a_report() -> None:
    assert snmp.parsed(KNOWN_USER) == Answer(9, ENGINE, 1, 0, "response")


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        I_AM[:-1],
        WHO_ARE_YOU,
        I_AM[:4] + b"\x01" + I_AM[5:],
        b"\x30\x80" + I_AM[2:],
        b"\x30\x85" + I_AM[2:],
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
    ],
)
def test_anything_else_is_malformed(datagram: bytes) -> None:
    with pytest.raises(Malformed):
        snmp.parsed(datagram)


@given(st.integers(0, 2**31 - 1), st.binary(max_size=32), st.text(max_size=400))
def test_the_lengths_of_a_question_fit_whatever_is_in_it(
    message: int, engine: bytes, user: str
) -> None:
    """What an agent that knows the user would send back is the same with another content."""
    asked = snmp.question(message, engine, 1, 2, user)
    number = len(asked) - 12 - (message.bit_length() // 8 + 1)
    assert asked[number] == 0xA0
    answered = asked[:number] + b"\xa2" + asked[number + 1 :]
    assert snmp.parsed(answered) == Answer(message, engine, 1, 2, "response")


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["answers"])
