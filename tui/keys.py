"""From `tui.commands` to Textual: bindings, and what a key is called."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.commands import COMMANDS, Place

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
