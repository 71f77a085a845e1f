"""The two lines at the top."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.present.head import Head
from tui.present.words import Tone
from tui.widgets.cells import TONE_CLASSES, TONE_CSS, fit, strip_of, tone_style

GAP = "  "


class HeadLines(Widget):
    """That this is a drill, which, how it stands; what time it is, and how fresh the screen is."""

    DEFAULT_CSS = (
        """
    HeadLines { height: 2; background: $panel; color: $foreground; padding: 0 1; }
    HeadLines .head--notice { text-style: bold reverse; color: $accent; }
    HeadLines:ansi .head--notice { text-style: bold reverse; color: ansi_default; }
    """
        + TONE_CSS
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {"head--notice", *TONE_CLASSES}

    def __init__(self) -> None:
        super().__init__()
        self._head: Head | None = None

    def show(self, head: Head) -> None:
        """Show it, if it is another than before."""
        if head != self._head:
            self._head = head
            self.refresh()

    def render_line(self, y: int) -> Strip:
        head, width, plain = self._head, self.size.width, self.rich_style
        if head is None:
            return Strip.blank(width, plain)
        if y:
            return self._line([(head.clocks, plain)], head.fresh.words, head.fresh.tone)
        pieces = [(GAP + head.title, plain)]
        if head.notice:
            notice = self.get_component_rich_style("head--notice")
            pieces.insert(0, (f" {head.notice} ", notice))
        return self._line(pieces, head.state, head.state_tone)

    def _line(self, pieces: list[tuple[str, Style]], end: str, tone: Tone) -> Strip:
        """Pieces from the left and a word at the right end, which is never cut off."""
        width, plain = self.size.width, self.rich_style
        room = width - cell_len(end) - len(GAP)
        *first, (last, style) = pieces
        used = sum(cell_len(text) for text, _ in first)
        filled = [*first, (fit(last, max(0, room - used)), style), (GAP, plain)]
        return strip_of([*filled, (end, plain + tone_style(self, tone))], width)
