"""Whose turn it is."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.present.turns import TurnLine
from tui.widgets.cells import TONE_CLASSES, TONE_CSS, fit, lines_of, strip_of, tone_style

ROOM = 3
MARK = "> "


class TurnPanel(Widget):
    """Up to three lines: a single turn is told in full, several share the room."""

    DEFAULT_CSS = (
        """
    TurnPanel { height: 3; background: $background; color: $foreground; padding: 0 1; }
    """
        + TONE_CSS
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = set(TONE_CLASSES)

    def __init__(self) -> None:
        super().__init__()
        self._turns: tuple[TurnLine, ...] = ()

    def show(self, turns: tuple[TurnLine, ...]) -> None:
        """Show them, if they are others than before."""
        if turns != self._turns:
            self._turns = turns
            self.refresh()

    def render_line(self, y: int) -> Strip:
        rows = self._rows()
        width, plain = self.size.width, self.rich_style
        if y >= len(rows):
            return Strip.blank(width, plain)
        text, left, style = rows[y]
        room = width - cell_len(left) - 2 if left else width
        return strip_of([(fit(text, room), style), ("  " + left if left else "", style)], width)

    def _rows(self) -> list[tuple[str, str, Style]]:
        rows: list[tuple[str, str, Style]] = []
        spare = ROOM - len(self._turns)
        for turn in self._turns:
            style = self.rich_style + tone_style(self, turn.tone)
            mark = MARK if turn.step is not None else ""
            room = self.size.width - len(mark) - cell_len(turn.left) - 2
            lines = lines_of(turn.words, room, 1 + spare)
            spare -= len(lines) - 1
            rows.append((mark + lines[0], turn.left, style))
            rows += [(" " * len(mark) + each, "", style) for each in lines[1:]]
        return rows
