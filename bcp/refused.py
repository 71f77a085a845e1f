"""The one shape of a mistake in a file somebody wrote: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bcp.message import Language, Message, render


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file, counted from one, as editors do."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class CellPlace(Place):
    """A cell of a table, said as spreadsheets do: ``log.xlsx:Sheet1!B7``.

    A file without sheets has an empty `sheet`. Line nought is the file or the sheet as a whole.
    """

    sheet: str = ""

    @property
    def cell(self) -> str:
        """``Sheet1!B7``; ``B7`` in a file without sheets."""
        name = f"{column_letters(self.column)}{self.line}" if self.line else ""
        return "!".join(each for each in (self.sheet, name) if each)

    def __str__(self) -> str:
        return f"{self.file}:{self.cell}" if self.cell else self.file


def column_letters(number: int) -> str:
    """A, B, … Z, AA, … for a column counted from one."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True)
class Refusal:
    """One mistake: its place, what is wrong, and the remedy where there is one."""

    place: Place
    what: Message
    remedy: Message | None = None

    def said_in(self, lang: Language) -> str:
        """Say ``file:line:column: what remedy``, or the same with a cell."""
        said = f"{self.place}: {render(self.what, lang)}"
        return f"{said} {render(self.remedy, lang)}" if self.remedy else said


class Refused(Exception):
    """Input was refused; `refusals` holds every mistake found in one pass, in file order."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(sorted(refusals, key=lambda each: each.place))
        super().__init__("\n".join(each.said_in("en") for each in self.refusals))
