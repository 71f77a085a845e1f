"""Percentiles of what was measured: always one of the measured values, never one in between."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil


def percentile(values: Iterable[int], percent: float) -> int | None:
    """The smallest value that so many percent of them do not exceed; None where there is none."""
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]
