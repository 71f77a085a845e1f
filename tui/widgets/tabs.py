"""One line that names the panes of a narrow screen, the one in sight in brackets."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.cells import strip_of


class TabLine(Widget):
    """The titles of all panes."""

    DEFAULT_CSS = """
    TabLine { height: 1; background: $panel; color: $foreground; }
    TabLine .tabs--chosen { text-style: bold; color: $accent; }
    TabLine:ansi .tabs--chosen { text-style: bold reverse; color: ansi_default; }
    """
    COMPONENT_CLASSES = {"tabs--chosen"}  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self._titles: tuple[tuple[str, bool], ...] = ()

    def show(self, titles: tuple[tuple[str, bool], ...]) -> None:
        """Show titles, each with whether its pane is in sight."""
        if titles != self._titles:
            self._titles = titles
            self.refresh()

    def render_line(self, y: int) -> Strip:
        chosen = self.get_component_rich_style("tabs--chosen")
        pieces = [
            (f"[{words}]", chosen) if here else (f" {words} ", self.rich_style)
            for words, here in self._titles
        ]
        spaced = [piece for each in pieces for piece in (each, ("  ", self.rich_style))]
        width = self.size.width
        return strip_of([*spaced, (" " * width, self.rich_style)], width)
