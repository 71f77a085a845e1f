"""Nobody is found in a bundle, also not by who has the list of staff."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.core import events as e
from drills.core.checkin_events import Expected
from drills.core.small_departments import FEWEST, behind, merged, placeholder
from drills.journal.without_staff import without_staff

DEPARTMENTS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=40)


def person(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()[:16]


def leaving(departments: list[str], step: str = "here") -> e.PeopleExpected:
    people = tuple(Expected(person(n), each) for n, each in enumerate(departments))
    event = without_staff(e.PeopleExpected(0, step, people, "f00d"))
    assert isinstance(event, e.PeopleExpected)
    return event


@given(DEPARTMENTS)
def test_no_department_that_leaves_is_a_small_one(departments: list[str]) -> None:
    left = Counter(each.department for each in leaving(departments).people)
    assert sum(left.values()) == len(departments)
    assert min(left.values()) >= FEWEST or len(left) == 1
    assert sum(behind(each) or 1 for each in left) == len(set(departments))
    whole = {name: count for name, count in left.items() if behind(name) is None}
    assert whole == {name: departments.count(name) for name in whole}


def test_neither_an_id_nor_its_place_is_the_same_in_two_steps() -> None:
    departments = ["a"] * 40
    first, second = (
        [each.id for each in leaving(departments, step).people] for step in ("here", "there")
    )
    assert first == sorted(first)
    assert not set(first) & set(second)
    places = [
        [found.index(_of(step, n)) for n in range(40)]
        for step, found in (("here", first), ("there", second))
    ]
    assert places[0] != places[1]
    assert leaving(departments).source_hash == ""


def _of(step: str, number: int) -> str:
    event = without_staff(e.CheckedIn(0, step, person(number)))
    assert isinstance(event, e.CheckedIn)
    return event.person


def test_an_answer_stays_that_of_somebody_who_is_expected() -> None:
    people = {each.id for each in leaving(["a"] * 5).people}
    assert {_of("here", n) for n in range(5)} == people
    missing = without_staff(e.MissingFound(0, "call", ("boss",), (person(1), person(2))))
    assert isinstance(missing, e.MissingFound)
    assert len(missing.without) == 2
    assert not set(missing.without) & (people | {person(1), person(2)})


@pytest.mark.parametrize(
    ("sizes", "few"),
    [
        ({"a": 1, "b": 9, "c": 7}, {"a", "c"}),
        ({"a": 3, "b": 2, "c": 9}, {"a", "b"}),
        ({"a": 5, "b": 6}, set()),
        ({"a": 1}, {"a"}),
        ({}, set()),
    ],
)
def test_small_departments_are_told_together(sizes: dict[str, int], few: set[str]) -> None:
    assert merged(sizes) == few


def test_what_was_together_stays_so_and_is_counted_right() -> None:
    once = leaving(["a", "b", "c"])
    assert {each.department for each in once.people} == {placeholder(3)}
    again = without_staff(once)
    assert isinstance(again, e.PeopleExpected)
    assert {each.department for each in again.people} == {placeholder(3)}
