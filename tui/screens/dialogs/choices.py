"""A few numbered choices, of which one or none is taken: by its digit, or by the arrow keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from drills.report.layout import harmless


class Choices(Widget, can_focus=True):
    """Names to choose from. `chosen` None: none yet, where every choice has consequences."""

    DEFAULT_CSS = """
    Choices { height: auto; margin: 1 0 0 0; background: $surface; color: $foreground; }
    Choices .choices--chosen { background: $panel; color: $foreground; text-style: bold; }
    Choices:focus .choices--chosen { background: $accent; color: $background; }
    Choices:ansi:focus .choices--chosen { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choices--chosen"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "done", show=False),
    ]

    chosen: reactive[int | None] = reactive[int | None](None, layout=True)

    @dataclass
    class Done(Message):
        """Enter was pressed on the choices."""

        choices: Choices

    def __init__(
        self, names: Sequence[str], chosen: int | None = None, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._names = tuple(harmless(each) for each in names)
        self.set_reactive(Choices.chosen, chosen)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._names)

    def render(self) -> Content:
        # The way round: Textual's own leaves out what is not a colour.
        looks = self.get_component_rich_style("choices--chosen")
        style = Style.from_rich_style(looks)
        lines = []
        for number, name in enumerate(self._names):
            here = number == self.chosen
            line = Content(f"{'>' if here else ' '} {number + 1}  {name} ")
            lines.append(line.stylize(style) if here else line)
        return Content("\n").join(lines)

    def action_move(self, by: int) -> None:
        """Choose the next one up or down."""
        last = len(self._names) - 1
        if self.chosen is None:
            self.chosen = 0 if by > 0 else last
        else:
            self.chosen = max(0, min(last, self.chosen + by))

    def action_done(self) -> None:
        """Say that the choice is made."""
        self.post_message(self.Done(self))

    def on_key(self, event: Key) -> None:
        """Take a choice by its digit."""
        # Full-width digits come from an input method that was left on.
        digit = unicodedata.normalize("NFKC", event.character or "")
        if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self._names):
            event.stop()
            self.chosen = int(digit) - 1

    def on_click(self, event: Click) -> None:
        """Take the choice under the mouse."""
        if 0 <= event.y < len(self._names):
            self.chosen = event.y
