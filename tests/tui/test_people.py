"""The board of people: one key opens it, and it stays open for many notes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bcp.message import LANGUAGES, Language
from drills.core.call_orders import Call
from drills.core.orders import Answer
from drills.report.layout import width_of
from tests.tui.boards import BY, Seat, seated
from tests.tui.callouts import called, halfway, staged
from tui.present.people.share import chart, share_bar
from tui.screens.dialogs.answer import AnswerDialog
from tui.screens.dialogs.call import CallDialog
from tui.widgets.people import PeopleGrid

SIZES = ((80, 24), (160, 45))


def grid(seat: Seat) -> PeopleGrid:
    return seat.screen.query_one(PeopleGrid)


async def test_a_key_on_a_step_opens_its_people_and_number_keys_note_one_after_the_other() -> None:
    async with seated(stage=staged()) as seat:
        await seat.press("end", "home", "a")
        assert grid(seat).has_focus
        await seat.press("1")
        await seat.seen()
        await seat.press("right", "3")
        await seat.seen()
        await seat.press("right", "1")
        await seat.seen()
        assert seat.stage.sent == [
            Call("staff", "s01", "reached", BY),
            Call("staff", "s02", "no_answer", BY),
            Call("staff", "s03", "reached", BY),
        ]
        assert "到達2/24人" in seat.text
        assert grid(seat).has_focus


async def test_full_width_digits_of_a_japanese_keyboard_count() -> None:
    async with seated(stage=staged()) as seat:
        await seat.press("a", "１")
        assert [each.result for each in seat.stage.sent if isinstance(each, Call)] == ["reached"]


async def test_a_key_pressed_twice_before_the_first_is_written_down_is_one_note() -> None:
    async with seated(stage=staged()) as seat:
        await seat.press("a")
        seat.stage.held_back = True
        await seat.press("1", "1")
        assert len(seat.stage.sent) == 1
        assert "依頼中" in seat.text


async def test_what_a_key_cannot_say_is_typed_into_a_form_about_that_person() -> None:
    async with seated(stage=staged(*halfway())) as seat:
        await seat.press("u", "tab", "right", "enter")
        assert isinstance(seat.host.screen, CallDialog)
        await seat.press("enter", "4", "tab", *"0-9", "enter")
        await seat.seen()
        assert seat.stage.sent == [Call("staff", "s07", "wrong_number", BY, correct="0-9")]


async def test_who_was_tried_in_vain_can_be_tried_again_by_a_way_that_is_named() -> None:
    async with seated(stage=staged(*halfway())) as seat:
        await seat.press("u", "tab", "down", "down", "down", "enter", "down", "enter", "1", "enter")
        await seat.seen()
        assert seat.stage.sent == [Call("staff", "s04", "reached", BY, "mail", "s04")]
        assert "到達9/24人" in seat.text


async def test_of_somebody_who_is_reached_nothing_more_is_asked() -> None:
    async with seated(stage=staged(called("s01"))) as seat:
        await seat.press("u", "tab", "enter")
        await seat.until("この人について")
        await seat.press("1")
        await seat.until("すでに連絡")


async def test_people_are_found_by_a_word_and_all_are_there_again_after_it() -> None:
    async with seated(stage=staged(*halfway())) as seat:
        await seat.press("u", "tab", "slash", *"mail", "enter")
        assert grid(seat).position == (0, 0) or "mail" in seat.text
        await seat.press("slash", "escape")
        await seat.press("slash", "1", "1", "enter")
        assert grid(seat).position[1] < 24
        await seat.press("slash", "escape")
        assert grid(seat).position[1] == 24


async def test_tab_goes_to_the_other_step_and_escape_back_to_the_drill() -> None:
    async with seated(stage=staged()) as seat:
        await seat.press("u")
        first = grid(seat).board
        await seat.press("tab")
        second = grid(seat).board
        assert first is not None
        assert second is not None
        assert {first.step.id, second.step.id} == {"staff", "vendors"}
        await seat.press("down", "tab", "tab")
        assert grid(seat).position == (1, len(second.rows))
        await seat.press("escape")
        assert not grid(seat).is_on_screen
        assert seat.host.posted == []
        await seat.press("escape")
        assert len(seat.host.posted) == 1


async def test_the_answer_key_inside_ends_the_calls() -> None:
    async with seated(stage=staged()) as seat:
        await seat.press("u", "tab", "a")
        assert isinstance(seat.host.screen, AnswerDialog)
        await seat.press("1", "enter")
        await seat.seen()
        assert any(isinstance(each, Answer) for each in seat.stage.sent)


async def test_a_screen_that_only_shows_notes_nothing() -> None:
    async with seated(stage=staged(), orders=False) as seat:
        await seat.press("u", "1")
        await seat.until("見るだけです")
        assert seat.stage.sent == []


async def test_without_a_step_that_reaches_people_it_says_so() -> None:
    async with seated() as seat:
        await seat.press("u")
        await seat.until("人に連絡する手順は")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_it_is_whole_in_every_size_and_language(
    size: tuple[int, int], lang: Language
) -> None:
    async with seated(stage=staged(*halfway()), lang=lang, size=size, colour=False) as seat:
        await seat.press("u", "tab")
        lines = seat.text.splitlines()
        assert all(width_of(each) <= size[0] for each in lines)
        whole = {"ja": "到達8/24人（33%）", "en": "8 of 24 reached (33%)"}[lang]
        keys = {"ja": "/ 探す", "en": "/ find"}[lang]
        assert whole in seat.text
        assert any(each.endswith(keys) for each in lines)
        assert ("100%|" in seat.text) == (size[0] == 160)


def test_the_stroke_of_a_bar_stands_where_the_wanted_share_is() -> None:
    assert share_bar(50, 90, 12) == "[=====....|]"
    assert share_bar(100, 90, 12) == "[=========|]"
    assert share_bar(0, 100, 12) == "[.........|]"


@pytest.mark.parametrize("size", [(19, 9), (60, 5), (0, 0), (-3, 20)])
def test_no_curve_is_drawn_where_there_is_no_room(size: tuple[int, int]) -> None:
    assert chart([(1, 50.0)], "ja", now=5, until=9, size=size) == []


POINTS: Sequence[tuple[int, float]] = [(60_000_000, 25.0), (120_000_000, 50.0)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_curve_ends_now_and_nothing_is_drawn_of_what_is_to_come(lang: Language) -> None:
    wanted = (240_000_000, 75.0)
    size = (46, 6)
    drawn = chart(POINTS, lang, now=180_000_000, until=240_000_000, size=size, wanted=wanted)
    rows = [each[5:] for each in drawn[:4]]
    assert len(drawn) == 6
    assert rows[1].rstrip().endswith("+")
    assert rows[3].index("#") == 9
    assert rows[2].index("#") == 19
    assert {each.rindex("#") for each in rows[2:]} == {30}
    assert "#" not in rows[0] + rows[1]
    assert all(width_of(each) <= size[0] for each in drawn)


async def test_players_see_how_far_it_has_come_and_nobody_by_name() -> None:
    async with seated(stage=staged(*halfway(), view="players")) as seat:
        seen = await seat.until("24人中8人に到達（33%）")
        assert "2人中1人に到達（50%）" in seen
        assert not any(each in seen for each in ("山田", "佐々木", "保守会社", "000-"))
        page = seat.screen.heard.page
        assert page is not None
        assert all(each not in repr(page) for each in ("s01", "desk-a", "000-"))
