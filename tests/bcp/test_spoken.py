"""Spans as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import DAY, HOUR, MINUTE, SECOND, as_said, spoken


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
