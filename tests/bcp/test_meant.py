"""What somebody meant is a guess, but it is always something that can be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import (
    BusinessDays,
    Offset,
    Span,
    parse_business_days,
    parse_offset,
    parse_span,
)
from bcp.load import load_plan
from bcp.meant import meant_date, meant_number, meant_time
from bcp.refused import Refused
from bcp.slips import slip_in_key, slip_in_table, slip_in_word

ODD = st.text(
    st.sampled_from(
        "0123456789０１２.,-/:：年月日時間分秒週営業後令和平成元hmsdwTt＋+ 　#＃“”、ーPT"
    ),
    max_size=12,
)
READ: dict[type, Callable[[str], Any]] = {
    Span: parse_span,
    Offset: parse_offset,
    BusinessDays: parse_business_days,
}


@pytest.mark.parametrize("kind", READ)
@given(text=ODD)
def test_a_time_that_is_guessed_can_be_read(kind: type, text: str) -> None:
    guess = meant_time(kind, text)
    assert guess is None or READ[kind](guess) is not None


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        (Span, "１時間３０分", "1h30m"),
        (Span, "0.5h", "30m"),
        (Span, "半日", None),
        (Span, "999999.999w", None),
        (Offset, "20分後", "T+20m"),
        (BusinessDays, "３営業日", "3bd"),
        (BusinessDays, "3日", None),
    ],
)
def test_what_is_on_paper_is_meant(kind: type, text: str, meant: str | None) -> None:
    assert meant_time(kind, text) == meant


@given(ODD)
def test_a_date_that_is_guessed_looks_like_one(text: str) -> None:
    guess = meant_date(text)
    assert guess is None or [len(each) for each in guess.split("-")] == [4, 2, 2]


@given(ODD)
def test_a_number_that_is_guessed_is_one(text: str) -> None:
    whole, real = meant_number(int, text, text), meant_number(float, text, text)
    assert whole is None or int(whole) is not None
    assert real is None or float(real) is not None


@given(ODD)
def test_signs_are_looked_at_without_failing(text: str) -> None:
    for slip in (slip_in_key(text), slip_in_table(text), slip_in_word(text, ("a",))):
        assert slip is None or slip.code.startswith("slip.")


def test_an_address_is_no_key_without_a_space() -> None:
    assert slip_in_table("https://www.example.jp/") is None


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text", ["9" * 200_000, "1時間" * 25_000, "1," * 100_000, "s9、" * 50_000, " " * 200_000 + "#"]
)
def test_a_long_value_is_refused_at_once(text: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    value = f'{{id: a, rto: "{text}", users: "{text}", lease_end: "{text}", depends_on: "{text}"}}'
    others = "".join(f"  - id: s{number}\n" for number in range(1_000))
    path.write_text(f"organisation: 見本町\nsystems:\n{others}  - {value}\n", encoding="utf-8")
    with pytest.raises(Refused):
        load_plan(path, {})


def test_what_stands_in_the_place_of_a_plain_word_has_no_guess() -> None:
    assert meant_time(str, "null") is None
    assert meant_time(bool, "はい") is None
