"""What may be asked of a drill, when it is refused, and that a refusal says why."""

from __future__ import annotations

from typing import get_args

import pytest

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import LANGUAGES, Message, Text, render
from drills.core import events as e
from drills.core.brief import Brief
from drills.core.call_orders import Call
from drills.core.checkin_orders import CheckIn, CheckInByHand
from drills.core.clock_orders import CompareClock
from drills.core.guard_orders import PullLever
from drills.core.message_orders import AllClear, SettleMessage
from drills.core.muster_orders import Muster
from drills.core.orders import (
    Abort,
    Amend,
    Answer,
    Approve,
    GiveInject,
    GoOn,
    Hold,
    Order,
    Pause,
    RealEvent,
    Release,
    SetAside,
    SettleDoubt,
    Skip,
    take,
)
from drills.core.paper_events import PaperLine
from drills.core.paper_orders import Enter
from drills.core.ramp_orders import StopRamp, TellWave
from drills.core.result_orders import TakeResults, ToldElsewhere
from drills.core.retraction_orders import Retract
from drills.core.survey_events import SurveyFacts
from drills.core.survey_orders import TakeSurvey
from drills.core.told_orders import Observe
from drills.core.zone_orders import Heard
from tests.core import making as m
from tests.core.simulation import Result, Simulation, World

BRIEF = m.brief(
    m.ask("q"),
    m.run("act", at=0),
    m.ask("later", at=HOUR),
    m.inject("over", at=0),
    systems=(m.system("web"),),
    safety=m.approvals("act", "lead", "owner"),
)


def running(*orders: Order, brief: Brief = BRIEF, world: World | None = None) -> Simulation:
    simulation = Simulation(world or World()).begin(brief)
    simulation.run(until=SECOND)
    for each in orders:
        simulation.order(each)
    assert simulation.world.refused == []
    return simulation


SURVEY = SurveyFacts(1, 2, None, "x", {"answers": 1}, (), "a.json", "0")


def code(simulation: Simulation, order: Order) -> str:
    """Why the order is refused; empty where it is taken."""
    taken = take(simulation.drill, order, simulation.now)
    if not isinstance(taken, Message):
        return ""
    for lang in LANGUAGES:
        assert "[" not in render(taken, lang)
    return taken.code


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (Answer("q", "done", "x"), ""),
        (Call("q", "kacho", "reached", "x"), "order.calls_nobody"),
        (CheckIn("q", "0a"), "order.no_checkin"),
        (CheckInByHand("q", "0a", "x"), "order.no_checkin"),
        (SettleMessage("q", "kacho", "done", "x"), "order.message_no_doubt"),
        (AllClear("x"), "order.not_real"),
        (Muster("q", "kacho", "safe", "x"), "order.gathers_nobody"),
        (TellWave("q", "x"), "order.no_ramp"),
        (StopRamp("q", "x"), "order.no_ramp"),
        (TakeResults("q", (ToldElsewhere("0a", 0, 1),), "x"), "order.no_checkin"),
        (Answer("nobody", "done", "x"), "order.no_step"),
        (Answer("laetr", "done", "x"), "order.near_step"),
        (Answer("later", "done", "x"), "order.not_begun"),
        (Answer("over", "done", "x"), "order.has_ended"),
        (Answer("act", "done", "x"), "order.wants_approval"),
        (Approve("act", "lead", "x"), ""),
        (Approve("act", "mayor", "x"), "order.no_approval"),
        (Approve("q", "lead", "x"), "order.no_approval"),
        (SettleDoubt("act", "done", "x"), "order.no_doubt"),
        (Hold("later", "x"), ""),
        (Hold("q", "x"), "order.not_waiting"),
        (Release("later", "x"), ""),
        (Release("over", "x"), "order.not_waiting"),
        (Skip("later", "x"), ""),
        (Skip("q", "x"), ""),
        (Skip("over", "x"), "order.not_waiting"),
        (GoOn("x"), "order.not_paused"),
        (Pause("x"), ""),
        (SetAside("web/tcp", "x", "seen"), ""),
        (SetAside("nothing", "x", "seen"), "order.no_check"),
        (SetAside("web/tcp", "訓練花子", "seen", "y"), ""),
        (SetAside("web/tcp", "訓練花子", "seen", "訓練　花子"), "order.same_confirms"),
        (GiveInject("players", Text("雨"), "x"), ""),
        (Amend(3, "note", "b", "x", "typo"), ""),
        (Amend(3, "note", "b", "x", " "), "order.no_reason"),
        (Abort("x"), ""),
        (RealEvent("x"), ""),
        (Retract("all", "x"), "order.not_real"),
        (PullLever("x", "typhoon"), ""),
        (Heard("q", "done", "x", "y"), "order.own_step"),
        (CompareClock("radio clock", 0, "x"), ""),
        (CompareClock("", 0, "x"), "order.clock_without_name"),
        (Enter((PaperLine(0, 1, "back"),), "x"), ""),
        (Enter((), "x"), "order.nothing_to_enter"),
        (TakeSurvey(SURVEY, "x"), ""),
        (TakeSurvey(SURVEY, " "), "order.survey_by_nobody"),
        (Observe("web/tcp", "done", "x"), "order.nothing_by_people"),
    ],
)
def test_an_order_is_taken_or_refused_with_its_reason(order: Order, reason: str) -> None:
    assert code(running(), order) == reason


def test_every_order_is_tried_above() -> None:
    (mark,) = test_an_order_is_taken_or_refused_with_its_reason.pytestmark  # type: ignore[attr-defined]
    assert {type(order) for order, _ in mark.args[1]} == set(get_args(Order))


def test_no_order_changes_the_state_before_its_event_has_come_back() -> None:
    simulation = running()
    before = simulation.drill
    take(before, Abort("x"), simulation.now)
    assert simulation.drill is before


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (Pause("x"), Pause("y"), "order.already_paused"),
        (Approve("act", "lead", "x"), Approve("act", "lead", "y"), "order.no_approval"),
        (SetAside("web/tcp", "x", "a"), SetAside("web/tcp", "y", "b"), "order.already_aside"),
        (Skip("later", "x"), Hold("later", "x"), "order.not_waiting"),
        (Skip("q", "x"), Answer("q", "done", "x"), "order.has_ended"),
        (Answer("q", "done", "x"), Answer("q", "failed", "y"), "order.has_ended"),
    ],
)
def test_what_was_ordered_once_is_not_taken_twice(first: Order, second: Order, reason: str) -> None:
    assert code(running(first), second) == reason


def test_once_the_end_has_begun_only_corrections_are_taken() -> None:
    brief = m.brief(m.run("act"), m.ask("q"))
    simulation = Simulation(World(results={"restore": (Result(took=MINUTE),)})).begin(brief)
    simulation.run(until=2 * SECOND)
    simulation.order(Abort("x"))
    assert simulation.drill.ended is None
    for order in (Abort("y"), Pause("x"), Answer("q", "done", "x"), Skip("q", "x")):
        assert code(simulation, order) == "order.over"
    assert code(simulation, Amend(1, "note", "b", "x", "typo")) == ""
    simulation.run()
    assert simulation.drill.ended is not None
    assert code(simulation, Amend(1, "note", "b", "x", "typo")) == ""
    assert code(simulation, Abort("y")) == "order.over"


def test_an_answer_that_comes_too_late_is_told_how_the_step_ended() -> None:
    simulation = Simulation(World()).begin(
        m.brief(m.ask("q", within=8 * SECOND), m.ask("p"), m.ask("r", at=HOUR))
    )
    simulation.run(until=10 * SECOND)
    taken = take(simulation.drill, Answer("q", "done", "x"), simulation.now)
    assert isinstance(taken, Message)
    assert render(taken, "ja") == "「q」は制限時間（8秒）を過ぎて終わっています。"
    simulation.order(Answer("p", "partly", "x"))
    taken = take(simulation.drill, Answer("p", "done", "x"), simulation.now)
    assert isinstance(taken, Message)
    assert render(taken, "ja") == "「p」はすでに終わっています（回答は「一部のみ」でした）。"


def test_a_drill_that_watches_nothing_says_so() -> None:
    assert code(running(brief=m.brief(m.ask("q"))), SetAside("x", "y", "z")) == "order.no_checks"


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Abort("Ctrl-C"), "Ctrl-C による中止"),
        (Abort("佐藤"), "佐藤さんの指示"),
        (Abort("佐藤", "台風"), "佐藤さんの指示: 台風"),
    ],
)
def test_an_abort_reads_well_without_a_name_or_a_reason(order: Abort, said: str) -> None:
    events = take(running().drill, order, SECOND)
    assert isinstance(events, tuple)
    assert isinstance(events[0], e.ClosingBegan)
    assert events[0].reason is not None
    assert render(events[0].reason, "ja") == said


def test_a_command_that_is_running_cannot_be_skipped() -> None:
    brief = m.brief(m.run("act"))
    world = World(results={"cut": (Result(took=MINUTE),)})
    assert code(running(brief=brief, world=world), Skip("act", "x")) == "order.not_waiting"


def test_a_situation_given_by_hand_stands_in_the_journal_and_moves_nothing() -> None:
    simulation = running(GiveInject("players", Text("雨"), "x"))
    given = simulation.of(e.InjectGiven)
    assert [(each.to, each.by) for each in given] == [("players", "x")]
    assert len(simulation.of(e.StepDue)) == 3


def test_who_skipped_and_why_stands_with_the_step() -> None:
    ended = running(Skip("q", "hanako", "no time")).of(e.StepEnded)[-1]
    assert (ended.ending, ended.by, ended.why[0].params["reason"]) == (
        "skipped",
        "hanako",
        "no time",
    )
