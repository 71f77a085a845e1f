"""A wave of a ramp was told, or the ramp is stopped, by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from drills.core import orders as o
from drills.core.ramp_orders import StopRamp, TellWave
from tests.tui.test_dialogs import BY, every_dialog, given


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("1", "enter"), TellWave("connect", BY)),
        (("2", "tab", "'混雑'", "enter"), StopRamp("connect", BY, "混雑")),
    ],
)
async def test_one_digit_goes_on_and_the_other_stops(
    keys: Sequence[str], expected: o.Order
) -> None:
    assert await given(every_dialog()["ramp"], keys) == [expected]


async def test_nothing_is_chosen_beforehand() -> None:
    assert await given(every_dialog()["ramp"], ("enter", "enter")) == []
