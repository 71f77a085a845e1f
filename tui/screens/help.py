"""Every key of a screen, what it does, and the plain command for the same."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from bcp.message import Language, Phrase, render
from tui.commands import Command, Place, commands_at
from tui.in_front import InFront
from tui.keys import key_name
from tui.prose import Prose

TITLE = Phrase("help.title", ja="キーの一覧", en="Keys")
ALSO = Phrase(
    "help.also",
    ja="Shift+Tab: 前の欄　上下・PageUp・PageDown: 移動",
    en="Shift+Tab: pane before. Arrows, PageUp, PageDown: move.",
)
PLAIN = Phrase("help.plain", ja="画面を使わない場合: {plain}", en="without a screen: {plain}")
CLOSE = Phrase("help.close", ja="上下 送る   Esc 閉じる", en="Up, Down scroll   Esc close")


class HelpScreen(InFront[None], ModalScreen[None]):
    """Made from `tui.commands` for the place that it was asked for at."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter,ctrl+c,ctrl+q", "dismiss", show=False),
    ]

    def __init__(self, place: Place, lang: Language) -> None:
        super().__init__()
        self._place: Place = place
        self._lang: Language = lang

    def compose(self) -> ComposeResult:
        with Vertical(id="panel"):
            yield Static(render(TITLE(), self._lang), id="title", markup=False)
            with VerticalScroll(id="commands"):
                for each in commands_at(self._place):
                    for text, kind in lines_of(each, self._lang):
                        yield Prose(text, classes=kind)
            yield Prose(render(ALSO(), self._lang), classes="also")
            yield Static(render(CLOSE(), self._lang), classes="also", markup=False)


def lines_of(command: Command, lang: Language) -> list[tuple[str, str]]:
    """A command's lines, each with what kind of line it is."""
    key, label = key_name(command.key), command.label.said_in(lang)
    lines = [
        (f"{key:<7} {label}", "key"),
        (command.help.said_in(lang), "what"),
    ]
    if command.plain:
        lines.append((render(PLAIN(plain=command.plain), lang), "plain"))
    return lines
