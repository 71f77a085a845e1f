"""A client's question and a server's answer."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, ntp
from tests.wire.fuzz import Parser, survives

NONCE = bytes(range(8))
# What chrony 4.3 answered, its times set to 2026-11-21T21:45:56Z and half a second more.
RECEIVED = 3_988_302_356 << 32 | 1 << 31


def answer(*, first: int = 0x24, stratum: int = 2, refid: bytes = b"\xc0\x00\x02\x07") -> bytes:
    head = bytes([first, stratum, 3, 0xE9]) + (0x180).to_bytes(4, "big")
    head += (0x8000).to_bytes(4, "big") + refid + bytes(8) + NONCE
    return head + RECEIVED.to_bytes(8, "big") + (RECEIVED + (1 << 30)).to_bytes(8, "big")


KISS = answer(first=0xE4, stratum=0, refid=b"RATE")
PARSERS = {"answers": Parser(ntp.parsed, (answer(), KISS, answer(stratum=1, refid=b"GPS\0")))}


def test_a_question_carries_nothing_of_our_own_clock() -> None:
    assert ntp.request(NONCE) == b"\x23" + bytes(39) + NONCE


def test_an_answer_says_where_the_time_is_from() -> None:
    found = ntp.parsed(answer())
    assert (found.nonce, found.leap, found.stratum, found.reference) == (
        *(NONCE, "none", 2, "192.0.2.7"),
    )
    assert (found.synchronised, found.kiss, found.root_dispersion_s) == (True, "", 0.5)
    assert ntp.parsed(answer(stratum=1, refid=b"GPS\0")).reference == "GPS"


@pytest.mark.parametrize(("first", "stratum"), [(0xE4, 2), (0x24, 16), (0x24, 0)])
def test_a_server_without_the_time_says_so(first: int, stratum: int) -> None:
    assert not ntp.parsed(answer(first=first, stratum=stratum)).synchronised


def test_a_time_of_zero_is_none_and_one_that_may_be_all_wrong_is_not_believed() -> None:
    blank = ntp.parsed(answer()[:32] + bytes(16))
    assert (blank.tells_time, blank.synchronised) == (False, False)
    vague = ntp.parsed(answer()[:8] + (16 << 16).to_bytes(4, "big") + answer()[12:])
    assert (vague.tells_time, vague.synchronised) == (True, False)


def test_a_kiss_of_death_has_its_code() -> None:
    assert ntp.parsed(KISS).kiss == "RATE"


def test_the_clock_is_compared_in_the_middle_of_the_way() -> None:
    # Sent at 1000 and come back a second later; there it was 3600 s later in the middle.
    there = ntp.Answer(NONCE, "none", 2, "", "", 0, 0, _ntp(4600.25), _ntp(4600.75))
    assert ntp.offset_s(there, 1000.0, 1001.0) == pytest.approx(3600, abs=1e-6)


@pytest.mark.parametrize("near", [2_085_978_495.0, 2_085_978_497.0, 4_000_000_000.0])
def test_the_years_after_2036_are_read_right(near: float) -> None:
    assert ntp.unix_s(_ntp(near), near + 100) == pytest.approx(near, abs=1e-3)


@pytest.mark.parametrize("datagram", [b"", answer()[:47], ntp.request(NONCE), b"x" * 48])
def test_anything_else_is_malformed(datagram: bytes) -> None:
    with pytest.raises(Malformed):
        ntp.parsed(datagram)


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["answers"])


def _ntp(unix_s: float) -> int:
    return round((unix_s + 2_208_988_800) * (1 << 32)) % (1 << 64)
