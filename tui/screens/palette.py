"""Every command of a screen by name: type a few letters, press Enter."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from bcp.message import LANGUAGES, Language, Phrase, render
from tui.commands import Command, Place, commands_at
from tui.in_front import InFront
from tui.keys import key_name
from tui.pick_list import PickList
from tui.present.rows import Row

TITLE = Phrase("palette.title", ja="操作を探す", en="Find a command")
KEYS = Phrase(
    "palette.keys",
    ja="文字で絞り込み   上下 選ぶ   Enter 実行   Esc やめる",
    en="Type to narrow   Up, Down choose   Enter do it   Esc cancel",
)
NONE = Phrase(
    "palette.none", ja="該当する操作はありません。", en="No command has that in its name."
)


class PaletteScreen(InFront[Command | None], ModalScreen[Command | None]):
    """Gives the command that was picked; the arrow keys work while the field has the focus."""

    CSS_PATH = "palette.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+c,ctrl+q", "dismiss", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]

    def __init__(self, place: Place, lang: Language) -> None:
        super().__init__()
        self._commands = tuple(each for each in commands_at(place) if each.name != "find")
        self._lang: Language = lang

    def compose(self) -> ComposeResult:
        with Vertical(id="panel"):
            yield Static(render(TITLE(), self._lang), id="title", markup=False)
            typed = Input(id="typed", compact=True)
            typed.cursor_blink = False
            yield typed
            yield Static(render(NONE(), self._lang), id="none", markup=False)
            yield PickList((8, 18, None), id="found")
            yield Static(render(KEYS(), self._lang), id="keys", markup=False)

    def on_mount(self) -> None:
        """Show them all."""
        self._narrow()

    @on(Input.Changed)
    def _narrow(self) -> None:
        found = fitting(self._commands, self.query_one(Input).value)
        rows = [
            Row(
                each.name,
                (
                    key_name(each.key),
                    each.label.said_in(self._lang),
                    each.help.said_in(self._lang),
                ),
            )
            for each in found
        ]
        self.query_one(PickList).show(rows)
        self.query_one("#none").display = not rows

    @on(Input.Submitted)
    @on(PickList.Picked)
    def _picked(self) -> None:
        row = self.query_one(PickList).row
        if row is not None:
            self.dismiss(next(each for each in self._commands if each.name == row.id))

    def action_move(self, by: int) -> None:
        """Move the cursor of the list."""
        self.query_one(PickList).action_move(by)


def fitting(commands: tuple[Command, ...], typed: str) -> list[Command]:
    """Those with every word that was typed in their words, of either language, or their key."""
    wanted = typed.casefold().split()
    return [each for each in commands if all(word in _words(each) for word in wanted)]


def _words(command: Command) -> str:
    said = [words.said_in(lang) for words in (command.label, command.help) for lang in LANGUAGES]
    return " ".join((*said, command.name, key_name(command.key))).casefold()
