"""Calls over the radio: a person makes them, and how well they were heard decides."""

from __future__ import annotations

from typing import Any

import pytest

from bcp.asking import ProbeCall
from bcp.durations import MINUTE
from bcp.inventory import Radio
from bcp.message import Text
from bcp.model import Organisation, Plan
from drills.core import events as e
from drills.core.orders import Answer
from drills.core.told import asked_of_people
from drills.core.told_events import Sighting
from drills.probes import voice_test
from scenarios.model import Mode, Probe, Step
from tests.core import making as m
from tests.core.simulation import Said, World, drilled

CALL = ProbeCall("voice_test", "child7", {"caller": "hq", "channel": "5ch"}, voice_test.HEALTHY)
HEARD = Sighting(merit=4)


def called(**rest: Any) -> Step:
    return m.step("call", Probe(CALL), **rest)


def run(answer: e.Answer, seen: Sighting | None, mode: Mode = "walkthrough") -> tuple[Any, World]:
    world = World(people={"call": (Said(Answer("call", answer, "佐藤", sighting=seen)),)})
    return drilled(m.brief(called(within=MINUTE), mode=mode), world), world


@pytest.mark.parametrize(
    ("answer", "merit", "outcome"),
    [
        ("done", 5, "held"),
        ("done", 3, "held"),
        ("done", 2, "broken"),
        ("partly", 3, "broken"),
        ("failed", None, "broken"),
        ("could_not_reach", None, "unknown"),
    ],
)
def test_a_call_holds_where_it_was_well_heard(
    answer: e.Answer, merit: int | None, outcome: e.Outcome
) -> None:
    made, _ = run(answer, None if merit is None else Sighting(merit=merit))
    ended = made.of(e.StepEnded)[0]
    assert (ended.outcome, ended.source, ended.by) == (outcome, "observed", "佐藤")
    assert made.of(e.ProbeAsked) == []
    assert bool(ended.why) == (outcome != "held")


def test_what_was_heard_stands_in_the_record() -> None:
    made, _ = run("done", HEARD)
    assert made.of(e.Answered)[0].sighting == HEARD


def test_at_a_table_the_call_is_assumed() -> None:
    made, _ = run("done", HEARD, mode="tabletop")
    assert made.of(e.StepEnded)[0].source == "assumed"


@pytest.mark.parametrize(
    ("answer", "seen", "code"),
    [
        ("done", None, "order.how_heard"),
        ("partly", Sighting(), "order.how_heard"),
        ("done", Sighting(merit=6), "order.no_merit"),
        ("failed", Sighting(merit=0), "order.no_merit"),
    ],
)
def test_a_call_without_its_merit_is_not_taken(
    answer: e.Answer, seen: Sighting | None, code: str
) -> None:
    made, world = run(answer, seen)
    assert [why.code for _, why in world.refused] == [code]
    assert made.of(e.StepEnded)[0].ending == "expired"


def test_the_question_says_who_calls_whom_and_on_which_channel() -> None:
    stations = (Radio("child7", "child", Text("本町子局")), Radio("hq", "control", Text("統制局")))
    plan = Plan(Organisation("訓練町"), radio=stations)
    asked = asked_of_people(plan, CALL)
    assert asked.ja == (
        "「統制局」から「本町子局」を呼び出し（5ch）、通話の結果と感明度（5から1）を答えてください。"
    )
    plain = asked_of_people(plan, ProbeCall("voice_test", "child7"))
    assert plain.en == "call 本町子局 and say how it went and how well it was heard (5 to 1)."
