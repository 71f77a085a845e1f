"""What came of a call, by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from drills.core import orders as o
from drills.core.call_orders import Call
from tests.tui.test_dialogs import BY, Host, every_dialog, given, typed
from tui.prose import Prose

GIVEN: tuple[tuple[str, Sequence[str], o.Order], ...] = (
    ("call", ("enter", "3", "enter"), Call("staff", "kacho", "no_answer", BY)),
    (
        "call",
        ("enter", "4", "tab", "'000-0000-0009'", "enter"),
        Call("staff", "kacho", "wrong_number", BY, correct="000-0000-0009"),
    ),
    (
        "call",
        ("down", "enter", "1", "tab", "tab", "'9:00'", "tab", "'二次店'", "enter"),
        Call("staff", "desk", "reached", BY, note="二次店", arrives="9:00"),
    ),
    ("call", ("end", "tab", "enter"), o.Answer("staff", "done", BY)),
)


@pytest.mark.parametrize(("name", "keys", "expected"), GIVEN)
async def test_what_is_typed_becomes_an_order(
    name: str, keys: Sequence[str], expected: o.Order
) -> None:
    assert await given(every_dialog()[name], keys) == [expected]


async def test_no_result_is_chosen_beforehand() -> None:
    app = Host(every_dialog()["call"])
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, ("enter", "enter"))
        await pilot.pause()
        said = app.screen.query_one("#missing", Prose)
        assert (app.came.back, said.text) == ([], "番号で選んでください。")
