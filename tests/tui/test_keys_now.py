"""The bottom line names the keys that matter, and no key opens a form that leads nowhere."""

from __future__ import annotations

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import Message, Text
from drills.core import events as e
from drills.core import orders as o
from drills.core.machine import evolve
from tests.core import making as m
from tests.core.simulation import Simulation, World
from tests.tui.boards import BY, seated
from tests.tui.drilling import Staged, brief, world
from tests.tui.hearing import heard_of
from tui.feed import Happened
from tui.heard import hear
from tui.present.keys_now import keys_now
from tui.present.turns import turn_lines
from tui.screens.dialogs.dialog import Dialog

S = SECOND


def ended() -> Staged:
    stage = Staged(brief(), world())
    stage.pass_to(5 * S)
    stage.simulation.order(o.Abort("x"))
    stage.tell()
    return stage


async def test_a_drill_that_is_over_offers_its_result_and_no_orders() -> None:
    async with seated(5 * S, stage=ended()) as seat:
        line = seat.text.splitlines()[-1]
        assert line.split() == ["t", "結果", "Esc", "戻る", "^Q", "終了", "?", "ヘルプ"]


@pytest.mark.parametrize("key", ["a", "p", "d", "i", "x", "ctrl+x", "ctrl+r"])
async def test_on_a_drill_that_is_over_no_key_opens_a_form(key: str) -> None:
    async with seated(5 * S, stage=ended()) as seat:
        await seat.press(key)
        await seat.until("訓練は終わっています。")
        assert not isinstance(seat.host.screen, Dialog)
        assert seat.stage.sent == []


async def test_a_step_that_is_over_is_not_asked_about_before_it_is_refused() -> None:
    async with seated(5 * S) as seat:
        await seat.press("home", "s")
        assert not isinstance(seat.host.screen, Dialog)
        await seat.until("終わ")


async def test_where_nothing_is_watched_there_is_no_list_to_choose_from() -> None:
    async with seated(5 * S, mode="tabletop") as seat:
        await seat.press("x")
        await seat.until("判定から外せる監視はありません。")
        assert not isinstance(seat.host.screen, Dialog)


async def test_a_key_typed_as_a_capital_or_in_full_width_does_the_same() -> None:
    for key in ("A", "ａ", "Ａ"):
        async with seated(5 * S) as seat:
            await seat.press(key, "1", "enter")
            assert seat.stage.sent == [o.Answer("declare", "done", BY)]


async def test_what_was_said_in_passing_does_not_stand_over_a_dialog() -> None:
    async with seated(5 * S) as seat:
        await seat.press("p")
        await seat.until("今、承認を待っている")
        await seat.press("a")
        await seat.until(lambda: "今、承認を待っている" not in seat.text)
        seat.screen.tell(Message("test.later"))
        seen = (await seat.until("test.later")).splitlines()
        keys = next(number for number, line in enumerate(seen) if "Esc やめる" in line)
        assert all("test.later" not in line for line in seen[keys - 1 :])


async def test_nothing_of_the_board_stands_beside_a_dialog_of_a_small_terminal() -> None:
    async with seated(5 * S) as seat:
        await seat.press("a")
        assert seat.host.screen.query_one("#panel").region.width == 80


async def test_on_a_small_terminal_the_key_of_the_real_event_is_in_sight_beside_the_tour() -> None:
    def tour(_: object, seen: frozenset[str]) -> tuple[str, Text, Text] | None:
        return None if seen else ("a", Text("見どころ"), Text("ここを見ます。"))

    async with seated(5 * S, tour=tour) as seat:
        line = seat.text.splitlines()[-1]
        for key in ("g 次の案内", "a 回答", "^X 中止", "^R 実災害"):
            assert key in line


def test_a_doubt_puts_its_key_first_and_says_so() -> None:
    run = Simulation(World()).begin(m.brief(m.run("a"), m.inject("z", at=HOUR)))
    run.run(until=0)
    doubt = e.ActionInDoubt(SECOND, 1, Message("test.why"))
    drill = hear(heard_of(run), Happened((doubt,)), 0.0).drill
    assert keys_now(drill, may_order=True, toured=True).first == ("settle", "tour_on")
    assert "d で記録" in turn_lines(drill, SECOND, "ja")[0].words


@pytest.mark.parametrize("finish", ["aborted", "real_event"])
def test_while_a_drill_closes_the_real_event_may_still_be_called_once(finish: e.Finish) -> None:
    drill = Simulation(World()).begin(m.brief(m.ask("a", at=0))).drill
    closing = evolve(drill, e.ClosingBegan(SECOND, finish, "x", Message("test.why"), True))
    idle = keys_now(closing, may_order=True, toured=False).idle
    assert {"answer", "approve", "inject", "pause"} <= idle
    assert ("real_event" in idle) == (finish == "real_event")
    # An abort then ends the waiting until all are told.
    assert ("abort" in idle) == ("told" in idle) == (finish != "real_event")


def test_a_screen_that_takes_no_orders_offers_none() -> None:
    drill = Simulation(World()).begin(m.brief(m.ask("a", at=0))).drill
    idle = keys_now(drill, may_order=False, toured=False).idle
    assert idle >= {"answer", "approve", "inject", "pause", "abort", "real_event"}


def test_a_step_on_hold_says_how_to_let_it_go() -> None:
    run = Simulation(World()).begin(m.brief(m.inject("a", at=MINUTE), m.inject("z", at=HOUR)))
    run.order(o.Hold("a", "x"))
    first, after = turn_lines(run.drill, SECOND, "en")
    assert first.words == "Held back (choose it and press h to let it go): [a] 【訓練】a"
    assert after.words == "Next: [z] 【訓練】z"


async def test_the_cursor_stands_on_a_step_that_is_held_where_nothing_else_waits() -> None:
    stage = Staged(m.brief(m.inject("a", at=MINUTE), m.inject("z", at=HOUR)), World())
    async with seated(S, stage=stage) as seat:
        await seat.press("h", "h")
        assert seat.stage.sent == [o.Hold("a", BY), o.Release("a", BY)]
