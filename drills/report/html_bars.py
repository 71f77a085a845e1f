"""A figure as a bar against its target: where things stand, in hundredths of the width.

The line of the target stands at the same place in every bar, so that a column of bars can be read
at a glance. What is longer than the room has goes out of the frame, marked as cut. What was not
measured has no length at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drills.report.measured_lines import Figure

LIMIT_AT = 62.0
_WIDTH = 100.0


@dataclass(frozen=True)
class Bar:
    """One bar. `certain` is its length up to the low end; the band reaches from there to `high`.

    `beyond`: nobody knows how long it took, only that it was longer than the target. `unreal`: it
    follows from what was given or assumed, and was not seen by anyone.
    """

    kind: Literal["measured", "beyond", "blank"]
    limit: float | None
    certain: float = 0.0
    high: float = 0.0
    cut: bool = False
    unreal: bool = False

    @property
    def band(self) -> float:
        """The width of the uncertain part."""
        return round(self.high - self.certain, 2)


def bar_of(figure: Figure) -> Bar:
    """Draw a figure."""
    limit = figure.limit_us
    unreal = figure.source in ("injected", "assumed")
    at = None if limit is None else LIMIT_AT if limit else 0.0
    if figure.low_us is None or figure.high_us is None:
        # A reason is given where it lasted longer than that; a step that failed early has none.
        if figure.verdict == "missed" and figure.why is not None and at is not None:
            return Bar("beyond", at, certain=at, high=_WIDTH, cut=True, unreal=unreal)
        return Bar("blank", at)
    # Without a target, or with one of no time at all, the bar has its own scale.
    unit = limit or figure.high_us or 1
    certain, high = (_length(each, unit) for each in (figure.low_us, figure.high_us))
    cut = figure.high_us * LIMIT_AT > unit * _WIDTH
    return Bar("measured", at, certain, high, cut=cut, unreal=unreal)


def _length(us: int, unit: int) -> float:
    return round(min(us / unit * LIMIT_AT, _WIDTH), 2)
