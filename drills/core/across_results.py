"""What the clocks of several segments make of one figure."""

from __future__ import annotations

from dataclasses import replace

from drills.core.across import error_between, names_of
from drills.core.measure import Measure, Result, Verdict, weigh
from drills.core.merging_words import NOT_COMPARED, NOT_PROVEN
from drills.core.state import Drill


def widened(result: Result, error: int) -> Result:
    """The result with the clocks' error in its interval; within one segment nothing changes."""
    if result.actual is None or error == 0:
        return result
    actual = Measure(max(0, result.actual.low - error), result.actual.high + error)
    verdict = "no_target" if result.limit is None else weigh(actual, result.limit)
    return replace(result, actual=actual, verdict=verdict, clocks=error)


def with_clocks(drill: Drill, result: Result, places: frozenset[int]) -> Result:
    """The result as it is, or not measured where it runs between clocks that nobody compared.

    What the clocks themselves show is then said in words only.
    """
    if error_between(drill, places) is not None:
        return result
    one, other = names_of(drill, places)
    verdict: Verdict = "no_target" if result.limit is None else "not_measured"
    if result.actual is not None:
        why = NOT_COMPARED(one=one, other=other, about=result.actual.middle)
        return replace(result, verdict=verdict, actual=None, why=why)
    if result.verdict == "missed":
        return replace(result, verdict=verdict, why=NOT_PROVEN(one=one, other=other))
    return result
