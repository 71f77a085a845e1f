"""What a guided tour says, beneath the drill."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from bcp.message import Language, Phrase, render
from drills.report.layout import harmless
from tui.present.tour import Stop
from tui.widgets.cells import fit, lines_of, strip_of

ON = Phrase("screen.tour_on", ja="g で次へ", en="g: go on")
LINES = 3


class TourPanel(Widget):
    """A title and up to three lines; not there at all where the tour has nothing to say."""

    DEFAULT_CSS = """
    TourPanel { height: auto; background: $panel; color: $foreground; padding: 0 1; display: none; }
    TourPanel .tour--title { text-style: bold; color: $accent; }
    TourPanel:ansi .tour--title { text-style: bold underline; color: ansi_default; }
    """
    COMPONENT_CLASSES = {"tour--title"}  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._lines: list[str] = []

    def show(self, stop: Stop | None, lang: Language, *, more: bool = True) -> None:
        """Show a stop of the tour, or nothing; `more` whether another one may come after it."""
        self.display = stop is not None
        if stop is None:
            return
        _, heading, words = stop
        title = harmless(heading.said_in(lang))
        title = f"{title}  ({render(ON(), lang)})" if more else title
        lines = lines_of(harmless(words.said_in(lang)), max(40, self.app.size.width - 2), LINES)
        if (title, lines) != (self._title, self._lines):
            self._title, self._lines = title, lines
            self.styles.height = 1 + len(lines)
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        style = self.get_component_rich_style("tour--title") if y == 0 else self.rich_style
        text = self._title if y == 0 else (self._lines[y - 1] if y <= len(self._lines) else "")
        return strip_of([(fit(text, width), style)], width)
