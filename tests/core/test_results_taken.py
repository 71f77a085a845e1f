"""Answers that another tool took: at their own times, as attested, each person once."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import MINUTE, SECOND, Offset
from bcp.message import Message
from drills.core import events as e
from drills.core.checkin_orders import CheckIn
from drills.core.checkins import CheckIns, moments
from drills.core.machine import evolve
from drills.core.orders import take
from drills.core.result_orders import TakeResults, ToldElsewhere
from tests.core.simulation import Simulation
from tests.core.test_checkins import PEOPLE, begun, came, digest, roll_call, said


def told(number: int, minute: int, **rest: Any) -> ToldElsewhere:
    return ToldElsewhere(digest(number), minute * MINUTE, (minute + 1) * MINUTE, **rest)


def brought(*results: ToldElsewhere) -> TakeResults:
    return TakeResults("here", results, "佐藤", "安否確認サービス", "kaitou.csv", "beef")


def code(simulation: Simulation, order: TakeResults) -> str:
    answer = take(simulation.drill, order, simulation.now)
    return answer.code if isinstance(answer, Message) else ""


def test_each_answer_counts_at_the_minute_in_which_it_was_given() -> None:
    simulation = begun(roll_call())
    here = said(simulation, (9 * MINUTE, brought(told(0, 2), told(1, 2), told(2, 7))))
    assert (here.all.there, dict(here.all.minutes)) == (3, {3: 2, 8: 1})
    assert here.count("source", "attested") == 3
    assert here.taken[0].count == 3
    assert (here.taken[0].tool, here.taken[0].sha256) == ("安否確認サービス", "beef")


def test_what_somebody_said_on_the_page_is_not_replaced_but_for_how_they_are() -> None:
    simulation = begun(roll_call())
    page = CheckIn("here", digest(1), "tunnel", "ssl-vpn", "vdi", ("done",) * 3, rtt_us=20_000)
    here = said(
        simulation,
        (5 * MINUTE, page),
        (9 * MINUTE, brought(told(1, 7, method="携帯", safety="injured"))),
    )
    found = here.said.get(digest(1))
    assert found is not None
    assert (found.last.method, found.last.rtt_us, found.last.safety) == ("vdi", 20_000, "injured")
    assert found.first == 5 * MINUTE
    assert here.count("safety", "injured") == here.count("source", "measured") == 1


def test_an_answer_from_before_that_on_the_page_is_when_they_were_there() -> None:
    simulation = begun(roll_call())
    here = said(
        simulation, (5 * MINUTE, CheckIn("here", digest(1))), (9 * MINUTE, brought(told(1, 2)))
    )
    assert moments(here) == (3 * MINUTE,)
    assert dict(here.all.minutes) == {3: 1}
    assert here.all.there == 1


def test_the_page_goes_before_a_file_that_came_first() -> None:
    simulation = begun(roll_call())
    here = said(
        simulation,
        (3 * MINUTE, brought(told(1, 1, method="携帯", safety="safe"))),
        (5 * MINUTE, CheckIn("here", digest(1), "direct", method="vdi")),
    )
    found = here.said.get(digest(1))
    assert found is not None
    assert (found.last.method, found.last.safety, found.first) == ("vdi", "safe", 2 * MINUTE)


def test_the_same_answers_count_once_and_more_of_them_are_taken() -> None:
    simulation = begun(roll_call())
    said(simulation, (9 * MINUTE, brought(told(1, 2), told(2, 3))))
    assert code(simulation, brought(told(1, 2), told(2, 3))) == "order.results_taken"
    here = said(simulation, (10 * MINUTE, brought(told(1, 2), told(2, 3), told(3, 4))))
    assert [each.count for each in here.taken] == [2, 1]


def test_the_record_does_not_have_them_in_the_order_of_the_file() -> None:
    simulation = begun(roll_call())
    said(simulation, (9 * MINUTE, brought(*(told(n, 1) for n in range(20)))))
    people = [each.person for each in simulation.of(e.CheckedIn)]
    assert people == sorted(people)
    assert people != [digest(n) for n in range(20)]


def test_everybody_there_ends_the_step_when_the_file_comes() -> None:
    simulation = begun(roll_call())
    said(simulation, (9 * MINUTE, brought(*(told(n, 1) for n in range(20)))))
    (ended,) = simulation.of(e.StepEnded)
    assert (ended.outcome, ended.at) == ("held", 9 * MINUTE)


def test_a_file_that_comes_behind_the_end_fills_the_curve_and_changes_no_outcome() -> None:
    simulation = begun(roll_call(within=5 * MINUTE))
    said(simulation, *came(0, 1))
    simulation.run(until=9 * MINUTE)
    taken = take(simulation.drill, brought(*(told(n, 1) for n in range(20))), simulation.now)
    assert not isinstance(taken, Message)
    after = reduce(evolve, taken, simulation.drill)
    assert after.step("here").checkins.all.there == 20
    (ended,) = simulation.of(e.StepEnded)
    assert ended.outcome == "broken"
    assert after.step("here").ended == ended


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (brought(told(999, 1)), "order.not_expected"),
        (brought(), "order.no_results"),
        (replace(brought(told(1, 1)), by=" "), "order.results_by_nobody"),
        (brought(told(1, 1, tasks=("done",))), "order.other_tasks"),
        (brought(told(1, 1, method="x" * 41)), "order.checkin_too_long"),
        (brought(told(1, 11)), "order.result_outside"),
        (brought(told(1, -3)), "order.result_outside"),
        (brought(told(1, 1), told(2, 11)), "order.result_outside"),
        (brought(told(1, -1)), ""),
    ],
)
def test_all_of_a_file_is_taken_or_nothing(order: TakeResults, reason: str) -> None:
    simulation = begun(roll_call())
    simulation.run(until=10 * MINUTE)
    assert code(simulation, order) == reason


def test_nothing_is_taken_before_the_step_has_begun() -> None:
    step = replace(roll_call(), at=Offset(10 * MINUTE))
    simulation = begun(step)
    simulation.run(until=SECOND)
    assert code(simulation, brought(told(1, 0))) == "order.not_begun"


WORDS = st.lists(
    st.tuples(st.integers(0, 24), st.integers(0, 9), st.booleans()),
    max_size=40,
)


def folded(words: list[tuple[int, int, bool]]) -> CheckIns:
    drill = begun(roll_call()).drill
    for number, minute, by_file in words:
        at, low, high = 20 * MINUTE, minute * MINUTE, (minute + 1) * MINUTE
        attested = e.CheckedIn(
            at, "here", digest(number), "elsewhere", source="attested", low=low, high=high
        )
        live = e.CheckedIn(high, "here", digest(number), "tunnel")
        drill = evolve(drill, attested if by_file else live)
    return drill.step("here").checkins


@given(WORDS, st.randoms())
def test_the_order_in_which_files_come_makes_no_difference_to_who_is_there(
    words: list[tuple[int, int, bool]], chance: Any
) -> None:
    files = [each for each in words if each[2]]
    shuffled = list(files)
    chance.shuffle(shuffled)
    one, other = folded(files), folded(shuffled)
    assert (one.all, one.departments, one.counts) == (other.all, other.departments, other.counts)


@given(WORDS)
def test_every_count_is_that_of_the_words_that_stand(words: list[tuple[int, int, bool]]) -> None:
    here = folded(words)
    people = {each.id for each in PEOPLE}
    named = [each for each in words if digest(each[0]) in people]
    by_page = {number for number, _, by_file in named if not by_file}
    assert here.all.there == len({number for number, _, _ in named})
    assert sum(here.all.minutes.values()) == here.all.there
    assert all(count > 0 for count in here.all.minutes.values())
    assert here.count("source", "measured") == len(by_page)
    assert here.count("source", "attested") == here.all.there - len(by_page)
