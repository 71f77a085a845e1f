"""How wide columns have to be, and how high rows.

Excel finds the height of a row by itself, but not where cells are joined, and other programs not at
all; so every row with more than one line is given its height.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drills.report.layout import width_of, wrapped
from drills.writers.xlsx.sheets import text

NARROWEST, WIDEST = 7, 70
# Points: a line of letters of size 10, and the air above and below; Excel takes no more than 409.
_LINE, _AIR, _HIGHEST = 13.5, 3.0, 400.0
# Columns are counted in digits of size 11, of 7 pixels, with 5 for the edges; half a Japanese
# letter of size 10 takes 6.7 of these, and a line that cannot be broken anywhere a little more.
_DIGIT, _EDGES, _LETTER = 7.0, 5.0, 7.0


def widths(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[float]:
    """For each column what its longest line takes, neither too little nor more than can be read."""
    widest = [_widest(each) for each in heads]
    for row in rows:
        widest = [max(old, _widest(cell)) for old, cell in zip(widest, row, strict=True)]
    return [float(min(WIDEST, max(NARROWEST, each + 2))) for each in widest]


def _widest(cell: str) -> int:
    # Beyond the widest column it does not matter how much longer a line is.
    return max(width_of(line[:WIDEST]) for line in text(cell).split("\n"))


def height(cells: Iterable[tuple[str, int]]) -> float:
    """How high a row is whose cells hold these words, each in room for so many half letters."""
    lines = max((_lines(words, room) for words, room in cells), default=1)
    return min(_HIGHEST, lines * _LINE + _AIR)


def room(width: float, columns: int = 1) -> int:
    """How many half letters fit into so many joined columns of a width."""
    return max(2, int(columns * (width * _DIGIT + _EDGES) / _LETTER))


def _lines(words: str, room: int) -> int:
    # More lines than these are higher than any row.
    most = int(_HIGHEST / _LINE) * room
    return sum(len(wrapped(line[:most], room)) for line in text(words).split("\n")[:most])
