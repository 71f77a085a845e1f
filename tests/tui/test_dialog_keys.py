"""What the last line of a question says, and what stands in it before an undo."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from tests.tui.reading import text_of
from tests.tui.test_dialogs import DIALOGS, Host, every_dialog
from tui.screens.dialogs.choices import Choices


@pytest.mark.parametrize("name", DIALOGS)
async def test_a_dialog_says_only_the_keys_that_do_something_in_it(name: str) -> None:
    async with Host(every_dialog()[name]).run_test(size=(80, 40)) as pilot:
        dialog = pilot.app.screen
        keys = str(dialog.query_one("#keys", Static).render())
        assert ("数字・上下" in keys) == any(each.count > 1 for each in dialog.query(Choices))
        assert ("Tab" in keys) == (len(dialog.focus_chain) > 1)
        assert "Esc やめる" in keys


async def test_the_address_and_the_line_stand_where_the_real_event_is_called() -> None:
    async with Host(every_dialog()["real"]).run_test(size=(80, 40)) as pilot:
        seen = text_of(pilot.app).replace("\n", "")
        assert "reg01（192.0.2.21:22）" in seen
        assert "log01（192.0.2.9:22）" in seen


async def test_a_dialog_that_is_taller_than_the_screen_says_how_to_scroll_it() -> None:
    for height, said in ((24, True), (40, False)):
        async with Host(every_dialog()["real"]).run_test(size=(80, height)) as pilot:
            await pilot.pause()
            keys = pilot.app.screen.query_one("#keys", Static)
            assert ("PageUp" in str(keys.render())) == said


async def test_without_any_undo_only_the_switch_itself_is_offered() -> None:
    async with Host(every_dialog()["real no undo"]).run_test(size=(80, 24)) as pilot:
        assert "元に戻す操作がなく" in text_of(pilot.app)
        assert pilot.app.screen.query_one(Choices).count == 2
