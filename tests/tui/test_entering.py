"""One line from paper, typed on a screen: the order that comes out, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input

from bcp.durations import HOUR, MINUTE
from bcp.message import LANGUAGES, Language
from drills.core.paper_orders import Enter
from drills.core.paper_time import Around
from tests.paper.making import BEGAN_US, OFFSET_S, since_start
from tests.tui import scripted
from tests.tui.test_dialogs import Host
from tui.app import DrillApp
from tui.present.entering import EnterAsked
from tui.prose import Prose
from tui.screens.dialogs.enter import EnterDialog
from tui.screens.result import ResultScreen

ASKED = EnterAsked(Around(BEGAN_US, BEGAN_US + 2 * HOUR, OFFSET_S), ("news", "declare"))


async def filled(fields: dict[str, str], lang: Language = "ja") -> tuple[list[object], str]:
    """What the dialog gave back, and what it said was missing."""
    dialog = EnterDialog(ASKED, "佐藤", lang)
    app = Host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        for field, value in fields.items():
            dialog.query_one(f"#{field}", Input).value = value
        await pilot.press("enter")
        await pilot.pause()
        missing = "" if app.came.back else dialog.query_one("#missing", Prose).text
        return app.came.back, missing


async def test_a_line_is_an_order_with_its_minute_on_the_drills_clock() -> None:
    fields = {"when": "１３：０５", "text": "復旧", "who": "山田", "step": "news", "stumble": "鍵"}
    back, _ = await filled(fields)
    (order,) = back
    assert isinstance(order, Enter)
    (line,) = order.lines
    assert (order.by, line.text, line.who, line.step, line.stumble) == (
        *("佐藤", "復旧", "山田", "news", "鍵"),
    )
    assert (line.low, line.high - line.low) == (since_start(0, 13, 5), MINUTE)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("fields", "ja"),
    [
        ({"when": "13:05"}, "作業内容・状況を入力"),
        ({"when": "夜", "text": "x"}, "時刻として読めません"),
        ({"when": "09:00", "text": "x"}, "日付から書いて"),
        ({"when": "23:00", "text": "x"}, "まだ来ていない"),
        ({"when": "13:05", "text": "x", "step": "newz"}, "「news」のことですか"),
        ({"when": "13:05", "text": "x", "by": ""}, "氏名"),
    ],
)
async def test_what_is_missing_or_wrong_is_said_in_the_dialog(
    fields: dict[str, str], ja: str, lang: Language
) -> None:
    back, missing = await filled(fields, lang)
    assert back == []
    assert missing
    assert lang == "en" or ja in missing


async def on_result(shelf: Any) -> tuple[list[str], str]:
    app = DrillApp(shelf, "ja", by="佐藤")
    async with app.run_test(size=(100, 40)) as pilot:
        screen = ResultScreen(shelf, "r", "ja", by="佐藤")
        await app.push_screen(screen)
        await app.workers.wait_for_complete()
        await pilot.press("e")
        dialog = app.screen
        assert isinstance(dialog, EnterDialog)
        began = screen._report.header.began if screen._report else None
        assert began is not None
        dialog.query_one("#when", Input).value = began.iso[:10] + " " + began.iso[11:16]
        dialog.query_one("#text", Input).value = "手書き"
        await pilot.press("enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        return shelf.asked, screen.query_one("#saved", Prose).text


async def test_a_drill_that_is_over_takes_a_line_on_its_result_which_is_then_read_again() -> None:
    asked, said = await on_result(scripted.Shelved())
    assert asked == ["report r", "enter r 手書き", "report r"]
    assert "1行入力しました" in said
