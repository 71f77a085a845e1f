"""A scale of grades, from the best to the worst: what a rate comes to on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bcp.message import Text
from bcp.preset import Preset

NOT_GRADED = "－"
"""What stands where no grade can be given (算定不可)."""

# A result of next to nothing would print a rate that no table has room for.
HIGHEST_RATE = 999.9


@dataclass(frozen=True)
class GradeScale:
    """Grades in order, the best first; `bounds` are the rates from which each is given.

    A scale without bounds is one of marks: all is the first, nothing the last, and anything between
    the one in the middle.
    """

    name: str
    title: Text
    grades: Sequence[str]
    meanings: Sequence[Text]
    bounds: Sequence[float]

    @classmethod
    def of(cls, preset: Preset) -> GradeScale:
        """The scale that a preset of grades holds."""
        values = tuple(preset.values)
        if values and all(each.at_least is not None for each in values):
            values = tuple(sorted(values, key=lambda each: -(each.at_least or 0.0)))
            bounds = tuple(each.at_least or 0.0 for each in values)
        else:
            bounds = ()
        return cls(
            name=preset.id,
            title=preset.title,
            grades=tuple(each.id for each in values),
            meanings=tuple(each.name for each in values),
            bounds=bounds,
        )

    def place(self, rate_percent: float) -> int:
        """Where a rate stands, 0 the best. The lowest grade takes whatever lies below it."""
        last = len(self.grades) - 1
        if self.bounds:
            found = (at for at, bound in enumerate(self.bounds) if rate_percent >= bound)
            return next(found, last)
        if rate_percent >= 100:
            return 0
        return last if rate_percent <= 0 else last // 2

    @property
    def last(self) -> int:
        """The place of the worst grade."""
        return len(self.grades) - 1


def rate_of(limit_us: int, high_us: int) -> float:
    """Limit by actual in percent, for what is better the smaller it is; at most 999.9.

    Source: the formula of the degree of achievement (達成率), Hokkaido's evaluation sheets. It is
    cut, not rounded, so that 100.0 is reached by what was met and by nothing else.
    """
    if high_us <= 0:
        return HIGHEST_RATE
    return min(HIGHEST_RATE, limit_us * 1000 // high_us / 10)


def mean_of(rates: Sequence[float]) -> float:
    """The mean of rates with one decimal each, cut to one decimal. There is at least one."""
    return sum(round(each * 10) for each in rates) // len(rates) / 10
