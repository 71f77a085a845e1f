"""Gathering people: who is heard of, who is there, which roles that fills, and who is absent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bcp.durations import HOUR, MINUTE, SECOND, Span
from bcp.muster import Assembly, Commute, HeadCount
from bcp.people import Contact, Method, Role
from drills.core import events as e
from drills.core.absence import stand_in
from drills.core.addressees import contacted
from drills.core.brief import Brief
from drills.core.call_orders import Call
from drills.core.calls import standing
from drills.core.machine import replay
from drills.core.muster_events import MOVING, SAFETY, MusterState
from drills.core.muster_orders import Muster
from drills.core.musters import arrived_share, curve, head_counts, heard_share, mustering
from drills.core.order_words import near_person
from drills.core.orders import Answer
from drills.core.prefixing import ids_of, prefixed_brief
from drills.core.retelling import Names, retold
from scenarios.hazard import Hazard
from scenarios.model import Absent, CallOut, MusterCall, Step
from tests.core import making as m
from tests.core.simulation import Simulation, World, drilled

PHONE = Method("phone", "000-0001")
LEAD = Role("lead", holder="a", deputies=("b",))
SURVEY = Role("survey", holder="b", deputies=("c",))
STATES: tuple[MusterState, ...] = (*SAFETY, *MOVING)


def person(name: str, km: float | None = None, **rest: Any) -> Contact:
    commute = None if km is None else Commute(km=km)
    return Contact(name, methods=(PHONE,), commute=commute, **rest)


ABC = (person("a", 2.0), person("b", 4.0), person("c", 30.0))


def gather(*who: str, within: int | None = None, **rest: Any) -> Step:
    return m.step("gather", MusterCall(who or ("@contacts",), **rest), within=within)


def brief(*steps: Step, people: tuple[Contact, ...] = ABC, **rest: Any) -> Brief:
    made = m.brief(*steps, **rest)
    needs = (HeadCount(Span(2 * HOUR), {"lead": 1, "survey": 1}),)
    plan = replace(made.plan, contacts=people, roles=(LEAD, SURVEY), muster=Assembly(needs))
    return replace(made, plan=plan)


def said(name: str, state: MusterState, **rest: Any) -> Muster:
    return Muster("gather", name, state, "hanako", **rest)


def begun(*steps: Step, **rest: Any) -> Simulation:
    simulation = Simulation(World()).begin(brief(*steps, **rest))
    simulation.run(until=0)
    return simulation


def ended(simulation: Simulation) -> e.StepEnded:
    return next(each for each in simulation.of(e.StepEnded) if each.step == "gather")


def refused(simulation: Simulation) -> list[str]:
    return [why.code for _, why in simulation.world.refused]


def test_it_ends_when_nobody_is_waited_for_any_more() -> None:
    orders = (
        (SECOND, said("a", "arrived")),
        (2 * SECOND, said("b", "coming", eta=HOUR)),
        (3 * SECOND, said("c", "cannot_come")),
        (4 * SECOND, said("b", "arrived")),
    )
    simulation = drilled(brief(gather(percent=60.0)), World(orders=orders))
    assert (ended(simulation).outcome, ended(simulation).at) == ("held", 4 * SECOND)


def test_at_the_limit_those_who_are_there_by_then_count() -> None:
    for percent, outcome in ((33.0, "held"), (34.0, "broken")):
        step = gather(within=MINUTE, percent=percent)
        simulation = drilled(brief(step), World(orders=((SECOND, said("a", "arrived")),)))
        assert (ended(simulation).outcome, ended(simulation).at) == (outcome, MINUTE)


def test_where_nobody_need_come_it_ends_when_all_are_heard_of() -> None:
    orders = (
        (SECOND, said("a", "safe")),
        (2 * SECOND, said("b", "injured")),
        (3 * SECOND, said("c", "safe")),
    )
    step = gather(within=MINUTE, percent=0.0, heard=100.0)
    simulation = drilled(brief(step), World(orders=orders))
    assert (ended(simulation).outcome, ended(simulation).at) == ("held", 3 * SECOND)


def test_too_few_heard_of_is_not_enough_where_many_have_come() -> None:
    step = gather(within=MINUTE, percent=30.0, heard=90.0)
    simulation = drilled(brief(step), World(orders=((SECOND, said("a", "arrived")),)))
    assert ended(simulation).outcome == "broken"


def test_whoever_leads_may_end_it() -> None:
    done = Answer("gather", "done", "taro")
    orders = ((SECOND, said("a", "arrived")), (2 * SECOND, done))
    simulation = drilled(brief(gather(percent=30.0)), World(orders=orders))
    assert (ended(simulation).outcome, ended(simulation).by) == ("held", "taro")


def test_a_later_word_takes_the_place_of_an_earlier_one_and_nobody_counts_twice() -> None:
    simulation = begun(gather(within=HOUR))
    simulation.order(said("a", "arrived"))
    simulation.order(said("a", "arrived"))
    simulation.order(said("a", "injured"))
    people = mustering(simulation.drill, "gather")
    assert (people[0].standing, people[0].safety and people[0].safety.state) == (
        "arrived",
        "injured",
    )
    assert round(arrived_share(people)) == 33
    simulation.order(said("a", "coming"))
    assert arrived_share(mustering(simulation.drill, "gather")) == 0


def test_each_is_expected_by_the_way_and_the_hour_of_the_hazard() -> None:
    quake = Hazard("earthquake", hour="night")
    simulation = begun(gather(within=HOUR), hazard=quake)
    expected = [each.expected for each in mustering(simulation.drill, "gather")]
    assert [each.after for each in expected] == [2 * HOUR, 3 * HOUR, None]
    assert expected[2].why == "too_far"
    at_work = begun(gather(within=HOUR), hazard=Hazard("earthquake", hour="working"))
    assert {each.expected.after for each in mustering(at_work.drill, "gather")} == {0}


def test_a_phase_tells_how_many_of_each_role_are_expected_and_there() -> None:
    simulation = begun(gather(within=HOUR), hazard=Hazard("earthquake", hour="night"))
    simulation.order(said("b", "arrived"))
    simulation.order(said("c", "arrived"))
    lead, survey = head_counts(simulation.drill, "gather")
    assert (lead.wanted, lead.expected, lead.there) == (1, 1, 1)
    assert [(each.person, each.deputy) for each in lead.people] == [("b", True)]
    assert (survey.expected, survey.there) == (0, 1)
    assert [(each.person, each.deputy) for each in survey.people] == [("c", True)]


def test_a_jump_of_the_event_clock_is_time_in_which_people_come() -> None:
    jump = m.inject("morning", jump=HOUR, at=MINUTE)
    simulation = begun(gather(), jump, people=(person("a", 1.0), person("b")))
    simulation.run(until=2 * MINUTE)
    simulation.order(said("a", "arrived"))
    (came,) = [each.arrived for each in mustering(simulation.drill, "gather") if each.arrived]
    assert came >= HOUR


def test_a_jump_over_the_limit_ends_it_at_the_jump() -> None:
    jump = m.inject("morning", jump=HOUR, at=10 * SECOND)
    simulation = Simulation(World()).begin(brief(gather(within=MINUTE), jump))
    simulation.run(until=2 * MINUTE)
    assert ended(simulation).at == 10 * SECOND + 1


def test_what_is_no_word_for_a_step_is_refused() -> None:
    simulation = begun(gather("a", within=HOUR, safety=False))
    simulation.order(said("a", "safe"))
    simulation.order(said("b", "arrived"))
    simulation.order(said("a", "arrived", eta=HOUR))
    simulation.order(said("a", "coming", eta=365 * 24 * HOUR))
    assert refused(simulation) == [
        "order.no_safety",
        "order.not_gathered",
        "order.eta_of_coming",
        "order.eta_too_long",
    ]


def test_whoever_was_gathered_must_hear_that_it_is_real() -> None:
    simulation = begun(gather(within=HOUR))
    simulation.order(said("b", "safe"))
    assert [each.id for each in contacted(simulation.drill)] == ["players", "b"]


def test_absent_people_cannot_be_reached_and_are_not_waited_for() -> None:
    steps = (gather(within=MINUTE), m.step("call", CallOut(("a",)), at=0, within=MINUTE))
    people = (person("a", deputies=("b",)), person("b"))
    simulation = begun(*steps, people=people, absent=Absent(people=("a",)))
    (event,) = simulation.of(e.PeopleAbsent)
    assert (event.absent, event.drawn, event.seed) == (("a",), (), "")
    follows = standing(simulation.drill, "call")[0].next
    assert follows is not None
    assert follows.called == "b"
    simulation.order(said("a", "arrived"))
    simulation.order(Call("call", "a", "reached", "x", way="phone", called="a"))
    simulation.order(Answer("gather", "done", "a"))
    assert refused(simulation) == [
        "order.person_absent",
        "order.person_absent",
        "order.absent_speaks",
    ]
    simulation.order(said("b", "arrived"))
    assert (ended(simulation).outcome, arrived_share(mustering(simulation.drill, "gather"))) == (
        "broken",
        50.0,
    )


def test_a_role_whose_holder_is_absent_goes_to_the_first_deputy_who_is_there() -> None:
    def left(*absent: str) -> tuple[str | None, str | None]:
        drill = begun(gather(within=HOUR), absent=Absent(people=absent)).drill
        found = [stand_in(drill, each) for each in ("lead", "survey")]
        return tuple("holder" if each is None else each.deputy for each in found)  # type: ignore[return-value]

    assert left("a") == ("b", "holder")
    assert left("b") == ("holder", "c")
    assert left("a", "b") == (None, "c")
    assert left("a", "b", "c") == (None, None)


def test_the_lot_falls_on_so_many_and_anybody_can_draw_it_again() -> None:
    def drawn(seed: str | None, **rest: Any) -> e.PeopleAbsent:
        simulation = begun(gather(within=HOUR), absent=Absent(draw=2, seed=seed, **rest))
        (event,) = simulation.of(e.PeopleAbsent)
        return event

    first = drawn("autumn", pool=("@contacts",))
    assert first == drawn("autumn", pool=("@contacts",))
    assert (len(first.absent), first.drawn, first.seed) == (2, first.absent, "autumn")
    assert len({drawn(str(n), pool=("@contacts",)).absent for n in range(40)}) == 3
    named = drawn("autumn", people=("a",))
    assert set(named.absent) == {"a", "b", "c"}
    assert drawn(None).seed != ""


def test_without_absence_the_record_says_nothing_of_it() -> None:
    assert begun(gather(within=HOUR)).of(e.PeopleAbsent) == []


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(STATES)), max_size=20),
    st.sampled_from([(), ("a",), ("a", "b")]),
)
def test_whatever_is_written_down_nobody_counts_twice_and_the_curve_grows(
    words: list[tuple[str, MusterState]], absent: tuple[str, ...]
) -> None:
    simulation = begun(gather(within=HOUR), absent=Absent(people=absent))
    for name, state in words:
        simulation.order(said(name, state))
    people = mustering(simulation.drill, "gather")
    grown = [share for _, share in curve((each.arrived for each in people), len(people))]
    assert grown == sorted(grown)
    assert arrived_share(people) == (grown[-1] if grown else 0)
    assert arrived_share(people) <= heard_share(people) <= 100
    for each in head_counts(simulation.drill, "gather"):
        assert each.there <= each.wanted
        assert not {one.person for one in each.people} & set(absent)


def test_beside_another_municipality_everybody_keeps_their_own_people_and_roles() -> None:
    simulation = begun(gather(within=HOUR), absent=Absent(people=("a",)))
    simulation.order(said("b", "arrived"))
    simulation.order(said("c", "arrived"))
    own = simulation.drill.started()
    names = Names(0, {}, {}, {}, ids_of(own, "01204"))
    started, *told = (retold(each, names) for each in simulation.events)
    assert isinstance(started, e.DrillStarted)
    joint = replay([replace(started, brief=prefixed_brief(own, "01204")), *told])
    (lead, survey) = head_counts(joint, "01204/gather")
    assert [(each.person, each.deputy) for each in lead.people] == [("01204/b", True)]
    assert (lead.role, survey.role, survey.there) == ("01204/lead", "01204/survey", 1)
    found = stand_in(joint, "01204/lead")
    assert found is not None
    assert (found.holders, found.deputy) == (("01204/a",), "01204/b")


def test_whoever_is_named_instead_of_told_by_id_is_found() -> None:
    people = (
        Contact("kacho", "防災課長"),
        Contact("kakari-1", "田中"),
        Contact("kakari-2", "田中"),
    )
    found = {typed: near_person(typed, "gather", people) for typed in ("防災課長", "kach", "田中")}
    said_of = {typed: each.params["near"] for typed, each in found.items() if each is not None}
    assert said_of == {"防災課長": "kacho", "kach": "kacho"}


def test_an_order_about_almost_somebody_is_refused_with_whom_was_meant() -> None:
    people = (person("kacho"), person("kakari"))
    simulation = begun(gather(within=HOUR), people=people)
    simulation.order(said("kach", "arrived"))
    simulation.order(said("kacho", "arrived"))
    assert refused(simulation) == ["order.near_person"]
