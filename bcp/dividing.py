"""A number of people divided by shares, so that nobody is lost and nobody counted twice."""

from __future__ import annotations

from collections.abc import Sequence


def divided(count: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Whole parts of `count` in proportion to `shares`, by the largest remainder.

    Of equal remainders the earlier share gets one more. Raises `ValueError` where all shares are 0.
    """
    total = sum(shares)
    if total <= 0:
        raise ValueError("there is nothing to divide by")
    parts = [count * each // total for each in shares]
    remainders = [count * each % total for each in shares]
    order = sorted(range(len(shares)), key=lambda n: (-remainders[n], n))
    for n in order[: count - sum(parts)]:
        parts[n] += 1
    return tuple(parts)
