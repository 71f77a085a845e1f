"""Text in cells of a terminal: cut, filled up, and coloured by how a thing stands."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from drills.report.layout import wrapped
from tui.present.words import Tone

CUT = ".."
TONES: tuple[Tone, ...] = ("calm", "wait", "run", "good", "bad", "unknown", "pretended")

# The same words stand beside every colour, and in a terminal without any the weight of the letters
# still tells what wants a person from what does not.
TONE_CSS = "\n".join(
    f".tone--{tone} {{ {look} }}"
    for tone, look in {
        "calm": "color: $foreground;",
        "wait": "color: $accent; text-style: bold;",
        "run": "color: $primary;",
        "good": "color: $success;",
        "bad": "color: $error; text-style: bold;",
        "unknown": "color: $warning;",
        "pretended": "color: $secondary; text-style: italic;",
    }.items()
)
TONE_CLASSES = frozenset(f"tone--{tone}" for tone in TONES)


def fit(text: str, width: int) -> str:
    """The text made exactly `width` cells wide; what is cut off leaves two dots."""
    if cell_len(text) > width:
        return set_cell_size(set_cell_size(text, max(0, width - len(CUT))) + CUT, width)
    return set_cell_size(text, width)


def fit_middle(text: str, width: int) -> str:
    """The same, but both ends are kept: two names may differ only in their last words."""
    if cell_len(text) <= width or width < 8:
        return fit(text, width)
    tail = ""
    while cell_len(text[-len(tail) - 1 :]) <= (width - len(CUT)) * 2 // 3:
        tail = text[-len(tail) - 1 :]
    return fit(fit(text, width - cell_len(tail)) + tail, width)


def tone_style(widget: Widget, tone: Tone) -> Style:
    """The style of a tone in a widget; only its letters count, not what is behind them."""
    style = widget.get_component_rich_style(f"tone--{tone}", partial=True)
    return Style(color=style.color, bold=style.bold, italic=style.italic)


def strip_of(pieces: Sequence[tuple[str, Style]], width: int) -> Strip:
    """Pieces side by side as a line of `width` cells; there is at least one."""
    segments = [Segment(text, style) for text, style in pieces]
    # Without a style of its own, what fills up the line has no colours to be filtered.
    return Strip(segments).adjust_cell_length(width, pieces[-1][1])


def lines_of(text: str, width: int, most: int) -> list[str]:
    """Text broken into at most `most` lines; the last one says with two dots that more follows."""
    lines = wrapped(text, max(8, width))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(lines[most - 1] + " " * width + CUT, width)]
