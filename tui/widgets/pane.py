"""A table with its title above and the row under the cursor told in full beneath."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.cells import fit, lines_of, strip_of
from tui.widgets.grid import Grid

DETAIL_LINES = 2


class Title(Widget):
    """One line above a table; in brackets while the keys go to that table."""

    DEFAULT_CSS = """
    Title { height: 1; background: $panel; color: $foreground; }
    Title.-chosen { text-style: bold; color: $accent; }
    Title:ansi { color: ansi_default; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def show(self, words: str) -> None:
        """Show it, if it is another than before."""
        if words != self._words:
            self._words = words
            self.refresh()

    def render_line(self, y: int) -> Strip:
        text = f"[{self._words}]" if self.has_class("-chosen") else f" {self._words} "
        return strip_of([(fit(text, self.size.width), self.rich_style)], self.size.width)


class Detail(Widget):
    """The row under the cursor in full, as far as it has room."""

    DEFAULT_CSS = """
    Detail { height: 2; background: $background; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def show(self, words: str) -> None:
        """Show it, if it is another than before."""
        if words != self._words:
            self._words = words
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = lines_of(self._words, width, DETAIL_LINES)
        text = lines[y] if y < len(lines) else ""
        return strip_of([(fit(text, width), self.rich_style)], width)


class Pane(Vertical):
    """A title, a table, a detail."""

    DEFAULT_CSS = """
    Pane { height: 1fr; width: 1fr; }
    """

    def __init__(self, grid: Grid, *, id: str) -> None:
        super().__init__(id=id)
        self.grid = grid
        self.title_line = Title()
        self.detail = Detail()

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self.grid
        yield self.detail

    def choose(self, *, chosen: bool) -> None:
        """Mark it as the one that the keys go to."""
        self.set_class(chosen, "-chosen")
        self.title_line.set_class(chosen, "-chosen")
        self.title_line.refresh()
