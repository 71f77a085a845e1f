"""How far clocks may be apart: bounds on pairs of them, joined until no pair can be told closer.

Every piece of evidence says that one clock is ahead of another by `low` to `high`. What two pieces
say together is the intersection, also through a third clock: two terminals that were compared with
the same wrist watch are thereby compared with each other. A loop of bounds that cannot all be true
is a contradiction, and both of its sides are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["compared", "word", "said"]


@dataclass(frozen=True)
class ClockEvidence:
    """The clock `one` is ahead of `other` by `low` to `high`; None where nothing bounds that side.

    `kind` says how that is known: ``compared`` with a named reference clock, which then is
    `other`; a ``word`` that cannot have been heard before the step `what` ended; or ``said`` by
    the person who merged. `at` is when, on the clock `one`, in microseconds of Unix time.
    """

    kind: Kind
    one: str
    other: str
    low: int | None
    high: int | None
    what: str = ""
    by: str = ""
    at: int = 0


@dataclass(frozen=True)
class Contradiction:
    """Two pieces of evidence that cannot both be true."""

    one: ClockEvidence
    other: ClockEvidence


Pair = tuple[str, str]


@dataclass(frozen=True)
class Bounds:
    """What is known of all pairs: `most[a, b]` is the most by which `a` may be ahead of `b`."""

    most: Mapping[Pair, int] = field(default_factory=dict)

    def low(self, one: str, other: str) -> int | None:
        """The least by which `one` is ahead of `other`, or None."""
        least = self.high(other, one)
        return None if least is None else -least

    def high(self, one: str, other: str) -> int | None:
        """The most by which `one` is ahead of `other`, or None."""
        return 0 if one == other else self.most.get((one, other))

    def error(self, one: str, other: str, ahead: int) -> int | None:
        """How far `ahead` may be off for a pair; None where a side is not bounded at all."""
        low, high = self.low(one, other), self.high(one, other)
        if low is None or high is None:
            return None
        return max(high - ahead, ahead - low, 0)


def joined(evidence: Iterable[ClockEvidence]) -> Bounds | Contradiction:
    """Join all evidence; the order in which it is given makes no difference to the bounds."""
    most: dict[Pair, int] = {}
    reasons: dict[Pair, tuple[ClockEvidence, ...]] = {}
    for each in sorted(evidence, key=_place):
        for one, other, limit in _sides(each):
            back = most.get((other, one))
            if back is not None and back + limit < 0:
                others = reasons[other, one]
                return Contradiction(next((e for e in others if e != each), each), each)
            _tighten(most, reasons, (one, other, limit), each)
    return Bounds(most)


def _place(each: ClockEvidence) -> tuple[str, ...]:
    return (each.kind, each.one, each.other, each.what, each.by, *map(str, (each.low, each.high)))


def _sides(each: ClockEvidence) -> Iterator[tuple[str, str, int]]:
    one, other = nodes_of(each)
    if each.high is not None:
        yield one, other, each.high
    if each.low is not None:
        yield other, one, -each.low


def nodes_of(each: ClockEvidence) -> Pair:
    """The two clocks of a piece of evidence; a reference clock never shares a zone's name."""
    return each.one, f"clock {each.other}" if each.kind == "compared" else each.other


def _tighten(
    most: dict[Pair, int],
    reasons: dict[Pair, tuple[ClockEvidence, ...]],
    side: tuple[str, str, int],
    because: ClockEvidence,
) -> None:
    """Take one bound in, with all that follows from it for other pairs."""
    one, other, limit = side
    if most.get((one, other), limit + 1) <= limit:
        return
    into = [(a, most[a, b], reasons[a, b]) for a, b in most if b == one] + [(one, 0, ())]
    out = [(b, most[a, b], reasons[a, b]) for a, b in most if a == other] + [(other, 0, ())]
    for first, before, why_before in into:
        for last, after, why_after in out:
            total = before + limit + after
            if first != last and total < most.get((first, last), total + 1):
                most[first, last] = total
                reasons[first, last] = (*why_before, because, *why_after)


def placed(clocks: Sequence[str], bounds: Bounds) -> Mapping[str, int]:
    """How far each clock is ahead of the first one: the middle of what is possible.

    A side that nothing bounds leaves the clocks as near to each other as they can be: their own
    times are then used as they are.
    """
    ahead: dict[str, int] = {}
    for clock in clocks:
        ahead[clock] = _chosen(clock, ahead, bounds) if ahead else 0
    return ahead


def _chosen(clock: str, ahead: Mapping[str, int], bounds: Bounds) -> int:
    lows = [o + low for other, o in ahead.items() if (low := bounds.low(clock, other)) is not None]
    highs = [o + up for other, o in ahead.items() if (up := bounds.high(clock, other)) is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None:
        return (low + high) // 2
    if low is not None:
        return max(0, low)
    return 0 if high is None else min(0, high)
