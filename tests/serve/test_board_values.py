"""How sure the board is that what it shows is now: values alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bcp.durations import HOUR, SECOND
from bcp.message import LANGUAGES, Language, Text
from drills.core.players import PlayersPage, Reached, Wanted
from drills.serve.board import board_of
from drills.serve.live import Seen

S = SECOND
WALL = 1_795_000_000 * S
PAGE = PlayersPage(
    organisation="見本町",
    utc_offset="+09:00",
    notice=Text(ja="これは訓練です", en="This is a drill"),
    real_event_word=Text(ja="実災害", en="real"),
    now=60 * S,
    event_now=60 * S,
    began_wall_ns=(WALL - 60 * S) * 1000,
    paused=False,
)
LIVE = Seen(at=1.0, page=PAGE, running=True, silent_us=S)


@pytest.mark.parametrize(
    ("seen", "age_s", "said"),
    [
        (LIVE, 0.4, ""),
        (LIVE, 5.0, "5秒前の状態です。新しい記録を読めていません"),
        (
            replace(LIVE, quiet=True, silent_us=40 * S),
            0.2,
            "40秒前の状態です。訓練を進めるプログラムから",
        ),
        (replace(LIVE, silent_us=40 * S), 0.2, ""),
        (replace(LIVE, running=False, left=True, silent_us=70 * S), 0.0, "1分10秒前の状態です"),
        (replace(LIVE, broken=True), 0.0, "記録を読めません"),
        (Seen(at=1.0, broken=True), 0.0, "記録を読めません"),
        (Seen(at=1.0), 9.0, "9秒前の状態です"),
    ],
)
def test_what_is_not_now_says_how_old_it_is(seen: Seen, age_s: float, said: str) -> None:
    board = board_of(seen, age_s, WALL, "ja")
    assert (said in board.trouble) if said else board.trouble == ""
    assert board.fresh == ("更新されていません" if said else "受信中")


def test_a_drill_without_its_program_is_not_said_to_go_on() -> None:
    left = board_of(replace(LIVE, running=False, left=True), 0.0, WALL, "ja")
    assert (left.state, left.tone) == ("途中で止まっています", "bad")
    assert board_of(LIVE, 0.0, WALL, "ja").state == "進行中"


def test_the_time_of_day_of_a_silent_program_is_that_of_its_last_record_alone() -> None:
    quiet = board_of(replace(LIVE, quiet=True, silent_us=40 * S), 0.0, WALL, "ja")
    assert "現在" not in quiet.as_of
    assert "最後の記録" in quiet.as_of


def test_a_clock_that_was_read_long_ago_is_not_said_to_be_now() -> None:
    assert "22:26:40 現在" not in board_of(LIVE, 30.0, WALL, "ja").as_of
    now = board_of(LIVE, 0.0, WALL, "ja").as_of
    old = board_of(LIVE, 30.0, WALL, "ja").as_of
    assert now != old


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_end_of_a_drill_stays_for_two_hours_and_where_it_was_asked_for(lang: Language) -> None:
    over = Seen(at=1.0, page=replace(PAGE, ended=True), finish="completed", ended_us=WALL)
    assert board_of(over, 0.0, WALL + HOUR, lang).idle == ()
    between = board_of(over, 0.0, WALL + 3 * HOUR, lang)
    assert (between.state, between.given) == ("", ())
    assert len(between.idle) == 3
    planned = replace(over, planned=Text(ja="令和9年2月", en="February 2027"))
    assert "2月" in board_of(planned, 0.0, WALL + 3 * HOUR, "ja").idle[-1]
    # A date by the plan's rules goes before the plan's free words.
    ruled = replace(planned, next_at=datetime(2027, 2, 10, 10, 0, tzinfo=UTC))
    assert "令和9年2月10日（水） 10:00" in board_of(ruled, 0.0, WALL + 3 * HOUR, "ja").idle[-1]
    assert board_of(over, 0.0, WALL + 3 * HOUR, lang, lingers=True).idle == ()


def test_the_real_event_stands_above_everything_and_the_story_has_no_clock_any_more() -> None:
    board = board_of(replace(LIVE, page=replace(PAGE, real_event=True)), 0.0, WALL, "ja")
    assert (board.notice, board.is_real, board.clock) == ("実災害です", True, "")


def test_in_a_pause_no_deadline_comes_nearer_and_what_is_late_is_said() -> None:
    asked = Wanted("call", Text("呼ぶ"), Text("係長"), 0, 30 * S, far=Reached(3, 12, 80.0))
    late = board_of(replace(LIVE, page=replace(PAGE, wanted=(asked,))), 0.0, WALL, "ja")
    assert (late.wanted[0].left, late.wanted[0].tone) == ("30秒超過", "bad")
    assert "12人中3人に到達（25%、目標80%）" in late.wanted[0].far
    paused = replace(PAGE, wanted=(asked,), paused=True, now=20 * S)
    assert board_of(replace(LIVE, page=paused), 0.0, WALL, "ja").wanted[0].left == "残り10秒"


def test_before_the_first_look_nothing_is_said_to_be_so() -> None:
    assert board_of(Seen(), 0.0, WALL, "ja").idle == ("記録を読み込んでいます。",)
