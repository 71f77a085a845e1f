"""Whether times grow shorter over drills, said only where that is more than chance.

The test is that of Mann (1945) and Kendall (1975): every figure is held against every later one,
which needs no drill to be spaced evenly and no curve to be assumed. Here a pair counts only where
the two intervals do not overlap; one that lies within the error of its measurement counts for
neither side. The variance is that without ties, the larger one, so that less is claimed rather
than more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from math import sqrt
from typing import Literal

Direction = Literal["shorter", "longer", "none"]

FEWEST = 5
"""Below so many figures nothing is claimed: of four, even an unbroken order is no rare chance."""
Z = 1.96
"""Two-sided, five in a hundred."""


def direction(intervals: Sequence[tuple[int, int]]) -> Direction | None:
    """Where a series of intervals, oldest first, goes; None where they are too few to say."""
    count = len(intervals)
    if count < FEWEST:
        return None
    longer = _longer_pairs(intervals)
    variance = count * (count - 1) * (2 * count + 5) / 18
    if abs(longer) - 1 < Z * sqrt(variance):
        return "none"
    return "longer" if longer > 0 else "shorter"


def _longer_pairs(intervals: Sequence[tuple[int, int]]) -> int:
    """How many more pairs grew longer than shorter from the earlier to the later."""
    lows: list[int] = []
    highs: list[int] = []
    balance = 0
    for low, high in intervals:
        balance += bisect_left(highs, low)
        balance -= len(lows) - bisect_right(lows, high)
        insort(lows, low)
        insort(highs, high)
    return balance
