"""What upsd says, and what it might."""

from __future__ import annotations

import pytest

from drills.wire import Malformed, nut
from tests.wire.fuzz import Parser, survives

WELL = (
    b'BEGIN LIST VAR hq\nVAR hq battery.charge "97"\nVAR hq ups.status "OL CHRG"\nEND LIST VAR hq\n'
)
QUOTED = b'BEGIN LIST VAR hq\nVAR hq ups.model "Smart \\"500\\" \\\\ A"\nEND LIST VAR hq\n'
EMPTY = b"BEGIN LIST VAR hq\nEND LIST VAR hq\n"


def _read(wire: bytes) -> object:
    try:
        return nut.parsed(wire, "hq")
    except nut.Turned as turned:
        return turned.word


PARSERS = {
    "variables": Parser(_read, (WELL, QUOTED, EMPTY, b"ERR DATA-STALE\n")),
}


def test_a_question_names_its_ups() -> None:
    assert nut.question("hq") == b"LIST VAR hq\n"


def test_every_variable_is_read_and_quotes_are_taken_away() -> None:
    assert nut.parsed(WELL, "hq") == {"battery.charge": "97", "ups.status": "OL CHRG"}
    assert nut.parsed(QUOTED, "hq") == {"ups.model": 'Smart "500" \\ A'}
    assert nut.parsed(EMPTY, "hq") == {}


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("圧力表".encode("cp932").replace(b"\\", b"\\\\"), "圧力表"),
        ("正常".encode(), "正常"),
        (b"caf\xe9", "café"),
        ("a\u2028b\x0bc".encode(), "a\u2028b\x0bc"),
    ],
)
def test_a_device_s_own_words_may_be_in_any_encoding(sent: bytes, text: str) -> None:
    wire = WELL.replace(b'"97"', b'"' + sent + b'"')
    assert nut.parsed(wire, "hq") == {"battery.charge": text, "ups.status": "OL CHRG"}


def test_an_answer_is_whole_at_its_end_or_at_an_error() -> None:
    assert nut.is_whole(WELL, "hq")
    assert nut.is_whole(b"ERR ACCESS-DENIED\n", "hq")
    assert not any(nut.is_whole(WELL[:end], "hq") for end in range(len(WELL)))


@pytest.mark.parametrize("word", ["UNKNOWN-UPS", "DATA-STALE", "ACCESS-DENIED"])
def test_an_error_has_its_word(word: str) -> None:
    with pytest.raises(nut.Turned) as turned:
        nut.parsed(f"ERR {word}\n".encode(), "hq")
    assert turned.value.word == word


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        WELL[:-10],
        WELL.replace(b"VAR hq b", b"VAR x b"),
        b"\xff",
    ],
)
def test_anything_else_is_malformed(said: bytes) -> None:
    with pytest.raises(Malformed):
        nut.parsed(said, "hq")


@pytest.mark.parametrize("name", ["", "a b", "ups\nLOGOUT", "停電", "x" * 65])
def test_a_name_that_would_break_the_line_is_none(name: str) -> None:
    assert not nut.is_name(name)
    assert nut.is_name("hq-ups_1.a")


def test_no_bytes_break_the_parser() -> None:
    survives(PARSERS["variables"])
