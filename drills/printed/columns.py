"""Tables of things: one row for each, one column for each thing that is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from bcp.message import Phrase
from drills.printed.document import Table
from drills.printed.wording import Wording

Thing = TypeVar("Thing")
# The heading of a column, how wide it is, and what stands in it.
Column = tuple[Phrase, int, Callable[[Thing], str]]


def table_of(wording: Wording, things: Iterable[Thing], columns: Iterable[Column[Thing]]) -> Table:
    """One row for each thing; a column that would be empty for all of them is left out."""
    listed = tuple(things)
    cells = [(head, width, [said(each) for each in listed]) for head, width, said in columns]
    used = [each for n, each in enumerate(cells) if n == 0 or any(each[2])]
    return Table(
        tuple(wording.said(head) for head, _, _ in used),
        tuple(zip(*(column for _, _, column in used), strict=True)),
        tuple(width for _, width, _ in used),
    )
