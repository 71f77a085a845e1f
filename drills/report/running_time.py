"""A time that runs while people look at it: in whole seconds, and how much of it is left."""

from __future__ import annotations

from bcp.durations import SECOND, spoken
from bcp.message import Language, Phrase, render

LEFT = Phrase("screen.left", ja="残り{span}", en="{span} left")
OVER = Phrase("screen.over", ja="{span}超過", en="{span} over")


def plainly(us: int, lang: Language) -> str:
    """A running time in whole seconds, so that it does not flicker."""
    return spoken(us // SECOND * SECOND, lang)


def left_said(us: int, lang: Language) -> str:
    """What is left of a time, or by how much it is over."""
    if us < 0:
        return render(OVER(span=plainly(-us, lang)), lang)
    # Rounded up: as long as anything is left, it is not said to be nothing.
    return render(LEFT(span=plainly(us + SECOND - 1, lang)), lang)
