"""A secret that a server says back is hidden before anybody keeps it, however it was written."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.message import Phrase, Text
from bcp.model import Server
from drills.runtime.masking import masked, masked_bytes, masked_message, masked_reading
from drills.runtime.secrets import MASK, Secret
from drills.runtime.ssh_command import Ended
from drills.runtime.ssh_output import answer_of
from scenarios.reading import Reading

PLAIN = "canary mask/1 &%$\"'"
JAPANESE = "訓練パスワード表ソ能"
SECRETS = [Secret(PLAIN), Secret(JAPANESE)]
SAID = Phrase("tests.masking", ja="{what}", en="{what}")

Writing = Callable[[str], str]
WRITINGS: list[Writing] = [
    lambda value: value,
    json.dumps,
    html.escape,
    lambda value: quote(value, safe=""),
    lambda value: re.sub("%..", lambda found: found[0].lower(), quote(value, safe="")),
    lambda value: quote(value, safe="!'()*"),
    quote_plus,
    lambda value: value.encode().hex(),
    lambda value: base64.b64encode(value.encode()).decode(),
    lambda value: base64.urlsafe_b64encode(value.encode()).decode(),
]


def shown(text: str, value: str) -> bool:
    """Whether more than a few letters of a value can be read out of a text."""
    forms = (write(value) for write in WRITINGS)
    return any(form[at : at + 8] in text for form in forms for at in range(len(form) - 8))


@pytest.mark.parametrize("value", [PLAIN, JAPANESE])
@pytest.mark.parametrize("write", WRITINGS)
def test_a_secret_is_hidden_in_every_writing(write: Writing, value: str) -> None:
    text = masked(f"before {write(value)} after")
    assert not shown(text, value)
    assert text.startswith("before ")
    assert text.endswith(" after")
    assert MASK in text


@pytest.mark.parametrize("user", ["", "a", "ab", "abc", "root"])
@pytest.mark.parametrize("value", [PLAIN, JAPANESE])
def test_a_secret_is_hidden_within_a_longer_base64(user: str, value: str) -> None:
    whole = base64.b64encode(f"{user}:{value}:rest".encode()).decode()
    inside = base64.b64encode(value.encode()).decode()
    hidden = masked(f"Authorization: Basic {whole}")
    assert MASK in hidden
    assert inside[4:-4] not in hidden
    assert len(hidden) < len("Authorization: Basic ") + len(whole)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("value", [PLAIN, JAPANESE])
def test_output_in_any_encoding_of_the_plan_hides_it(encoding: str, value: str) -> None:
    out = f"表示: {value} 。".encode(encoding)
    ended = Ended(0, None, out, out, 1, cut=False, timed_out=False)
    server = Server("old", "192.0.2.1", encoding=encoding)  # type: ignore[arg-type]
    answer = answer_of(ended, server, "")
    assert answer.out == answer.err == f"表示: {MASK} 。"


@pytest.mark.parametrize("value", [PLAIN, JAPANESE])
def test_output_read_in_the_wrong_encoding_hides_it_all_the_same(value: str) -> None:
    for written in ("utf-8", "cp932", "euc_jp"):
        for read in ("utf-8", "cp932", "euc_jp"):
            out = b"x " + value.encode(written) + b" y"
            ended = Ended(0, None, out, b"", 1, cut=False, timed_out=False)
            server = Server("old", "192.0.2.1", encoding=read)
            assert answer_of(ended, server, "").out == f"x {MASK} y"


@given(st.integers(1, len(PLAIN) - 1))
def test_output_that_was_cut_within_a_secret_hides_its_beginning(size: int) -> None:
    said = b"line\n" + PLAIN.encode()[:size]
    assert masked_bytes(said, cut=True) == b"line\n<secret>"
    assert masked_bytes(said) == said


def test_a_long_text_that_ends_within_a_secret_hides_its_beginning() -> None:
    assert masked("x" * 200 + PLAIN[:9]) == "x" * 200 + MASK


@given(st.binary(), st.binary())
def test_nothing_of_a_secret_is_left_in_any_output(before: bytes, after: bytes) -> None:
    for value in (PLAIN, JAPANESE):
        assert value.encode() not in masked_bytes(before + value.encode() + after)


def test_a_reading_hides_it_in_facts_words_and_reasons() -> None:
    reading = Reading(
        facts={"out": f"x{PLAIN}", "reply": True, "exit": 1, "none": None},
        because=SAID(what=PLAIN),
        said=(PLAIN, "plain"),
        note=SAID(what=(SAID(what=Text(PLAIN, JAPANESE)), [JAPANESE])),
    )
    hidden = masked_reading(reading)
    assert "canary" not in repr(hidden)
    assert "訓練" not in repr(hidden)
    assert hidden.facts == {"out": f"x{MASK}", "reply": True, "exit": 1, "none": None}
    assert masked_reading(Reading.unknown(SAID(what=PLAIN))).could_not_ask == SAID(what=MASK)


def test_what_holds_no_secret_stays_as_it_is() -> None:
    assert masked("Filesystem 1K-blocks") == "Filesystem 1K-blocks"
    assert masked_message(SAID(what=1)) == SAID(what=1)
    assert masked_bytes(b"\x82\xa0\xff") == b"\x82\xa0\xff"
