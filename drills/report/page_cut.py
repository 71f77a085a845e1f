"""How long lists and long words are cut to one page; what is cut stands in the full report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bcp.message import Language, Phrase, render
from drills.report.layout import harmless, width_of, wrapped

MORE = Phrase("one_page.more", ja="ほか{count}件（本文）", en="{count} more: see the full report")
CUT = Phrase("one_page.cut", ja="{text}（以下略）", en="{text}... (cut)")

T = TypeVar("T")


def first_of(found: Sequence[T], most: int) -> tuple[Sequence[T], int]:
    """The first few of a list, and how many are left out."""
    return found[:most], max(0, len(found) - most)


def more(left_out: int, lang: Language) -> tuple[str, ...]:
    """The sentence that says how many are left out; none where none is."""
    return (render(MORE(count=left_out), lang),) if left_out else ()


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def short(text: str, most: int | None, lang: Language) -> str:
    """A text on one line that takes at most about `most` cells; a Japanese character takes two.

    Nothing is cut off where saying so would take the room of what is cut. None: all of it.
    """
    whole = flat(text)
    shown = harmless(whole)
    if most is None or width_of(shown) <= most:
        return whole
    cut = render(CUT(text=wrapped(shown, most)[0]), lang)
    return whole if width_of(shown) <= width_of(cut) else cut
