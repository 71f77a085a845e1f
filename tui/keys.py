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
# Textual names keys that are not letters by their names in Unicode.
_WIDE = {
    "question_mark": "fullwidth_question_mark",
    "slash": "fullwidth_solidus",
    "space": "ideographic_space",
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
        Binding(",".join(typed_as(each.key)), each.name, each.label.ja, show=each.footer)
        for each in COMMANDS
        if place in each.places
    ]


def typed_as(key: str) -> tuple[str, ...]:
    """A key, and what comes of it while Caps Lock or a Japanese input method is left on.

    The full-width letters of Unicode stand 0xFEE0 behind those of ASCII.
    """
    if key in _WIDE:
        return (key, _WIDE[key])
    if len(key) > 1:
        return (key,)
    letters = (key,) if key.upper() == key else (key, key.upper())
    return (*letters, *(chr(ord(each) + 0xFEE0) for each in letters))
