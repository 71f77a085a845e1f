"""The list with a cursor, and paragraphs that break as Japanese does."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from drills.report.layout import width_of
from tests.tui.reading import text_of
from tui.pick_list import PickList
from tui.present.rows import Row, fitted, set_in
from tui.prose import Prose

ROWS = tuple(Row(str(number), (f"行{number}", "x")) for number in range(50))


class Host(App[None]):
    """A list of fifty rows in ten lines, and a paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.picked: list[str] = []

    def compose(self) -> ComposeResult:
        yield PickList((None, 4))
        yield Prose("実災害に切り替え、行った操作を元に戻します。", "1. ")

    def on_mount(self) -> None:
        self.query_one(PickList).show(ROWS)

    def on_pick_list_picked(self, picked: PickList.Picked) -> None:
        self.picked.append(picked.row.id)


async def test_the_cursor_goes_as_far_as_there_are_rows_and_stays_in_sight() -> None:
    app = Host()
    async with app.run_test(size=(30, 10)) as pilot:
        listed = app.query_one(PickList)
        for key, row in (("up", "0"), ("down", "1"), ("pagedown", "11"), ("end", "49")):
            await pilot.press(key)
            assert listed.row is not None
            assert listed.row.id == row
            assert f"> 行{row}" in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
    assert app.picked == ["49"]


async def test_a_click_moves_the_cursor_and_a_double_click_picks() -> None:
    app = Host()
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.click(PickList, offset=(3, 2))
        assert app.query_one(PickList).cursor == 2
        assert app.picked == []
        await pilot.double_click(PickList, offset=(3, 4))
        await pilot.pause()
    assert app.picked == ["4"]


async def test_the_cursor_stays_on_its_row_when_the_rows_change() -> None:
    app = Host()
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("down", "down")
        listed = app.query_one(PickList)
        listed.show((Row("new", ("新", "x")), *ROWS))
        assert listed.cursor == 3
        listed.show(ROWS[10:])
        assert listed.cursor == 0
        listed.show(())
        assert listed.row is None
        await pilot.press("down", "enter")
    assert app.picked == []


async def test_a_paragraph_is_broken_between_any_two_letters_and_hangs_behind_its_lead() -> None:
    app = Host()
    async with app.run_test(size=(30, 10)):
        lines = text_of(app).splitlines()[-2:]
    assert lines == ["1. 実災害に切り替え、行った操", "   作を元に戻します。"]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 5, "abc.."),
        ("被災者台帳", 10, "被災者台帳"),
        ("被災者台帳", 9, "被災者.. "),
        ("被災者台帳", 8, "被災者.."),
        ("a\x1bb", 8, "a\\x1bb  "),
    ],
)
def test_text_is_cut_by_cells_and_says_so(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown
    assert width_of(fitted(text, width)) == width


def test_the_column_without_a_width_takes_what_is_left() -> None:
    assert set_in(("被災者台帳", "ok"), (None, 4), 20) == "被災者台帳      ok"
