"""Shares of people in plain letters: a bar against what is wanted, and a curve over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bcp.durations import HOUR, MINUTE, SECOND
from bcp.message import Language, Phrase, render
from drills.report.layout import width_of
from drills.report.running_time import plainly

# The chart's left side: ``100%|``.
_SIDE = 5
# A shorter bar says nothing.
LEAST_BAR = 8
_STEPS = tuple(
    each * unit
    for unit, amounts in (
        (SECOND, (5, 10, 30)),
        (MINUTE, (1, 2, 5, 10, 15, 30)),
        (HOUR, (1, 2, 3, 6, 12, 24, 48, 168)),
    )
    for each in amounts
)

Points = Sequence[tuple[int, float]]
"""After how many microseconds which share in percent was reached, in order."""


def share_bar(percent: float, wanted: float, width: int) -> str:
    """A bar of `width` cells with a stroke where the wanted share is: ``[=====..|..]``."""
    room = width - 2
    done = min(room, int(percent * room / 100))
    mark = min(room - 1, int(wanted * room / 100))
    cells = ["="] * done + ["."] * (room - done)
    cells[mark] = "|"
    return f"[{''.join(cells)}]"


@dataclass(frozen=True)
class Far:
    """How many of how many people, and which share of them is wanted, in percent."""

    count: int
    people: int
    wanted: float

    @property
    def share(self) -> float:
        """The share in percent; all of nobody is all."""
        return 100.0 * self.count / self.people if self.people else 100.0


def whole_line(
    phrase: Phrase, far: Far, lang: Language, width: int, behind: Sequence[str] = ()
) -> str:
    """A phrase of `count`, `people`, `percent`, `wanted` and a `bar` that takes what is left."""
    words = {"wanted": f"{far.wanted:g}", "percent": f"{far.share:.0f}"}

    def said(bar: str) -> str:
        whole = phrase(bar=bar, count=far.count, people=far.people, **words)
        return "  ".join((render(whole, lang), *behind))

    room = min(40, width - width_of(said("")))
    return said(share_bar(far.share, far.wanted, room) if room >= LEAST_BAR else "")


def share_at(points: Points, at: int) -> float:
    """Which share was reached by then."""
    return max((share for when, share in points if when <= at), default=0.0)


def chart(
    points: Points,
    lang: Language,
    *,
    now: int,
    until: int,
    size: tuple[int, int],
    wanted: tuple[int | None, float] = (None, 100.0),
    expected: Points = (),
) -> list[str]:
    """The curve as lines of a width, height; nothing where there is no room for one.

    `now` is how far it is known and `until` how far it goes. ``#`` stands where it was reached,
    ``o`` where that was expected, and ``-`` and ``+`` where a share was wanted and by when.
    """
    width, height = size[0] - _SIDE - 1, size[1] - 2
    if width < 20 or height < 4:
        return []
    span = max(until, now, 1)
    limit, share = wanted
    line = _level(share, height)
    column = None if limit is None else min(width - 1, limit * width // span)
    rows = []
    for level in range(height, 0, -1):
        cells = []
        for place in range(width):
            at = span * (place + 1) // width
            cell = " "
            if level == line:
                cell = "+" if place == column else "-"
            if expected and _level(share_at(expected, at), height) == level:
                cell = "o"
            if _starts(span * place // width, now) and share_at(points, min(at, now)) > 0:
                cell = "#" if _level(share_at(points, min(at, now)), height) >= level else cell
            cells.append(cell)
        rows.append(f"{_percent(level, height):>4}|{''.join(cells)}")
    return [*rows, " " * 4 + "+" + "-" * width, " " * _SIDE + _times(span, width, lang)]


def _starts(at: int, now: int) -> bool:
    return at <= now


def _level(share: float, height: int) -> int:
    return int(share * height / 100 + 0.5) if share < 100 else height


def _percent(level: int, height: int) -> str:
    return f"{round(100 * level / height)}%"


def _times(span: int, width: int, lang: Language) -> str:
    """The times under a curve, as many as stand apart."""
    step = next((each for each in _STEPS if span / each <= max(2, width // 14)), _STEPS[-1])
    said = "0"
    for at in range(step, span + 1, step):
        place = at * width // span
        words = plainly(at, lang)
        starts = place - width_of(words) // 2
        if width_of(said) + 1 > starts or starts + width_of(words) > width:
            continue
        said += " " * (starts - width_of(said)) + words
    return said
