"""What lanes of a chart are made of, and where an instant stands in them.

Everything stands in hundredths of the width, so that a drawing fits a desk, a telephone and paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.durations import HOUR, MINUTE, SECOND
from drills.report.measured_lines import Period

STEPS = (
    *(each * SECOND for each in (1, 2, 5, 10, 15, 30)),
    *(each * MINUTE for each in (1, 2, 5, 10, 15, 30)),
    *(each * HOUR for each in (1, 2, 3, 6, 12)),
)
"""How far apart ticks may stand."""


@dataclass(frozen=True)
class Mark:
    """Something drawn in a lane; `kind` is a word of `html_words.DRAWN`, `width` 0 a point.

    `records` are what it rests on, and `says` what it is, for whoever points at it.
    """

    kind: str
    x: float
    width: float = 0.0
    records: tuple[int, ...] = ()
    says: str = ""


@dataclass(frozen=True)
class Lane:
    """A row of the chart; `note` stands small beneath its name, which leads to the `records`.

    `kind` is ``"step"`` for what is drawn narrow, ``"path"`` for the way to the return.
    """

    name: str
    note: str
    marks: tuple[Mark, ...]
    kind: str = ""
    records: tuple[int, ...] = ()


@dataclass(frozen=True)
class Axis:
    """From the first to the last instant of the record, in microseconds of the drill's clock."""

    began: int
    ended: int

    def at(self, us: int) -> float:
        """Where an instant stands; what lies outside stands at the border."""
        inside = min(max(us, self.began), self.ended)
        return round((inside - self.began) * 100 / (self.ended - self.began), 2)

    def mark(
        self, kind: str, low: int, high: int, records: tuple[int, ...] = (), says: str = ""
    ) -> Mark:
        """What lasts from one instant to another."""
        width = round(self.at(high) - self.at(low), 2)
        return Mark(kind, self.at(low), width, records, says)

    def point(self, kind: str, at: int, records: tuple[int, ...] = (), says: str = "") -> Mark:
        """What happens at an instant."""
        return Mark(kind, self.at(at), 0.0, records, says)

    def spell(self, kind: str, period: Period, records: tuple[int, ...] = ()) -> Iterator[Mark]:
        """A time with its beginning and end; an open one reaches to the border."""
        if period.ended is not None:
            yield self.mark(kind, period.began.at_us, period.ended.at_us, records)
            return
        yield self.mark(kind, period.began.at_us, self.ended, records)
        yield Mark("open", 100.0)
