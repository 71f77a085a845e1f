"""Towns that called, gathered and counted their staff, side by side: each keeps its own figures."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bcp.durations import MINUTE, SECOND, Span
from bcp.model import Organisation, Plan
from bcp.muster import Assembly, HeadCount
from bcp.people import Contact, Method, Role, Vendor
from bcp.percent import Percent
from drills.core import events as e
from drills.core.call_orders import Call
from drills.core.calls import standing
from drills.core.checkin_events import Expected
from drills.core.checkin_orders import CheckIn
from drills.core.handed_in import Given
from drills.core.machine import replay
from drills.core.muster_orders import Muster
from drills.core.musters import head_counts, mustering
from drills.core.orders import Order
from drills.core.reach import people_of
from drills.core.step_goals import step_results
from drills.core.whom import whom
from drills.report import as_json
from scenarios.model import CallOut, Goal, MusterCall, RollCall
from tests.core import making as m
from tests.core import segments_made as made
from tests.core.municipalities_made import FIRST, OTHER, alone, together
from tests.core.simulation import Simulation, World
from tests.core.test_checkins import digest
from tests.core.test_municipalities import reported, without_places

METHODS = (Method("電話", "000-0001"), Method("mail", "x@town.example"))
CONTACTS = (
    Contact("a", name="甲", methods=METHODS, calls=("b",), role="lead"),
    Contact("b", name="乙", methods=METHODS, deputies=("a",)),
    Contact("desk", methods=METHODS[:1]),
)
STEPS = (
    m.step("call", CallOut(("@staff",), order="tree"), at=0, within=10 * MINUTE),
    m.step("vendors", CallOut(("@vendors",)), at=0, within=10 * MINUTE),
    m.step("gather", MusterCall(("@staff",), percent=50.0), at=0, within=10 * MINUTE),
    m.step("here", RollCall(("@staff",), percent=50.0), at=0, within=10 * MINUTE),
)
GOALS = tuple(
    Goal(step=each, reached=Percent(50.0), within=Span(5 * MINUTE))
    for each in ("call", "vendors", "gather", "here")
)
ORDERS: tuple[Order, ...] = (
    Call("call", "a", "reached", "花子"),
    Call("call", "b", "wrong_number", "花子", correct="000-0009"),
    Call("call", "b", "no_answer", "花子"),
    Call("call", "b", "reached", "花子", called="a", way="電話"),
    Call("vendors", "desk", "reached", "花子", arrives="9:00"),
    Muster("gather", "a", "arrived", "花子"),
    Muster("gather", "b", "coming", "花子", eta=MINUTE),
    CheckIn("here", digest(0), "tunnel"),
    CheckIn("here", digest(1), "direct"),
    CheckIn("here", digest(0), "direct", problem="slow"),
)
PARTS = ("call_outs", "callees", "goals", "steps")


def held(by: Organisation, every: int) -> Given:
    """The record of a town in which these orders come one after the other."""
    plan = Plan(
        by,
        contacts=CONTACTS,
        roles=(Role("lead", holder="a"),),
        vendors=(Vendor("shop", contact="desk"),),
        muster=Assembly((HeadCount(Span(5 * MINUTE), {"lead": 1}),)),
    )
    scenario = m.scenario(*STEPS, targets=GOALS, limit=20 * MINUTE)
    brief = replace(made.brief(None, plan, scenario), run_id=f"run-{by.code}")
    expected = tuple(Expected(digest(n), "税務課") for n in range(3))
    orders = tuple((n * every, each) for n, each in enumerate(ORDERS, start=1))
    simulation = Simulation(World(orders=orders))
    simulation._feed((e.DrillStarted(0, brief), e.PeopleExpected(0, "here", expected, "f00d")))
    simulation._set_going()
    simulation.run()
    assert simulation.world.refused == []
    return Given(f"{by.code}.zip", tuple(simulation.events), head=by.code, code=by.code)


GIVEN = {FIRST.code: held(FIRST, SECOND), OTHER.code: held(OTHER, 20 * SECOND)}


def in_json(events: tuple[e.Event, ...]) -> Any:
    return json.loads(as_json.written(reported(events), "ja"))


@pytest.mark.parametrize("code", GIVEN)
def test_what_was_reported_of_a_towns_people_stays_what_it_was(code: str) -> None:
    joint, single = in_json(together(*GIVEN.values())), in_json(alone((GIVEN[code],)))
    for part in PARTS:
        lines = [each for each in joint[part] if f"{code}/" in json.dumps(each)]
        assert lines
        # Side by side a step names its people, where a town's own record says "all staff".
        theirs, own = ([{**each, "name": ""} for each in some] for some in (lines, single[part]))
        assert without_places(theirs, code) == without_places(own, code), part


@pytest.mark.parametrize("code", GIVEN)
def test_every_figure_of_people_is_that_of_the_towns_own_record(code: str) -> None:
    own = replay(together(*GIVEN.values())).municipalities[code]
    mine = replay(alone((GIVEN[code],)))
    assert [result for _, result in step_results(own)] == [r for _, r in step_results(mine)]
    for step in ("call", "vendors", "gather", "here"):
        theirs, here = people_of(own, f"{code}/{step}"), people_of(mine, step)
        assert (len(theirs.arrivals), theirs.all) == (len(here.arrivals), here.all)
    assert [each.standing for each in mustering(own, f"{code}/gather")] == ["arrived", "coming"]
    assert [each.there for each in head_counts(own, f"{code}/gather")] == [1]


def test_a_person_of_one_town_is_nobody_of_another() -> None:
    drill = replay(together(*GIVEN.values()))
    for code, own in drill.municipalities.items():
        people = {each.contact.id for each in standing(own, f"{code}/call")}
        assert people == {f"{code}/a", f"{code}/b"}
        assert {each.reached.at for each in standing(own, f"{code}/call") if each.reached}
    first, other = (
        [each.reached.at for each in standing(own, f"{code}/call") if each.reached]
        for code, own in drill.municipalities.items()
    )
    assert first != other


def test_of_many_people_who_are_named_one_by_one_the_first_few_are_said() -> None:
    plan = Plan(FIRST, contacts=tuple(Contact(f"s{n}", name=f"職員{n}") for n in range(60)))
    said = whom(plan, tuple(f"s{n}" for n in range(60)))
    assert [each.said_in("ja") for each in said][6:] == ["職員6", "ほか53件"]
    assert len(whom(plan, tuple(f"s{n}" for n in range(7)))) == 7
