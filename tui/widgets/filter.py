"""A line to type a word into, out of sight until it is wanted."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Filter(Input):
    """The word that lines must hold. Escape gives the word up."""

    DEFAULT_CSS = """
    Filter { display: none; height: 1; border: none; padding: 0 1; background: $panel; }
    Filter.-open { display: block; }
    Filter:focus { border: none; }
    Filter:ansi { text-style: underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, compact=True, placeholder="/", select_on_focus=False)
        self.cursor_blink = False

    @property
    def word(self) -> str:
        """The word, or nothing."""
        return self.value.strip()

    def open(self) -> None:
        """Come into sight and take the keys."""
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Go out of sight, without a word."""
        self.value = ""
        self.remove_class("-open")

    def action_give_up(self) -> None:
        """Show every line again."""
        self.close()
        self.post_message(Input.Submitted(self, ""))
