"""The players' view: it is given pages and shows them; answers go the same way as anybody's."""

from __future__ import annotations

from bcp.durations import SECOND
from drills.core import orders as o
from tests.tui.boards import BY, seated
from tests.tui.drilling import Staged, brief, world

S = SECOND


def staged() -> Staged:
    return Staged(brief(), world(), "players")


async def test_players_see_what_was_given_what_is_wanted_and_what_works() -> None:
    async with seated(10 * S, stage=staged()) as seat:
        for word in (
            "これは訓練です",
            "想定 22:10:10",
            "22時10分ごろ",
            "3階サーバ室",
            "連絡班: 【訓練】情報担当職員",
            "使えません: グループウェア",
        ):
            assert word in seat.text


async def test_players_see_no_title_no_pretence_and_nothing_to_come() -> None:
    async with seated(10 * S, stage=staged(), size=(160, 50)) as seat:
        for word in ("震度6弱・夜間の地震", "付与", "復旧見込み", "空調が動きました", "stop-web"):
            assert word not in seat.text
        assert seat.screen.heard.drill.brief is None


async def test_the_newest_situation_stands_first() -> None:
    async with seated(10 * S, stage=staged()) as seat:
        assert seat.text.index("22:10:08") < seat.text.index("22:10:00")


async def test_players_answer_what_is_wanted_with_the_least_time() -> None:
    async with seated(10 * S, stage=staged()) as seat:
        await seat.press("a", "1", "enter")
        assert seat.stage.sent == [o.Answer("declare", "done", BY)]
        await seat.until(lambda: "宣言しましたか" not in seat.text)


async def test_an_action_that_waits_for_an_approval_is_not_on_the_screen() -> None:
    async with seated(10 * S, stage=staged()) as seat:
        await seat.press("a", "1", "enter")
        await seat.pass_to(15 * S)
        await seat.press("p")
        assert "承認" not in seat.text and "余震" not in seat.text
        assert seat.stage.sent == [o.Answer("declare", "done", BY)]


async def test_anybody_may_call_the_real_event() -> None:
    async with seated(10 * S, stage=staged()) as seat:
        await seat.press("ctrl+r")
        assert "訓練中止、実災害" in seat.text


async def test_a_screen_for_all_to_see_takes_no_orders() -> None:
    async with seated(10 * S, stage=staged(), orders=False) as seat:
        await seat.press("a")
        await seat.until("この画面は見るだけです")
        assert seat.stage.sent == []
