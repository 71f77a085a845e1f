"""How the screens look: one restrained theme with strong contrast, and one without any colour.

Nothing is told by colour alone. Borders, bars and marks are made of plain letters, because half
of Unicode's drawing characters take two cells on a Japanese terminal and one elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual.scrollbar import ScrollBarRender
from textual.theme import Theme

# The contrast of text to background is at least 7 to 1 throughout (WCAG 2.2, level AAA).
CALM = Theme(
    name="bcp-drill",
    primary="#8ab4f8",
    secondary="#c3d3ee",
    accent="#ffd479",
    warning="#ffcf66",
    error="#ffa3a3",
    success="#8fe0a4",
    foreground="#f2f4f8",
    background="#10141c",
    surface="#182030",
    panel="#22304a",
    dark=True,
    variables={
        "block-cursor-foreground": "#10141c",
        "block-cursor-background": "#ffd479",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-foreground": "#f2f4f8",
        "block-cursor-blurred-background": "#34466a",
        "input-cursor-background": "#ffd479",
        "input-cursor-foreground": "#10141c",
        "input-cursor-text-style": "none",
        "scrollbar": "#56698f",
        "scrollbar-hover": "#7d93bd",
        "scrollbar-active": "#ffd479",
        "scrollbar-background": "#182030",
        "scrollbar-corner-color": "#182030",
    },
)
# Textual's own theme of the terminal's sixteen colours; with NO_COLOR it sends no colour at all.
PLAIN = "ansi-dark"
# Textual marks the place in a field by colours, which are not sent then.
CURSOR_WITHOUT_COLOUR = "Input:ansi > .input--cursor { text-style: reverse; }"

# Beside a dialog that is narrower than the screen, a letter of what is behind it looks like a mark
# of a choice; below this width a dialog takes the whole line.
NARROW: list[tuple[int, str]] = [(0, "-narrow"), (100, "-wide")]


@contextmanager
def as_said_by_environment(*, colour: bool) -> Iterator[None]:
    """The variable by which Textual learns, when an app is made, whether to send colours."""
    before = os.environ.pop("NO_COLOR", None)
    if not colour:
        os.environ["NO_COLOR"] = "1"
    try:
        yield
    finally:
        os.environ.pop("NO_COLOR", None)
        if before is not None:
            os.environ["NO_COLOR"] = before


class PlainBar(ScrollBarRender):
    """A scroll bar of blanks only: its ends have no glyphs of uncertain width."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8
