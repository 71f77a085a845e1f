"""After the real event the board says who is still to be told, and takes the note of it."""

from __future__ import annotations

from bcp.durations import SECOND
from bcp.message import Message, render
from drills.core import events as e
from drills.core.addressees import to_be_told
from drills.core.orders import Abort, Answer, Approve, RealEvent
from drills.core.retraction_orders import Retract
from tests.tui.boards import BY, Seat, seated
from tests.tui.drilling import Staged, brief, world
from tui.present import asking
from tui.screens.dialogs.dialog import Dialog

S = SECOND


def real() -> Staged:
    stage = Staged(brief(), world())
    stage.pass_to(12 * S)
    stage.simulation.order(RealEvent("x"))
    stage.tell()
    return stage


def left(seat: Seat) -> set[str]:
    return {each.id for each in to_be_told(seat.stage.simulation.drill)}


async def test_the_board_says_whom_to_tell_and_that_it_is_real() -> None:
    async with seated(12 * S, stage=real()) as seat:
        seen = await seat.until("次の相手に知らせ")
        assert "実災害です" in seen
        assert "これは訓練です" not in seen
        assert "連絡班" in seen
        assert "c 連絡済み" in seen.splitlines()[-1]


async def test_who_was_told_is_noted_with_a_key_and_leaves_the_list() -> None:
    async with seated(12 * S, stage=real()) as seat:
        before = left(seat)
        await seat.press("c", "1", "tab", *"naisen", "enter")
        (order,) = seat.stage.sent
        assert isinstance(order, Retract)
        assert (order.by, order.how) == (BY, "naisen")
        assert left(seat) == before - {order.addressee}
        await seat.press("c")
        assert isinstance(seat.host.screen, Dialog)


async def test_an_abort_names_those_who_would_not_be_told() -> None:
    async with seated(12 * S, stage=real()) as seat:
        await seat.press("ctrl+x")
        await seat.until("まだ知らせていない相手がいます")
        await seat.press("2", "tab", "y", "enter")
        assert seat.stage.sent == [Abort(BY)]
        assert seat.stage.simulation.of(e.RetractionEnded)


async def test_before_the_real_event_the_key_is_refused_in_words() -> None:
    async with seated(5 * S) as seat:
        await seat.press("c")
        await seat.until("実災害への切替えがまだです")
        assert not isinstance(seat.host.screen, Dialog)


def test_the_question_says_what_an_undo_would_run_where_and_what_stays_without_it() -> None:
    stage = Staged(brief(), world())
    stage.pass_to(5 * S)
    stage.simulation.order(Answer("declare", "done", "x"))
    stage.pass_to(15 * S)
    stage.simulation.order(Approve("stop-web", "lead", "y"))
    stage.pass_to(20 * S)
    asked = asking.real_event_asked(stage.simulation.drill)
    (said,) = [each for each in asked.undos if isinstance(each, Message)]
    assert render(said, "ja") == (
        "web01（192.0.2.1:22）: 元に戻すと「systemctl start nginx」を実行します。"
        "戻さないと「systemctl stop nginx」を実行したままになります。"
    )
