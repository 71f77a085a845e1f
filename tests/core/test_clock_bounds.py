"""What is known of clocks, joined: never closer than the evidence, and never contradicting it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bcp.durations import SECOND
from drills.core.clock_bounds import Bounds, ClockEvidence, Contradiction, joined, placed

CLOCKS = ("a", "b", "c", "d")


def said(one: str, other: str, low: int | None, high: int | None, by: str = "") -> ClockEvidence:
    return ClockEvidence("said", one, other, low, high, by=by)


def bounds(*evidence: ClockEvidence) -> Bounds:
    found = joined(evidence)
    assert isinstance(found, Bounds)
    return found


def test_two_clocks_compared_with_the_same_watch_are_compared_with_each_other() -> None:
    found = bounds(
        ClockEvidence("compared", "a", "watch", 2 * SECOND, 4 * SECOND),
        ClockEvidence("compared", "b", "watch", -SECOND, SECOND),
    )
    assert (found.low("a", "b"), found.high("a", "b")) == (SECOND, 5 * SECOND)
    ahead = placed(["b", "a"], found)
    assert ahead == {"b": 0, "a": 3 * SECOND}
    assert found.error("a", "b", ahead["a"]) == 2 * SECOND


def test_a_reference_clock_is_not_the_zone_of_the_same_name() -> None:
    found = bounds(ClockEvidence("compared", "a", "b", 0, 1))
    assert found.high("a", "b") is None


def test_two_statements_are_narrowed_to_what_both_allow() -> None:
    found = bounds(said("a", "b", 0, 10), said("a", "b", 4, 20))
    assert (found.low("a", "b"), found.high("a", "b")) == (4, 10)


def test_two_statements_that_exclude_each_other_are_both_named() -> None:
    one, other = said("a", "b", 5, 6, by="x"), said("a", "b", 0, 1, by="y")
    found = joined([one, other])
    assert isinstance(found, Contradiction)
    assert {found.one, found.other} == {one, other}


def test_a_contradiction_through_a_third_clock_is_found() -> None:
    loop = (said("a", "b", 1, 2), said("b", "c", 1, 2), said("c", "a", 1, 2))
    assert isinstance(joined(loop), Contradiction)


def test_what_only_one_side_bounds_is_not_compared_but_does_not_contradict() -> None:
    found = bounds(said("a", "b", None, -5 * SECOND))
    ahead = placed(["b", "a"], found)
    assert ahead["a"] == -5 * SECOND
    assert found.error("a", "b", ahead["a"]) is None


def test_clocks_of_which_nothing_is_known_are_taken_as_they_are() -> None:
    assert placed(CLOCKS, bounds()) == dict.fromkeys(CLOCKS, 0)


truths = st.fixed_dictionaries({each: st.integers(-100, 100) for each in CLOCKS})
pairs = st.tuples(st.sampled_from(CLOCKS), st.sampled_from(CLOCKS)).filter(lambda p: p[0] != p[1])
sides = st.one_of(st.none(), st.integers(0, 20))
pieces = st.lists(st.tuples(pairs, sides, sides), max_size=12)


@given(truths, pieces, st.randoms())
def test_true_evidence_never_contradicts_itself_and_the_truth_lies_within(
    truth: dict[str, int],
    given_pieces: list[tuple[tuple[str, str], int | None, int | None]],
    random: object,
) -> None:
    evidence = []
    for (one, other), below, above in given_pieces:
        apart = truth[one] - truth[other]
        low = None if below is None else apart - below
        high = None if above is None else apart + above
        evidence.append(said(one, other, low, high))
    found = bounds(*evidence)
    random.shuffle(evidence)  # type: ignore[attr-defined]
    assert bounds(*evidence) == found
    ahead = placed(CLOCKS, found)
    for one in CLOCKS:
        for other in CLOCKS:
            apart = ahead[one] - ahead[other]
            error = found.error(one, other, apart)
            if error is not None:
                assert abs(truth[one] - truth[other] - apart) <= error
            low, high = found.low(one, other), found.high(one, other)
            # What was chosen obeys every bound, also those that bound one side only.
            assert low is None or low - 1 <= apart
            assert high is None or apart <= high + 1
