"""Spans as people say them."""

from __future__ import annotations

import pytest

from bcp.durations import HOUR, MINUTE, SECOND, spoken


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
