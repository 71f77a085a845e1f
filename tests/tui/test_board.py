"""The controller's board by keyboard: what is pressed, what is ordered, and what is seen of it."""

from __future__ import annotations

import pytest

from bcp.durations import SECOND
from bcp.message import Message, Text
from drills.core import orders as o
from drills.core.orders import Order
from tests.tui.boards import BY, seated
from tui.screens.dialogs.answer import AnswerDialog
from tui.screens.dialogs.dialog import Dialog
from tui.screens.following import Following
from tui.widgets.steps import StepsGrid

S = SECOND


async def test_a_key_sends_an_order_and_the_screen_waits_for_its_event() -> None:
    async with seated(5 * S) as seat:
        seat.stage.held_back = True
        await seat.press("a", "1", "enter")
        assert seat.stage.sent == [o.Answer("declare", "done", BY)]
        await seat.seen()
        assert "依頼中" in seat.text
        assert "完了" not in seat.text
        seat.stage.held_back = False
        seat.stage.tell()
        seen = await seat.until("完了")
        assert "依頼中" not in seen


async def test_an_order_that_is_refused_is_told_in_words_and_stands_in_the_log() -> None:
    async with seated(5 * S) as seat:
        await seat.press("home", "h")
        assert seat.stage.sent == [o.Hold("quake", BY)]
        await seat.seen()
        await seat.press("tab", "tab")
        assert "依頼は受け付けられませんでした" in await seat.until("受け付けられません")
        assert "依頼中" not in seat.text


ORDERED: tuple[tuple[str, tuple[str, ...], Order], ...] = (
    ("answer", ("a", "2", "enter"), o.Answer("declare", "partly", BY)),
    ("hold", ("end", "h"), o.Hold("tell-hq", BY)),
    ("begin now", ("end", "n"), o.Release("tell-hq", BY, now=True)),
    ("pause", ("space",), o.Pause(BY)),
    ("inject", ("i", "1", "tab", "x", "enter"), o.GiveInject("lead", Text("x"), BY)),
    ("skip", ("end", "s", "x", "enter"), o.Skip("tell-hq", BY, "x")),
)


@pytest.mark.parametrize(
    ("keys", "order"), [row[1:] for row in ORDERED], ids=[r[0] for r in ORDERED]
)
async def test_every_order_has_its_keys(keys: tuple[str, ...], order: Order) -> None:
    async with seated(5 * S) as seat:
        await seat.press(*keys)
        assert seat.stage.sent == [order]


async def test_an_answer_is_for_the_step_under_the_cursor_if_that_waits_for_one() -> None:
    async with seated(5 * S) as seat:
        await seat.press("home", "down", "a", "1", "enter")
        assert seat.stage.sent == [o.Answer("muster", "done", BY)]


async def test_where_nothing_waits_for_an_approval_that_is_told() -> None:
    async with seated(5 * S) as seat:
        await seat.press("p")
        await seat.until("今、承認を待っている")
        assert seat.stage.sent == []


async def test_a_dialog_that_is_closed_orders_nothing() -> None:
    async with seated(5 * S) as seat:
        await seat.press("a", "escape")
        assert seat.stage.sent == []


async def test_the_pause_key_lets_a_paused_drill_go_on() -> None:
    async with seated(5 * S) as seat:
        await seat.press("space")
        assert "一時停止中" in await seat.until("一時停止中です")
        await seat.press("space")
        assert seat.stage.sent == [o.Pause(BY), o.GoOn(BY)]


async def test_an_abort_is_asked_about_before_it_is_ordered() -> None:
    async with seated(5 * S) as seat:
        await seat.press("ctrl+x")
        assert isinstance(seat.host.screen, Dialog)
        assert seat.stage.sent == []


async def test_a_screen_changes_nothing_by_itself() -> None:
    async with seated(5 * S) as seat:
        before = seat.screen.heard.drill
        seat.stage.held_back = True
        await seat.press("space")
        assert seat.screen.heard.drill is before
        assert list(seat.screen.pending) == [o.Pause(BY)]
        seat.stage.held_back = False
        seat.stage.tell()
        await seat.seen()
        assert not seat.screen.pending
        assert seat.screen.heard.drill.paused


async def test_the_cursor_goes_along_until_a_person_moves_it() -> None:
    async with seated(5 * S) as seat:
        grid = seat.screen.query_one(StepsGrid)
        assert str(grid.chosen) == "declare"
        await seat.press("a", "1", "enter")
        await seat.until(lambda: grid.chosen == "muster")
        await seat.press("up")
        assert str(grid.chosen) == "quake"
        await seat.pass_to(20 * S)
        assert str(grid.chosen) == "quake"


async def test_tab_goes_through_the_three_tables() -> None:
    async with seated(30 * S) as seat:
        assert "[手順" in seat.text
        await seat.press("tab")
        assert "[システム" in seat.text and "付与異常" in seat.text
        await seat.press("tab")
        assert "[記録" in seat.text and "訓練開始" in seat.text
        await seat.press("tab")
        assert "[手順" in seat.text


async def test_a_wide_screen_shows_all_three_at_once() -> None:
    async with seated(30 * S, size=(160, 50)) as seat:
        for word in ("[muster]", "付与異常", "訓練開始"):
            assert word in seat.text


async def test_a_screen_that_is_made_wide_shows_all_three() -> None:
    async with seated(30 * S) as seat:
        assert "訓練開始" not in seat.text
        await seat.pilot.resize_terminal(160, 50)
        await seat.until("訓練開始")


async def test_the_log_shows_only_lines_with_the_word() -> None:
    async with seated(30 * S) as seat:
        await seat.press("slash", *"register")
        await seat.until(lambda: "停止を検出" in seat.text and "訓練開始" not in seat.text)
        await seat.press("enter", "slash", "escape")
        await seat.until("訓練開始")


async def test_letters_typed_into_the_filter_are_no_commands() -> None:
    async with seated(5 * S) as seat:
        await seat.press("slash", *"aph")
        assert seat.stage.sent == []
        assert not isinstance(seat.host.screen, AnswerDialog)


async def test_silence_is_told_and_then_called_lost() -> None:
    async with seated(5 * S) as seat:
        assert "受信中" in seat.text
        seat.stage.say_nothing_for(5)
        await seat.seen()
        assert "遅れ 5秒" in seat.text
        seat.stage.say_nothing_for(10)
        await seat.seen()
        assert "途絶 15秒" in seat.text


async def test_an_engine_that_goes_says_why_and_the_screen_stays() -> None:
    async with seated(5 * S) as seat:
        seat.stage.lose(Message("test.gone"))
        await seat.seen()
        await seat.press("tab", "tab")
        assert "途絶" in seat.text and "test.gone" in seat.text


async def test_a_feed_that_breaks_is_told_and_does_not_end_the_app() -> None:
    async with seated(5 * S) as seat:
        seat.stage.break_down()
        await seat.until("途絶")
        await seat.press("tab", "tab")
        assert "ValueError" in seat.text


async def test_a_record_can_be_looked_at_and_not_ordered_about() -> None:
    async with seated(5 * S, orders=False) as seat:
        await seat.press("a")
        await seat.until("この画面は見るだけです")
        await seat.press("space")
        assert seat.stage.sent == []


async def test_the_result_and_the_way_back_are_for_the_app_to_decide() -> None:
    async with seated(5 * S) as seat:
        await seat.press("t", "escape")
        assert [type(each) for each in seat.host.posted] == [
            Following.ResultWanted,
            Following.Closed,
        ]


async def test_another_language_changes_every_word_at_once() -> None:
    async with seated(30 * S, size=(160, 50)) as seat:
        seat.screen.speak("en")
        await seat.pilot.pause()
        for word in ("ANSWER?", "DOWN inj.", "Steps", "drill began", "live", "Answer"):
            assert word in seat.text


async def test_the_tour_is_shown_until_it_is_gone_on_from() -> None:
    def tour(drill: object, seen: frozenset[str]) -> tuple[str, Text, Text] | None:
        return None if "a" in seen else ("a", Text("見どころ"), Text("ここを見ます。"))

    async with seated(5 * S, tour=tour) as seat:
        assert "ここを見ます。" in seat.text
        await seat.press("g")
        await seat.until(lambda: "ここを見ます。" not in seat.text)


async def test_a_whole_drill_is_led_by_keys_alone() -> None:
    async with seated(2 * S) as seat:
        await seat.press("a", "1", "enter")
        await seat.pass_to(15 * S)
        await seat.press("p", "1", "enter")
        await seat.pass_to(20 * S)
        await seat.press("a", "1", "enter")
        await seat.pass_to(40 * S)
        await seat.press("tab")
        assert "公式ホームページ" in seat.text
        assert "24秒 / 30秒         残り6秒" in seat.text
        kinds = [type(each).__name__ for each in seat.stage.sent]
        assert kinds == ["Answer", "Approve", "Answer"]


async def test_a_narrow_screen_tells_which_system_has_the_least_time_left() -> None:
    async with seated(40 * S) as seat:
        assert "[手順" in seat.text
        assert "応答なし: 被災者台帳（全窓口）  20秒 / 1分  (ほか1件)" in seat.text
        await seat.pilot.resize_terminal(160, 50)
        await seat.seen()
        assert "ほか1件" not in seat.text
