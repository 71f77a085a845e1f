"""From `tui.commands` to Textual: bindings, names of keys, entries of the palette."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from bcp.message import Language
from tui.commands import COMMANDS, Place, commands_at

_CALLED = {
    "enter": "Enter",
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "space": "Space",
    "tab": "Tab",
}


def key_name(key: str) -> str:
    """A key as people call it: ``ctrl+x`` is ``Ctrl+X``, ``question_mark`` is ``?``."""
    if key in _CALLED:
        return _CALLED[key]
    if "+" in key:
        return "+".join(part.capitalize() for part in key.split("+"))
    return key.upper() if len(key) > 1 else key


def bindings(place: Place) -> list[BindingType]:
    """What a screen's BINDINGS are; the commands everywhere belong to the app."""
    return [
        Binding(each.key, each.name, each.label.ja, show=each.footer)
        for each in COMMANDS
        if place in each.places
    ]


def palette(place: Place, screen: Screen[object], lang: Language) -> Iterator[SystemCommand]:
    """Every command that the screen, or the app behind it, can carry out now."""
    for each in commands_at(place):
        # A command of the app is looked for on the screen first, which does not know it.
        here = screen if place in each.places else screen.app
        run = partial(screen.app.run_action, each.name, default_namespace=here)
        title = f"{each.label.said_in(lang)} ({key_name(each.key)})"
        yield SystemCommand(title, each.help.said_in(lang), run)
