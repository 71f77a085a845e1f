"""What a form is made of, before it is a page or a file for Word: plain values in one language.

Every text is final: whoever writes it down chooses no words, and only makes it harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from bcp.message import Language
from drills.report.layout import harmless, wrapped

# What is still to be filled in, with the brackets around it where it has some.
_STILL_TO_FILL_IN = re.compile(r"〔[^〔〕]*(?:要記入|to fill in)[^〔〕]*〕|要記入")


@dataclass(frozen=True)
class Title:
    """A heading inside a form; the form's own name is level 0 and stands on top."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Line:
    """A paragraph. A ``note`` is small; a ``warning`` stands in a frame.

    ``centre`` and ``right`` say where it stands: 記 in the middle, 以上 at the right.
    """

    text: str
    kind: Literal["plain", "note", "warning", "centre", "right"] = "plain"


@dataclass(frozen=True)
class Points:
    """Short texts, each with a dot before it."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Names and values, one pair on each row."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings, which are repeated on each page.

    `widths` are shares, one for each column. `high` says that people write into the rows with a
    pen; `blank` is how many empty rows follow.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    blank: int = 0
    high: bool = False

    def __post_init__(self) -> None:
        """Raises `ValueError` where a row has not one cell for each heading."""
        if any(len(each) != len(self.heads) for each in (self.widths, *self.rows)):
            raise ValueError(self.heads)


Shade = Literal["certain", "doubtful", "unreal", "none"]
"""What a part of a bar says: measured, within the error, only pretended or assumed, or nothing."""


@dataclass(frozen=True)
class Stretch:
    """A part of a bar: from the end of the part before it `to` so many hundredths of the whole."""

    to: int
    shade: Shade


@dataclass(frozen=True)
class Bar:
    """What is drawn in a row of `Bars`, and the words beside it, which say the same.

    `limit` is where the target's line stands, in hundredths, or None. `cut` says that the bar
    leaves its frame.
    """

    name: str
    words: str
    stretches: tuple[Stretch, ...]
    limit: int | None
    cut: bool = False


@dataclass(frozen=True)
class Bars:
    """Lengths beneath each other, of one scale in which every target stands at the same place."""

    heads: tuple[str, str, str]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Slip:
    """A piece of paper of its own, to be cut out and handed over; never broken over two pages."""

    head: str
    notice: str
    rows: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True)
class WallDay:
    """A day of a calendar. `shade` ``closed``: nobody works; ``kept``: no drill may begin.

    The shade is also said: `texts` begin with the holiday's name or with what stands in the way.
    `strong` are what the day is for.
    """

    number: int
    weekday: str
    texts: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    shade: Literal["open", "closed", "kept"] = "open"


@dataclass(frozen=True)
class WallMonth:
    """A column of a calendar, its first day on top."""

    name: str
    days: tuple[WallDay, ...]


@dataclass(frozen=True)
class Wall:
    """Months beside each other and their days beneath each other, on one page for the wall."""

    months: tuple[WallMonth, ...]

    def days_across(self) -> Iterator[tuple[WallDay | None, ...]]:
        """The days of the same number, one of each month; None where a month is over."""
        return zip_longest(*(each.days for each in self.months))

    def lines(self, cells: int) -> Iterator[int]:
        """How many lines each row takes where a day has room for so many cells."""
        return (max(_lines_of(day, cells) for day in row) for row in self.days_across())


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


Block = Title | Line | Points | Facts | Table | Bars | Slip | Wall | NewPage


@dataclass(frozen=True)
class Document:
    """A whole form. `owner` is the municipality, `printed` the day it was printed.

    `number` is the municipality's own for this form (様式第3号), `boxes` who signs it, `caution`
    who may see it; each empty where there is none. `made` is the instant of its making in Unix
    seconds, by which the same content gives the same bytes; None: now.
    """

    title: str
    owner: str
    printed: str
    lang: Language
    blocks: tuple[Block, ...]
    number: str = ""
    boxes: tuple[str, ...] = ()
    caution: str = ""
    notice: str = ""
    across: bool = False
    facts: tuple[tuple[str, str], ...] = field(default=())
    made: int | None = None


def _lines_of(day: WallDay | None, cells: int) -> int:
    texts = (*day.texts, *day.strong) if day else ()
    return max(1, sum(len(wrapped(harmless(each), cells)) for each in texts))


def numbered(number: int, text: str, lang: Language) -> str:
    """A heading with its number, as official documents have it."""
    return f"{number}{gap(lang) if lang == 'ja' else '. '}{text}"


def gap(lang: Language) -> str:
    """What stands between two words that are no sentence."""
    return "　" if lang == "ja" else "  "


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, and whether each says that something is still to be filled in."""
    last = 0
    for found in _STILL_TO_FILL_IN.finditer(text):
        if found.start() > last:
            yield text[last : found.start()], False
        yield found[0], True
        last = found.end()
    if last < len(text):
        yield text[last:], False
