"""While a screen is shown, nothing keeps a key waiting; afterwards all is as it was."""

from __future__ import annotations

import gc
import sys

import pytest

from tui.smooth import OLD, TURN_S, smoothly


def test_old_objects_are_looked_at_hardly_at_all_while_a_screen_is_shown() -> None:
    before = gc.get_threshold(), sys.getswitchinterval()
    with smoothly():
        assert gc.get_threshold()[2] == OLD
        assert sys.getswitchinterval() == pytest.approx(TURN_S)
    assert gc.get_threshold() == before[0]
    assert sys.getswitchinterval() == pytest.approx(before[1])


def test_all_is_as_it_was_even_where_the_screen_failed() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="x"), smoothly():
        raise ValueError("x")
    assert gc.get_threshold() == before
