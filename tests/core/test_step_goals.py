"""Targets until a share of people is reached: when that was, and what becomes of them otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import MINUTE, SECOND, Span
from bcp.percent import Percent, parse_percent
from drills.core.checkin_orders import CheckIn, CheckInByHand
from drills.core.measure import Measure, Result
from drills.core.muster_events import MusterState
from drills.core.on_paper_events import KeptOnPaper
from drills.core.orders import Abort, GoOn, Pause
from drills.core.outages import STRENGTH
from drills.core.overall import Overall, overall
from drills.core.reach import Arrival, People, count_of, needed, people_of, share_reached
from drills.core.step_goals import (
    NOBODY_TO_REACH,
    NOT_ENDED_YET,
    PEOPLE_NOT_TOLD,
    TOO_FEW,
    step_results,
)
from drills.paper.results import read_result
from scenarios.model import Goal
from tests.core import making as m
from tests.core import test_checkins as checkins
from tests.core import test_musters as musters
from tests.core.simulation import Simulation, World
from tests.core.test_calls import begun, call_out, person, said

LIMIT = 10 * MINUTE
FOUR = tuple(person(name) for name in "abcd")


def goal(percent: float, within: int | None = LIMIT, **rest: Any) -> Goal:
    limit = None if within is None else Span(within)
    return Goal(step="call", reached=Percent(percent), within=limit, **rest)


def called(*reached: tuple[int, str], percent: float, within: int = 30 * MINUTE) -> Simulation:
    """A call-out of four people, of whom some are reached at a time."""
    step = call_out(*"abcd", within=within, percent=50)
    orders = tuple((at, said(name, "reached")) for at, name in reached)
    made = m.brief(step, targets=(goal(percent),))
    made = replace(made, plan=replace(made.plan, contacts=FOUR))
    return Simulation(World(orders=orders)).begin(made)


def only(simulation: Simulation) -> Result:
    ((_, result),) = step_results(simulation.drill)
    return result


def test_the_time_runs_until_the_person_who_makes_the_share_full() -> None:
    simulation = called((MINUTE, "b"), (3 * MINUTE, "d"), (4 * MINUTE, "a"), percent=75)
    simulation.run()
    result = only(simulation)
    assert (result.verdict, result.source) == ("met", "observed")
    assert result.actual == Measure(4 * MINUTE, 4 * MINUTE)
    assert overall(simulation.drill) is Overall.PASSED


def test_a_share_that_came_too_late_is_missed_although_the_step_holds() -> None:
    simulation = called((MINUTE, "b"), (3 * MINUTE, "d"), (11 * MINUTE, "a"), percent=75)
    simulation.run()
    assert only(simulation).verdict == "missed"
    assert only(simulation).actual == Measure(11 * MINUTE, 11 * MINUTE)
    assert overall(simulation.drill) is Overall.TARGET_MISSED


def test_a_share_that_never_came_is_missed_and_says_how_many_were_reached() -> None:
    simulation = called((MINUTE, "b"), (3 * MINUTE, "d"), percent=75)
    simulation.run()
    result = only(simulation)
    assert (result.verdict, result.actual) == ("missed", None)
    assert result.why == TOO_FEW(all=4, reached=2, percent="75")


def test_it_is_open_until_its_time_is_over_and_missed_from_then_on() -> None:
    simulation = called((MINUTE, "b"), percent=75)
    simulation.run(until=9 * MINUTE)
    assert (only(simulation).verdict, only(simulation).why) == ("not_measured", NOT_ENDED_YET())
    simulation.run(until=11 * MINUTE)
    simulation.order(said("a", "no_answer"))
    assert only(simulation).verdict == "missed"


def test_a_drill_that_is_called_off_before_its_time_is_over_leaves_it_unmeasured() -> None:
    simulation = called((MINUTE, "b"), percent=75)
    simulation.run(until=2 * MINUTE)
    simulation.order(Abort("hanako"))
    simulation.run()
    assert only(simulation).verdict == "not_measured"


def test_people_have_no_time_while_the_drill_stands_still() -> None:
    simulation = called((MINUTE, "b"), percent=50)
    simulation.run(until=2 * MINUTE)
    simulation.order(Pause("hanako"))
    simulation.run(until=20 * MINUTE)
    simulation.order(GoOn("hanako"))
    simulation.run(until=21 * MINUTE)
    simulation.order(said("c", "reached"))
    simulation.run()
    result = only(simulation)
    assert result.verdict == "met"
    assert result.actual is not None
    assert result.actual.low == 3 * MINUTE


def test_where_there_is_nobody_nothing_is_measured_and_nothing_spoiled() -> None:
    simulation = begun(call_out(), *FOUR)
    drill = simulation.drill
    made = drill.started()
    scenario = replace(made.scenario, targets=(goal(90),))
    ((_, result),) = step_results(replace(drill, brief=replace(made, scenario=scenario)))
    assert (result.verdict, result.why) == ("not_measured", NOBODY_TO_REACH())


@pytest.mark.parametrize(
    ("people", "percent", "number"),
    [(4, 75, 3), (4, 76, 4), (650, 90, 585), (3, 33.33, 1), (3, 100, 3), (10, 0.1, 1), (0, 90, 0)],
)
def test_part_of_a_person_is_a_whole_one(people: int, percent: float, number: int) -> None:
    assert needed(people, percent) == number


ARRIVALS = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 9), st.sampled_from(STRENGTH)), max_size=12
)


@given(ARRIVALS, st.integers(0, 5), st.floats(0.5, 100))
def test_the_share_lies_between_the_bounds_of_those_who_make_it(
    found: list[tuple[int, int, Any]], missing: int, percent: float
) -> None:
    arrivals = tuple(Arrival(at, at + wide, source, at) for at, wide, source in found)
    people = People(len(arrivals) + missing, arrivals)
    share = share_reached(people, percent)
    number = needed(people.all, percent)
    assert (share is None) == (number == 0 or number > len(arrivals))
    if share is not None:
        assert share.low <= share.high
        assert sum(each.high <= share.high for each in arrivals) >= number
        assert sum(each.low < share.low for each in arrivals) < number


@pytest.mark.parametrize("text", ["90%", "100%", "0.5%", "99.95%", "1%"])
def test_a_share_is_read_as_it_is_written(text: str) -> None:
    assert str(parse_percent(text)) == text


@pytest.mark.parametrize("text", ["90", "0%", "101%", "-5%", "9割", "90 %", "", "%", "0.00%"])
def test_what_is_no_share_is_not_read(text: str) -> None:
    assert parse_percent(text) is None


def test_of_those_who_check_in_the_first_word_counts_and_measured_is_measured() -> None:
    simulation = checkins.begun(checkins.roll_call(within=30 * MINUTE))
    ids = [checkins.digest(n) for n in range(18)]
    orders = tuple((n * MINUTE, CheckIn("here", each)) for n, each in enumerate(ids))
    checkins.said(simulation, *orders, (20 * MINUTE, CheckIn("here", ids[0], problem="slow")))
    share = share_reached(people_of(simulation.drill, "here"), 90)
    assert share is not None
    assert (share.low, share.high) == (17 * MINUTE, 17 * MINUTE)
    assert (share.number, share.all, share.source) == (18, 20, "measured")
    assert count_of(simulation.drill, "here") == (18, 20)


def test_one_answer_by_hand_makes_the_share_observed() -> None:
    simulation = checkins.begun(checkins.roll_call(within=30 * MINUTE))
    by_hand = CheckInByHand("here", checkins.digest(0), "hanako")
    orders = ((n * MINUTE, CheckIn("here", checkins.digest(n))) for n in range(1, 18))
    checkins.said(simulation, (SECOND, by_hand), *orders)
    share = share_reached(people_of(simulation.drill, "here"), 90)
    assert share is not None
    assert share.source == "observed"


def test_of_those_who_gather_arrivals_count_and_where_nobody_need_come_words_do() -> None:
    orders = (
        (MINUTE, musters.said("a", "safe")),
        (2 * MINUTE, musters.said("b", "arrived")),
        (3 * MINUTE, musters.said("b", "arrived")),
    )
    for percent, number, at in ((60.0, 1, 2 * MINUTE), (0.0, 2, MINUTE)):
        simulation = musters.begun(musters.gather(percent=percent, within=30 * MINUTE))
        for moment, order in orders:
            simulation.run(until=moment)
            simulation.order(order)
        people = people_of(simulation.drill, "gather")
        share = share_reached(people, 30)
        assert len(people.arrivals) == number
        assert share is not None
        assert share.high == at


def test_who_went_away_again_is_not_there_until_they_are_back() -> None:
    simulation = musters.begun(musters.gather(within=30 * MINUTE))
    words: tuple[tuple[int, MusterState], ...] = ((1, "arrived"), (2, "coming"), (5, "arrived"))
    for at, state in words:
        simulation.run(until=at * MINUTE)
        simulation.order(musters.said("a", state))
    (arrival,) = people_of(simulation.drill, "gather").arrivals
    assert arrival.high == 5 * MINUTE


def test_paper_tells_how_a_step_ended_and_not_when_each_person_was_reached() -> None:
    simulation = called((MINUTE, "b"), percent=75)
    simulation.run()
    kept = KeptOnPaper(0, MINUTE, "hanako", "log.xlsx", "0" * 64, 60 * MINUTE)
    ((_, result),) = step_results(replace(simulation.drill, on_paper=kept))
    assert (result.verdict, result.why) == ("not_measured", PEOPLE_NOT_TOLD())


@pytest.mark.parametrize(
    ("word", "told"),
    [("連絡済", "done"), ("参集済", "done"), ("点呼済。", "done"), ("未達", "failed")],
)
def test_words_of_people_on_paper_are_read(word: str, told: str) -> None:
    assert read_result(word) == told
