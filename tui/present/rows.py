"""Rows of a list as values, and how their cells are set in columns; widths are counted in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drills.report.layout import harmless, width_of


@dataclass(frozen=True)
class Row:
    """Cells of a row. `id` is what picking it means."""

    id: str
    cells: tuple[str, ...]


def fitted(text: str, width: int) -> str:
    """The text made exactly `width` cells wide; what is cut off leaves two dots."""
    text = harmless(text)
    if width_of(text) > width:
        while text and width_of(text) > width - 2:
            text = text[:-1]
        text += ".."[:width]
    return text + " " * (width - width_of(text))


def set_in(cells: Sequence[str], widths: Sequence[int | None], room: int) -> str:
    """A row as one line; the column without a width takes what the others leave."""
    fixed = sum(each + 2 for each in widths if each is not None)
    filled = [room - fixed if each is None else each for each in widths]
    pairs = zip(cells, filled, strict=True)
    return "  ".join(fitted(cell, max(2, width)) for cell, width in pairs).rstrip()
