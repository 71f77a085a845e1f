"""Calling people: who is next and by which way, when it ends, and how it is judged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.people import Contact, Method, Role, Vendor
from drills.core import events as e
from drills.core.addressees import contacted
from drills.core.brief import Brief
from drills.core.call_events import CallResult
from drills.core.call_orders import Call
from drills.core.calls import Callee, curve, number_of, reached_share, standing, unwritten
from drills.core.orders import Answer
from scenarios.callees import callees
from scenarios.model import CallOut, Step
from tests.core import making as m
from tests.core.simulation import Simulation, World, drilled

PHONE, MAIL = Method("phone", "000-0001"), Method("mail", "x@town.example")
RESULTS: tuple[CallResult, ...] = (
    "reached",
    "answered",
    "no_answer",
    "wrong_number",
    "could_not_try",
)


def person(name: str, *methods: Method, **rest: Any) -> Contact:
    return Contact(name, methods=methods or (PHONE, MAIL), **rest)


def call_out(*who: str, within: int | None = None, **rest: Any) -> Step:
    return m.step("call", CallOut(who, **rest), within=within)


def brief(step: Step, *people: Contact) -> Brief:
    made = m.brief(step)
    return replace(made, plan=replace(made.plan, contacts=people))


def said(name: str, result: CallResult, **rest: Any) -> Call:
    return Call("call", name, result, "hanako", **rest)


def run(step: Step, people: tuple[Contact, ...], *orders: tuple[int, Any]) -> Simulation:
    return drilled(brief(step, *people), World(orders=orders))


def begun(step: Step, *people: Contact) -> Simulation:
    simulation = Simulation(World()).begin(brief(step, *people))
    simulation.run(until=0)
    return simulation


def ended(simulation: Simulation) -> e.StepEnded:
    (found,) = simulation.of(e.StepEnded)
    return found


def by_name(simulation: Simulation) -> dict[str, Callee]:
    return {each.contact.id: each for each in standing(simulation.drill, "call")}


def test_the_next_way_and_then_the_deputy_are_offered_by_themselves() -> None:
    people = (person("a", deputies=("b",)), person("b", PHONE))
    simulation = begun(call_out("a", within=MINUTE), *people)
    seen = []
    for _ in range(3):
        follows = by_name(simulation)["a"].next
        assert follows is not None
        seen.append((follows.called, follows.way))
        simulation.order(said("a", "no_answer"))
    assert seen == [("a", 0), ("a", 1), ("b", 0)]
    assert by_name(simulation)["a"].standing == "exhausted"
    assert simulation.of(e.StepEnded) == []


def test_a_deputy_who_takes_the_message_counts_and_is_told_as_such() -> None:
    people = (person("a", PHONE, deputies=("b",)), person("b", PHONE))
    tried = ((SECOND, said("a", "no_answer")), (2 * SECOND, said("a", "reached")))
    simulation = run(call_out("a"), people, *tried)
    assert (ended(simulation).outcome, ended(simulation).at) == ("held", 2 * SECOND)
    assert by_name(simulation)["a"].by_deputy


def test_where_every_way_was_tried_and_no_time_is_set_it_ends_at_once() -> None:
    simulation = run(call_out("a"), (person("a", PHONE),), (SECOND, said("a", "no_answer")))
    assert (ended(simulation).outcome, ended(simulation).at) == ("broken", SECOND)


def test_with_a_time_limit_somebody_may_still_call_back() -> None:
    tried = (
        (SECOND, said("a", "no_answer")),
        (9 * SECOND, said("a", "reached", way="phone")),
    )
    simulation = run(call_out("a", within=MINUTE), (person("a", PHONE),), *tried)
    assert (ended(simulation).outcome, ended(simulation).at) == ("held", 9 * SECOND)


def test_at_the_limit_those_reached_by_then_count() -> None:
    people = tuple(person(name, PHONE) for name in "abcd")
    tried = tuple((n * SECOND, said(name, "reached")) for n, name in enumerate("abc", start=1))
    for percent, outcome in ((75.0, "held"), (76.0, "broken")):
        step = call_out("@contacts", within=MINUTE, percent=percent)
        simulation = run(step, people, *tried)
        assert (ended(simulation).outcome, ended(simulation).at) == (outcome, MINUTE)


def test_a_jump_over_the_limit_ends_it_at_the_jump() -> None:
    made = m.brief(call_out("a", within=MINUTE), m.inject("night", at=10 * SECOND, jump=HOUR))
    made = replace(made, plan=replace(made.plan, contacts=(person("a"),)))
    (over,) = (each for each in drilled(made, World()).of(e.StepEnded) if each.step == "call")
    assert over.at == 10 * SECOND + 1


def test_whoever_leads_may_end_it_and_is_judged_by_who_is_reached() -> None:
    done = Answer("call", "done", "taro")
    simulation = run(
        call_out("@contacts", percent=50.0),
        (person("a"), person("b")),
        (SECOND, said("a", "reached")),
        (2 * SECOND, done),
    )
    assert (ended(simulation).outcome, ended(simulation).by) == ("held", "taro")


def test_in_sequence_only_the_first_of_those_left_is_called() -> None:
    simulation = begun(call_out("@contacts", order="sequence"), person("a"), person("b"))
    assert [each.standing for each in standing(simulation.drill, "call")] == ["open", "waiting"]
    simulation.order(said("a", "reached"))
    assert by_name(simulation)["b"].standing == "open"


def test_in_a_tree_whoever_is_reached_calls_those_below() -> None:
    people = (person("a", calls=("b",)), person("b", calls=("c",)), person("c"))
    simulation = begun(call_out("@contacts", order="tree"), *people)
    assert [each.standing for each in standing(simulation.drill, "call")] == [
        "open",
        "waiting",
        "waiting",
    ]
    simulation.order(said("a", "answered"))
    follows = by_name(simulation)["b"].next
    assert follows is not None
    assert follows.caller == "a"


def test_where_somebody_in_the_tree_cannot_be_reached_the_one_above_takes_over() -> None:
    people = (person("a", calls=("b",)), person("b", PHONE, calls=("c",)), person("c"))
    simulation = begun(call_out("@contacts", order="tree"), *people)
    simulation.order(said("a", "reached"))
    simulation.order(said("b", "no_answer"))
    follows = by_name(simulation)["c"].next
    assert follows is not None
    assert follows.caller == "a"


def test_a_circle_in_the_tree_leaves_nobody_out() -> None:
    people = (person("a", PHONE, calls=("b",)), person("b", PHONE, calls=("a",)))
    simulation = begun(call_out("@contacts", order="tree"), *people)
    assert {each.standing for each in standing(simulation.drill, "call")} != {"waiting"}


def test_a_corrected_number_is_offered_again_and_the_old_one_is_kept() -> None:
    simulation = begun(call_out("a", within=MINUTE), person("a", PHONE))
    simulation.order(said("a", "wrong_number", correct="000-0002"))
    (corrected,) = simulation.of(e.NumberCorrected)
    assert (corrected.old, corrected.new) == ("000-0001", "000-0002")
    follows = by_name(simulation)["a"].next
    assert follows is not None
    assert number_of(simulation.drill, follows) == Method("phone", "000-0002")


def test_a_number_that_was_corrected_wrongly_is_corrected_again() -> None:
    simulation = begun(call_out("a", within=MINUTE), person("a", PHONE))
    simulation.order(said("a", "wrong_number", correct="000-0002"))
    simulation.order(said("a", "wrong_number", correct="000-0003"))
    found = [(each.old, each.new) for each in simulation.of(e.NumberCorrected)]
    assert found == [("000-0001", "000-0002"), ("000-0002", "000-0003")]
    assert [each.new for each in unwritten(simulation.drill)] == ["000-0002", "000-0003"]


def test_nobody_is_written_down_as_reached_twice() -> None:
    simulation = begun(call_out("@contacts"), person("a"), person("b"))
    simulation.order(said("a", "reached"))
    simulation.order(said("a", "no_answer"))
    assert [why.code for _, why in simulation.world.refused] == ["order.already_reached"]


def test_whoever_was_called_must_hear_that_it_is_real() -> None:
    simulation = begun(call_out("@contacts"), person("a"), person("b"), person("c"))
    simulation.order(said("a", "reached"))
    simulation.order(said("b", "no_answer"))
    simulation.order(said("c", "wrong_number"))
    assert [each.id for each in contacted(simulation.drill)] == ["players", "a", "b"]


def test_words_stand_for_staff_for_vendors_for_groups_and_for_roles() -> None:
    people = (person("a", groups=("総務課",)), person("desk"), person("b", role="lead"))
    plan = replace(
        m.plan(),
        contacts=people,
        roles=(Role("lead", holder="a"),),
        vendors=(Vendor("v1", contact="desk"),),
    )

    def called(*who: str) -> list[str]:
        return [each.id for each in callees(plan, who)]

    assert called("@staff") == ["a", "b"]
    assert called("@vendors") == called("v1") == ["desk"]
    assert called("@group:総務課") == ["a"]
    assert called("lead") == ["a", "b"]
    assert called("b", "@contacts") == ["b", "a", "desk"]


TREE = (
    person("a", calls=("b", "c"), deputies=("d",)),
    person("b", PHONE, calls=("d",)),
    person("c", MAIL),
    person("d", PHONE, deputies=("a",)),
)


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(RESULTS)), max_size=25),
    st.sampled_from(["broadcast", "sequence", "tree"]),
)
def test_whatever_is_written_down_the_share_only_grows_and_somebody_can_always_be_called(
    calls: list[tuple[str, CallResult]], order: Any
) -> None:
    simulation = begun(call_out("@contacts", order=order, within=MINUTE), *TREE)
    share = 0.0
    for name, result in calls:
        simulation.order(said(name, result))
        people = standing(simulation.drill, "call")
        assert reached_share(people) >= share
        share = reached_share(people)
        left = {each.standing for each in people}
        assert "waiting" not in left or "open" in left
        assert [each for _, each in curve(people, 0)] == sorted(
            each for _, each in curve(people, 0)
        )
