"""A measured length of time, and how it stands to its limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from drills.core.events import Source
from drills.core.outages import Outage

Verdict = Literal["met", "missed", "within_error", "not_measured", "no_target"]


@dataclass(frozen=True)
class Measure:
    """A length of time known to lie between `low` and `high`, in microseconds."""

    low: int
    high: int

    @property
    def middle(self) -> int:
        """The figure that is printed."""
        return (self.low + self.high) // 2

    @property
    def error(self) -> int:
        """The ± that is printed with it."""
        return (self.high - self.low + 1) // 2


@dataclass(frozen=True)
class Result:
    """One promise against what happened.

    `assumed` is the part of `actual` that only jumps of the event clock added; `paused` is how
    long the drill stood still meanwhile, which is taken out of a business's time and of no
    system's. `approximate`: a restart lies in between, so part of it comes from the wall clock.
    `clocks` is how far it may be off either way because it runs from one terminal's clock to
    another's; `actual` holds that already.
    """

    verdict: Verdict
    limit: int | None
    actual: Measure | None = None
    source: Source = "measured"
    why: Message | None = None
    outage: Outage | None = None
    assumed: int = 0
    paused: int = 0
    approximate: bool = False
    clocks: int = 0


def weigh(measure: Measure, limit: int) -> Verdict:
    """Met up to and including the limit; an interval around the limit is within error."""
    if measure.high <= limit:
        return "met"
    return "missed" if measure.low > limit else "within_error"


_ORDER: tuple[Verdict, ...] = ("no_target", "met", "not_measured", "within_error", "missed")


def badness(result: Result) -> tuple[int, int]:
    """Order results from the best to the worst, so that the worst of several speaks for all."""
    return _ORDER.index(result.verdict), result.actual.high if result.actual else 0
