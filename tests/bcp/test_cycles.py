"""Circles are found once each, however long the way round."""

from __future__ import annotations

from bcp.cycles import cycles


def test_a_straight_line_is_no_circle() -> None:
    assert cycles({"a": ("b",), "b": ("c",), "c": ()}) == ()


def test_two_ways_to_the_same_thing_are_no_circle() -> None:
    assert cycles({"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}) == ()


def test_a_thing_that_needs_itself() -> None:
    assert cycles({"a": ("a",)}) == (("a",),)


def test_a_circle_begins_with_the_member_written_first() -> None:
    assert cycles({"x": ("c",), "a": ("b",), "b": ("c",), "c": ("a",)}) == (("a", "b", "c"),)


def test_what_is_not_listed_ends_a_way() -> None:
    assert cycles({"a": ("nowhere",)}) == ()


def test_a_way_of_thousands_is_walked() -> None:
    size = 20_000
    edges = {str(each): (str((each + 1) % size),) for each in range(size)}
    assert [len(each) for each in cycles(edges)] == [size]
