"""A drill in words: whose turn it is, how the steps stand, what time it is, and what is asked."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.message import LANGUAGES, Language, Message, render
from drills.core import events as e
from drills.core import orders as o
from drills.report.layout import width_of
from scenarios.model import Due
from tests.core import making as m
from tests.core.simulation import Simulation, World
from tests.tui.drilling import brief, world
from tests.tui.hearing import DECLARED, at, heard_of, night, rows, steps
from tui.feed import Gone, Happened
from tui.heard import hear
from tui.present import asking
from tui.present.head import freshness, head
from tui.present.log import entry_of, fitting, log_row
from tui.present.pending import is_it, still_pending
from tui.present.steps import step_detail, step_rows
from tui.present.turns import turn_lines, waiting

# Whose turn it is


def test_the_turn_says_who_is_waited_for_and_how_long_there_is() -> None:
    first, second = turn_lines(night(10 * SECOND).drill, 10 * SECOND, "ja")
    assert first.words.startswith("回答待ち ICT部門責任者: [declare]")
    assert first.left == "残り20秒"
    assert second.words.startswith("回答待ち 連絡班: [muster]")


def test_an_approval_names_the_roles_whose_word_is_awaited() -> None:
    heard = night(20 * SECOND, DECLARED)
    (line,) = (each for each in turn_lines(heard.drill, 20 * SECOND, "ja") if "web01" in each.words)
    assert line.words == "承認待ち ICT部門責任者: [stop-web] 操作: web01 で stop-web"


def test_more_turns_than_there_is_room_for_are_counted() -> None:
    asks = tuple(m.ask(f"q{number}", at=0) for number in range(5))
    drill = at(m.brief(*asks), World(), SECOND).drill
    lines = turn_lines(drill, SECOND, "ja")
    assert [each.words for each in lines][2] == "ほか3件"


def test_where_nobody_is_waited_for_the_next_step_is_told() -> None:
    drill = at(m.brief(m.inject("a", at=MINUTE)), World(), 20 * SECOND).drill
    lines = turn_lines(drill, 20 * SECOND, "en")
    assert [each.words for each in lines] == [
        "Nothing waits for an answer or an approval.",
        "Next: [a] 【訓練】a",
    ]
    assert lines[1].left == "in 40 s"


def test_in_a_pause_no_deadline_comes_nearer() -> None:
    run = Simulation(world()).begin(brief())
    run.run(until=10 * SECOND)
    run.order(o.Pause("x"))
    rows = step_rows(run.drill, 60 * SECOND, "ja")
    assert {each.id: each.left for each in rows}["declare"] == "残り20秒"


def test_a_doubt_says_where_to_look() -> None:
    run = Simulation(World()).begin(m.brief(m.run("a"), m.inject("z", at=HOUR)))
    run.run(until=0)
    doubt = e.ActionInDoubt(SECOND, 1, Message("test.why"))
    heard = hear(heard_of(run), Happened((doubt,)), 0.0)
    (line, *_) = turn_lines(heard.drill, SECOND, "ja")
    assert "結果不明" in line.words and "sv で cut" in line.words


# Steps


def test_every_step_tells_its_state_its_owner_and_its_time() -> None:
    found = steps(night(20 * SECOND, DECLARED))
    assert (found["declare"].state, found["declare"].time) == ("完了", "T+00:00")
    assert (found["muster"].state, found["muster"].owner) == ("回答待ち", "連絡班")
    assert found["muster"].left == "残り1分10秒"
    assert (found["stop-web"].state, found["stop-web"].owner) == ("承認待ち", "ICT部門責任者")
    assert (found["hq-presses"].state, found["hq-presses"].left) == ("予定", "2分40秒後")
    assert found["web-back"].state == "順番待ち"


def test_a_step_that_was_missed_says_so() -> None:
    found = steps(night(40 * SECOND))
    assert (found["declare"].state, found["declare"].tone) == ("時間切れ", "bad")
    assert found["stop-web"].state == "行わず"


def test_a_duty_that_is_late_says_by_how_much() -> None:
    duty = m.notify("tell", at=0, due=Due(Span(30 * SECOND)))
    drill = at(m.brief(duty, m.inject("z", at=HOUR)), World(), SECOND).drill
    assert step_rows(drill, 10 * SECOND, "ja")[0].left == "残り20秒"
    assert step_rows(drill, 45 * SECOND, "ja")[0].left == "15秒超過"


def test_an_order_under_way_is_seen_on_its_step() -> None:
    heard = night(SECOND)
    (row,) = (
        each
        for each in step_rows(heard.drill, SECOND, "ja", frozenset({"muster"}))
        if each.id == "muster"
    )
    assert row.state == "依頼中"


def test_the_detail_of_a_step_has_its_answer_its_note_and_where_it_stumbled() -> None:
    detail = step_detail(night(SECOND, DECLARED).drill, "declare", "ja")
    for word in (
        "ICT-BCPの発動を宣言しましたか。",
        "情報係長",
        "放送した",
        "つまずき: 放送設備の鍵",
    ):
        assert word in detail


def test_a_held_step_says_so() -> None:
    assert steps(night(SECOND, o.Hold("hq-presses", "x")))["hq-presses"].state == "保留"


# The top lines


def test_the_top_says_that_it_is_a_drill_and_what_time_it_is() -> None:
    top = head(night(30 * SECOND), 0.0, 1_795_266_640_000_000, "ja")
    assert (top.notice, top.state) == ("これは訓練です", "進行中")
    assert top.clocks == "想定 22:10:30  現在 22:10:40  経過 T+00:30  残り29分30秒"


def test_a_jump_to_another_day_is_seen_on_the_event_clock_only() -> None:
    jump = m.inject("a", at=0, jump=12 * HOUR)
    made = replace(m.brief(jump, m.inject("b", at=20 * HOUR)), wall_ns=brief().wall_ns)
    top = head(at(made, World(), SECOND), 0.0, 0, "ja")
    assert "想定 1日後 10:10:01" in top.clocks
    assert "経過 T+00:01" in top.clocks


def test_the_real_event_is_not_called_a_drill() -> None:
    made = m.brief(m.run("a"), m.inject("b", at=MINUTE))
    run = Simulation(World()).begin(made)
    run.run(until=2 * SECOND)
    run.order(o.RealEvent("x"))
    top = head(heard_of(run), 0.0, 0, "ja")
    assert "訓練" not in top.notice


@pytest.mark.parametrize(
    ("silent", "kind", "words"),
    [(0.5, "live", "受信中"), (4.0, "behind", "遅れ 4秒"), (70.0, "lost", "途絶 1分10秒")],
)
def test_how_fresh_it_is_stands_in_words(silent: float, kind: str, words: str) -> None:
    fresh = freshness(night(SECOND), silent, "ja")
    assert (fresh.kind, fresh.words) == (kind, words)


def test_an_engine_that_went_is_lost_at_once() -> None:
    heard = hear(night(SECOND), Gone(Message("test.gone")), 0.0)
    assert freshness(heard, 0.0, "ja").kind == "lost"


# The log


def test_the_log_is_filtered_by_a_word_whatever_its_case() -> None:
    heard = night(60 * SECOND)
    found = fitting(heard, "REGISTER", "ja")
    assert 0 < len(found) < len(heard.log)
    for number in found:
        entry = entry_of(heard, number)
        assert entry is not None
        assert "register" in log_row(entry, number, "ja").words


# Orders that are under way


def test_an_order_is_under_way_until_its_event_is_heard() -> None:
    order, other = o.Hold("a", "x"), o.Hold("b", "x")
    assert still_pending((order, other), [e.StepHeld(0, "a", "x")]) == (other,)


def test_every_kind_of_order_knows_what_it_becomes() -> None:
    for kind in o.Order.__args__:
        given = dict.fromkeys(kind.__dataclass_fields__, "")
        assert not is_it(kind(**given), e.ClockStepped(0, 1))


# What dialogs ask about


def test_a_key_acts_on_the_chosen_step_or_else_on_the_most_urgent() -> None:
    drill = night(SECOND).drill
    assert waiting(drill, SECOND) == ("declare", "muster")
    assert asking.step_for(drill, "answer", "muster", SECOND) == "muster"
    assert asking.step_for(drill, "answer", "hq-presses", SECOND) == "declare"
    assert asking.step_for(drill, "approve", "muster", SECOND) is None


def test_the_check_of_the_chosen_rung_is_offered_first() -> None:
    drill = night(SECOND).drill
    asked = asking.set_aside_asked(drill, "register/all")
    assert asked.chosen == "register/tcp-2"
    assert len(asked.checks) == 4


def test_an_abort_says_what_it_would_take_back() -> None:
    approved = o.Approve("stop-web", "lead", "x")
    run = Simulation(world()).begin(brief())
    run.order(DECLARED)
    run.run(until=15 * SECOND)
    run.order(approved)
    run.run(until=20 * SECOND)
    asked = asking.abort_asked(run.drill)
    (said,) = [each for each in asked.undos if isinstance(each, Message)]
    assert render(said, "ja").startswith("web01（192.0.2.1:22）: 元に戻すと「systemctl start")
    assert (asked.stays, asked.running) == ((), True)


def test_a_step_that_was_cut_short_says_no_source_because_nothing_was_pretended() -> None:
    heard = night(12 * SECOND, o.RealEvent("x"))
    assert heard.drill.step("muster").ended is not None
    assert "付与" not in step_detail(heard.drill, "muster", "ja")
    assert "打ち切りました" in step_detail(heard.drill, "muster", "ja")


def test_the_line_beneath_the_steps_bears_the_mark_of_the_drill() -> None:
    heard = night(12 * SECOND)
    assert step_detail(heard.drill, "quake", "ja").startswith("[quake] 【訓練】22時10分ごろ")


def test_holding_twice_lets_a_step_go() -> None:
    heard = night(SECOND, o.Hold("hq-presses", "x"))
    assert asking.hold_order(heard.drill, "hq-presses", "y") == o.Release("hq-presses", "y")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_has_a_width_that_terminals_disagree_about(lang: Language) -> None:
    for now in (5, 30, 60, 250):
        heard = night(now * SECOND, DECLARED)
        texts = [*rows(heard, lang).values(), *steps(heard, lang).values()]
        words = "".join(str(value) for each in texts for value in vars(each).values())
        ambiguous = {each for each in words if unicodedata.east_asian_width(each) == "A"}
        assert not ambiguous
        assert width_of(words) > 0
