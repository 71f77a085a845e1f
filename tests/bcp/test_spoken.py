"""Spans as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import DAY, HOUR, MINUTE, SECOND, as_said, exactly, spoken


@pytest.mark.parametrize(
    ("us", "ja", "en"),
    [
        (0, "0秒", "0 s"),
        (499, "0秒", "0 s"),
        (-499, "0秒", "0 s"),
        (500, "0.001秒", "0.001 s"),
        (42_000, "0.042秒", "0.042 s"),
        (5_450_000, "5.5秒", "5.5 s"),
        (24_500_000, "25秒", "25 s"),
        (2 * HOUR + 35 * MINUTE + 59 * SECOND, "2時間35分", "2 h 35 min"),
        (-2 * SECOND, "マイナス2秒", "minus 2 s"),
    ],
)
def test_a_span_is_said_with_the_digits_that_matter(us: int, ja: str, en: str) -> None:
    assert (spoken(us, "ja"), spoken(us, "en")) == (ja, en)


@given(st.integers(0, 400 * DAY))
def test_what_is_said_of_a_span_is_said_of_what_was_said(us: int) -> None:
    shown = as_said(us)
    assert abs(shown - us) < (HOUR if us >= DAY else MINUTE if us >= HOUR else SECOND)
    assert us < 10 * SECOND or spoken(shown, "ja") == spoken(us, "ja")


def test_differences_below_a_minute_may_be_said_with_a_tenth() -> None:
    assert spoken(24_500_000, "ja", tenths=True) == "24.5秒"
    assert spoken(24_000_000, "ja", tenths=True) == "24秒"
    assert spoken(64_500_000, "ja", tenths=True) == "1分5秒"


@pytest.mark.parametrize(
    ("us", "ja", "en"),
    [
        (0, "+0.0秒", "+0.0 s"),
        (-40_000, "+0.0秒", "+0.0 s"),
        (3 * SECOND, "+3.0秒", "+3.0 s"),
        (3 * HOUR, "+3時間", "+3 h"),
        (-3 * HOUR - 400_000, "-3時間0.4秒", "-3 h 0.4 s"),
        (DAY + HOUR + MINUTE + SECOND, "+1日1時間1分1.0秒", "+1 d 1 h 1 min 1.0 s"),
        (59_960_000, "+1分", "+1 min"),
    ],
)
def test_how_far_clocks_are_apart_keeps_its_tenths_beside_hours(us: int, ja: str, en: str) -> None:
    assert exactly(us, "ja", signed=True) == ja
    assert exactly(us, "en", signed=True) == en


def test_an_error_has_no_sign_and_a_clock_behind_is_said_to_be() -> None:
    assert exactly(90 * SECOND, "ja") == "1分30.0秒"
    assert exactly(-90 * SECOND, "ja") == "マイナス1分30.0秒"
