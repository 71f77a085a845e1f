"""Words that must be read: mistakes with their places, refusals, what a scenario lacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from bcp.message import Language, Message, Phrase, render
from bcp.refused import Refused
from drills.errors import Spoken
from drills.report.layout import harmless
from tui.in_front import InFront
from tui.looks import NARROW
from tui.prose import Prose

KEYS = Phrase("dialog.words_keys", ja="上下 送る   Esc 閉じる", en="Up, Down scroll   Esc close")
MISTAKES = Phrase(
    "dialog.words_mistakes",
    ja="誤りが {count} 件あります。直してから F5 で読み直してください。",
    en="Mistakes: {count}. Mend them, then press F5 to read again.",
)
NOT_DONE = Phrase("dialog.words_not_done", ja="できませんでした", en="That was not possible")


class WordsDialog(InFront[None], ModalScreen[None]):
    """A title and lines to scroll through; nothing is asked."""

    DEFAULT_CSS = """
    WordsDialog { align: center middle; background: $background; }
    WordsDialog:ansi { background: ansi_default; }
    WordsDialog #panel {
        width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
        background: $surface; color: $foreground;
    }
    WordsDialog.-narrow #panel { width: 100%; }
    WordsDialog:ansi #panel { border: ascii ansi_default; padding: 0 1; }
    WordsDialog #title { text-style: bold; color: $accent; }
    WordsDialog:ansi #title { color: ansi_default; }
    WordsDialog #lines { height: auto; max-height: 16; margin: 1 0; scrollbar-size-vertical: 1; }
    WordsDialog #keys { color: $secondary; }
    WordsDialog:ansi #keys { color: ansi_default; }
    """
    HORIZONTAL_BREAKPOINTS = NARROW
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,ctrl+c,ctrl+q", "dismiss", show=False),
    ]

    def __init__(self, title: Message, lines: Iterable[str], lang: Language) -> None:
        super().__init__()
        self._said = harmless(render(title, lang))
        self._lines = tuple(lines)
        self.lang: Language = lang

    def compose(self) -> ComposeResult:
        with Vertical(id="panel"):
            yield Static(self._said, id="title", markup=False)
            with VerticalScroll(id="lines"):
                for line in self._lines:
                    yield Prose(line)
            yield Static(render(KEYS(), self.lang), id="keys", markup=False)


def told(trouble: Refused | Spoken, lang: Language) -> WordsDialog:
    """Every word of what was refused: all mistakes of a file at once."""
    if isinstance(trouble, Spoken):
        return WordsDialog(NOT_DONE(), [render(trouble.message, lang)], lang)
    lines = [each.said_in(lang) for each in trouble.refusals]
    return WordsDialog(MISTAKES(count=len(lines)), lines, lang)
