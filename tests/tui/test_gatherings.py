"""The boards of people who gather, and of staff who check in."""

from __future__ import annotations

import pytest

from bcp.durations import MINUTE
from bcp.message import LANGUAGES, Language
from drills.core.checkin_events import TaskResult
from drills.core.checkin_orders import CheckInByHand
from drills.core.muster_orders import Muster
from drills.report.layout import width_of
from tests.tui.boards import BY, seated
from tests.tui.gatherings import MORNING, NIGHT, came, digest, roll_called, said, staged
from tui.present.people import people_steps
from tui.present.people.checkin import CheckInBoard
from tui.present.people.muster import MusterBoard
from tui.screens.dialogs.checkin import CheckInDialog
from tui.screens.dialogs.muster import MusterDialog
from tui.widgets.people import PeopleGrid

SIZES = ((80, 24), (160, 45))


async def test_digits_note_how_somebody_is_and_that_they_are_there() -> None:
    async with seated(stage=staged()) as seat:
        await seat.press("a", "1")
        await seat.seen()
        await seat.press("5")
        await seat.seen()
        await seat.press("right", "6")
        await seat.seen()
        assert seat.stage.sent == [
            Muster("gather", "s1", "safe", BY),
            Muster("gather", "s1", "arrived", BY),
            Muster("gather", "s2", "cannot_come", BY),
        ]
        assert "参集1/7人" in seat.text
        assert "指揮1/1" in seat.text


async def test_when_somebody_will_be_there_is_typed_into_a_form() -> None:
    async with seated(stage=staged()) as seat:
        await seat.press("a", "down", "enter")
        assert isinstance(seat.host.screen, MusterDialog)
        await seat.press("4", "tab", *"40m", "tab", *"bike", "enter")
        await seat.seen()
        eta = 40 * MINUTE
        assert seat.stage.sent == [Muster("gather", "s2", "coming", BY, eta, "bike")]
        assert "40分" in seat.text


async def test_a_time_that_is_none_is_told_and_the_form_stays() -> None:
    async with seated(stage=staged()) as seat:
        await seat.press("a", "enter", "4", "tab", *"soon", "enter")
        assert isinstance(seat.host.screen, MusterDialog)
        await seat.until("1h30m のように書いてください")
        assert seat.stage.sent == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_muster_is_whole_in_every_size_and_language(
    size: tuple[int, int], lang: Language
) -> None:
    async with seated(stage=staged(*NIGHT), lang=lang, size=size, colour=False) as seat:
        await seat.press("u")
        await seat.seen()
        assert all(width_of(each) <= size[0] for each in seat.text.splitlines())
        whole = {"ja": "参集3/7人（43%）", "en": "3 of 7 there (43%)"}[lang]
        lacks = {"ja": "被害調査1/2", "en": "Survey 1/2"}[lang]
        assert whole in seat.text
        assert lacks in seat.text
        assert ("oooo" in seat.text) == (size[0] == 160)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_check_in_is_whole_in_every_size_and_language(
    size: tuple[int, int], lang: Language
) -> None:
    async with seated(stage=roll_called(*MORNING), lang=lang, size=size, colour=False) as seat:
        await seat.press("u")
        await seat.seen()
        assert all(width_of(each) <= size[0] for each in seat.text.splitlines())
        whole = {"ja": "回答48/60人（80%）", "en": "48 of 60 there (80%)"}[lang]
        assert whole in seat.text
        assert "100%|" in seat.text
        assert "10/12" in seat.text


async def test_a_check_in_names_nobody_and_takes_no_digit() -> None:
    async with seated(stage=roll_called(*MORNING)) as seat:
        await seat.press("u", "1")
        assert seat.stage.sent == []
        assert not any(digest(n) in seat.text for n in range(60))


async def test_an_answer_that_was_listened_to_is_typed_in_with_the_number_of_staff() -> None:
    async with seated(stage=roll_called(*MORNING), size=(80, 30)) as seat:
        await seat.press("u", "enter")
        assert isinstance(seat.host.screen, CheckInDialog)
        await seat.press(*"00123", "tab", "1", "enter")
        await seat.until("番号で選んでください。")
        await seat.press("tab", "4", "tab", *"vdi", "enter")
        await seat.pilot.pause()
        done: tuple[TaskResult, ...] = ("done", "done", "done")
        by_hand = CheckInByHand("here", "00123", BY, "vdi", done, "slow")
        assert seat.stage.sent == [by_hand]


async def test_players_see_how_many_are_there_and_by_no_department() -> None:
    async with seated(stage=roll_called(*MORNING, view="players")) as seat:
        seen = await seat.until("60人中48人")
        assert "税務課" not in seen


def test_a_department_that_is_all_in_says_so_and_one_with_nobody_stands_out() -> None:
    stage = roll_called(*((1, came(n)) for n in range(60) if n % 5 < 3), people=60)
    drill = stage.simulation.drill
    (step,) = people_steps(drill)
    board = CheckInBoard(drill, step)
    states = [board.row(each, "ja", 80) for each in board.rows]
    assert [(each.cells[0], each.tones[0]) for each in states] == [
        *[("全員", "good")] * 3,
        *[("まだ", "bad")] * 2,
    ]
    assert [board.is_left(each) for each in board.rows] == [False] * 3 + [True] * 2


def test_who_is_expected_too_late_or_not_at_all_is_told_beside_who_is_there() -> None:
    drill = staged((1, said("s6", "safe"))).simulation.drill
    (step,) = people_steps(drill)
    board = MusterBoard(drill, step)
    wanted = {each: board.row(each, "en", 80).cells[2] for each in board.rows}
    assert (wanted["s1"], wanted["s6"], wanted["s7"]) == ("2 h", "too far", "not known")


async def test_thousands_who_check_in_leave_the_keys_quick() -> None:
    orders = tuple((n // 500, came(n)) for n in range(0, 2_000))
    async with seated(stage=roll_called(*orders, people=5_000)) as seat:
        await seat.press("u", "down")
        assert seat.screen.query_one(PeopleGrid).position == (2, 5)
        assert "2000/5000人" in seat.text
