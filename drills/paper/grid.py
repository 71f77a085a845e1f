"""A table as it was typed, whatever kind of file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bcp.message import Message
from bcp.refused import CellPlace, Refusal
from bcp.written_times import Clock, Date

# A drill of a week, with a line every two minutes; or the answers of 5,000 staff under a title.
MOST_ROWS = 6_000
MOST_COLUMNS = 100


@dataclass(frozen=True)
class Cell:
    """What stands in a cell. `date` and `clock` are what the file itself says that it means.

    `trouble` says why it cannot be read, as with a formula.
    """

    text: str = ""
    date: Date | None = None
    clock: Clock | None = None
    trouble: tuple[Message, Message] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self.text.strip() and self.trouble is None


EMPTY = Cell()


@dataclass(frozen=True)
class Sheet:
    """One table. Rows and columns are counted from one; empty cells are left out.

    `merged` are the cells below the first of a range that was merged: what stands for each.
    `hidden` says that Excel does not show the sheet.
    """

    file: str
    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """What stands there."""
        return self.cells.get((row, column), EMPTY)

    def covering(self, row: int, column: int) -> Cell:
        """What stands there, also where the cell is part of one that reaches over several rows."""
        return self.cell(*self.merged.get((row, column), (row, column)))

    def place(self, row: int = 0, column: int = 0) -> CellPlace:
        """Where that is; without numbers the whole sheet."""
        return CellPlace(self.file, row, column, self.name)

    def refused(self, row: int, column: int, what: Message, remedy: Message) -> Refusal:
        """A mistake in a cell."""
        return Refusal(self.place(row, column), what, remedy)

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows in which something stands, in order."""
        return tuple(sorted({row for row, _ in self.cells}))
