"""After the real event the board shows what is to be done now, in place of the drill's steps."""

from __future__ import annotations

from bcp.durations import SECOND
from bcp.message import LANGUAGES
from drills.core.orders import Abort
from drills.report.layout import width_of
from drills.report.undo_list import undo_list
from tests.tui.boards import BY, Seat, seated
from tests.tui.real import called_off
from tui.present.checklist import checklist_rows

S = SECOND


def pane_of(seat: Seat) -> str:
    return "\n".join(seat.text.splitlines()[6:-1])


async def test_whom_to_tell_what_to_take_back_and_what_to_do_stand_on_a_small_screen() -> None:
    async with seated(22 * S, stage=called_off(), colour=False) as seat:
        seen = await seat.until("チェックリスト 未連絡3、手で戻す1")
        assert "手で戻す web01（192.0.2.1:22）: systemctl start nginx" in seen
        assert "［　］   報告: 災害対策本部へ「状況報告」" in seen
        assert "ICT部門責任者: 佐藤、鈴木" in seen
        assert "bcp-drill survey" in seen
        assert "090123" not in seen
        assert all(width_of(each) <= 80 for each in seen.splitlines())


async def test_nothing_of_it_bears_the_mark_of_the_drill() -> None:
    async with seated(22 * S, stage=called_off()) as seat:
        await seat.until("チェックリスト")
        assert "訓練" not in seat.text.replace("「訓練中止、実災害」", "")


async def test_the_words_to_say_stand_beneath_whoever_is_not_yet_told() -> None:
    async with seated(22 * S, stage=called_off()) as seat:
        await seat.until("チェックリスト")
        assert "知らせる  未連絡  ICT部門責任者　「訓練中止、実災害」" in seat.text
        await seat.press("down", "down", "down")
        assert "指示により、元に戻していません" in seat.text.replace("\n ", "")


async def test_who_was_told_moves_behind_the_others_with_the_name_of_who_said_so() -> None:
    async with seated(22 * S, stage=called_off()) as seat:
        await seat.press("c", "1", "tab", *"naisen", "enter")
        await seat.until("チェックリスト 未連絡2")
        told = [each for each in pane_of(seat).splitlines() if "連絡済み" in each]
        assert len(told) == 1
        assert f"{BY}さん" in told[0]


async def test_what_is_taken_back_is_first_to_come_and_then_undone() -> None:
    stage = called_off(undo=True)
    async with seated(20 * S, stage=stage) as seat:
        await seat.until("実行中   web01（192.0.2.1:22）: systemctl start nginx")
        await seat.pass_to(60 * S)
        await seat.until("戻した   web01（192.0.2.1:22）: systemctl start nginx")


async def test_it_stays_when_the_drill_is_over_and_in_the_other_language() -> None:
    async with seated(22 * S, stage=called_off()) as seat:
        seat.stage.simulation.order(Abort(BY))
        await seat.pass_to(30 * S)
        await seat.until("終了（実災害")
        assert "チェックリスト" in seat.text
        seat.screen.speak("en")
        await seat.until("Checklist")
        assert "BY HAND" in seat.text
        assert "チェックリスト" not in seat.text


async def test_the_other_lists_are_a_tab_away_and_the_keys_of_steps_say_what_is_so() -> None:
    async with seated(22 * S, stage=called_off()) as seat:
        await seat.press("tab")
        await seat.until("[システム")
        await seat.press("tab", "tab")
        await seat.until("[チェックリスト")
        await seat.press("s")
        await seat.until("手順を選んでください")


def test_what_has_no_undo_is_said_to_stay_done() -> None:
    (item,) = undo_list(called_off(has_undo=False).simulation.drill)
    assert (item.state, item.line) == ("no_undo", "systemctl stop nginx")


def test_every_row_has_its_own_name_and_is_said_in_both_languages() -> None:
    drill = called_off().simulation.drill
    for lang in LANGUAGES:
        found = checklist_rows(drill, lang)
        assert len({each.id for each in found}) == len(found)
        assert all(each.what for each in found)
