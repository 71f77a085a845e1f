"""A table for hundreds of rows: only rows in sight are made, and only changed ones are painted.

The rows are asked for by their keys, so a change of their order leaves the cursor on its row.
Where many rows change at once, they are painted a few at a time, so that a key that is pressed
meanwhile waits for those few and not for the whole table.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from bcp.message import Language
from tui.present.words import Tone
from tui.widgets.cells import TONE_CLASSES, TONE_CSS, fit, fit_middle, strip_of, tone_style

MARK, NO_MARK = "> ", "  "
HEAD_ROWS = 1
# So many changed rows are painted in one go, some milliseconds' worth; the next ones come as soon
# as the screen can have painted these, which it does sixty times a second.
AT_ONCE = 8
PAUSE_S = 0.02


@dataclass(frozen=True)
class Column:
    """A column; without a `width` it takes what the others leave. `ends`: both ends are kept."""

    title: str
    width: int | None = None
    ends: bool = False


@dataclass(frozen=True)
class Line:
    """One row: its cells, and the tone of each."""

    cells: tuple[str, ...]
    tones: tuple[Tone, ...]


class Grid(Widget, can_focus=True):
    """A table with a cursor. A subclass says its columns and makes the row of a key.

    The cursor is a sign before the row and not only a colour.
    """

    DEFAULT_CSS = (
        """
    Grid { height: 1fr; background: $surface; color: $foreground; }
    Grid .grid--head { color: $secondary; text-style: underline; }
    Grid .grid--cursor { background: $panel; }
    Grid:focus .grid--cursor { background: $panel; text-style: bold; }
    Grid:ansi .grid--head { color: ansi_default; }
    Grid:ansi:focus .grid--cursor { text-style: reverse; background: ansi_default; }
    """
        + TONE_CSS
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--head", "grid--cursor", *TONE_CLASSES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
    ]

    @dataclass
    class Moved(Message):
        """A person moved the cursor."""

        grid: Grid

    def __init__(self, lang: Language, *, id: str) -> None:
        super().__init__(id=id)
        self.lang: Language = lang
        self.empty = ""
        self._keys: Sequence[Hashable] = ()
        self._at = 0
        self._moved = False
        self._top = 0
        self._lines: dict[Hashable, Line] = {}
        self._painted: dict[int, tuple[Hashable, Line, bool]] = {}
        self._unseen = 0
        self._next = HEAD_ROWS
        self._paused = False
        self._styles: dict[str, Style] = {}
        self._sized_for: tuple[Language, int] | None = None
        self._columns: list[tuple[Column, int]] = []

    @abstractmethod
    def columns(self) -> tuple[Column, ...]:
        """The columns at the present width and in the present language."""

    @abstractmethod
    def line(self, key: Hashable) -> Line:
        """The row of a key."""

    def beneath(self, free: int) -> str:
        """What stands in a line that the rows leave free, of which the first is 0."""
        return ""

    @property
    def chosen(self) -> Hashable | None:
        """The key of the row that the cursor is on, or None where there is no row."""
        return self._keys[self._at] if self._at < len(self._keys) else None

    @property
    def position(self) -> tuple[int, int]:
        """The cursor's row, from 1, and how many rows there are."""
        return (self._at + 1 if self._keys else 0), len(self._keys)

    def show(self, keys: Sequence[Hashable], cursor: Hashable | None = None) -> None:
        """Show rows by their keys; `cursor` puts the cursor there, else it stays on its row.

        As long as nobody has moved it, it stays on the first row, whichever that is.
        """
        wanted = (self.chosen if self._moved else None) if cursor is None else cursor
        before = len(self._keys)
        self._keys = keys
        self._lines.clear()
        if wanted is not None and (self._at >= len(keys) or keys[self._at] != wanted):
            self._at = keys.index(wanted) if wanted in keys else min(self._at, len(keys) - 1)
        self._at = max(0, self._at)
        self._keep_in_sight()
        if min(before, self._room) != min(len(keys), self._room):
            self.refresh()
            return
        self._unseen = min(len(keys), self._room)
        if not self._paused:
            self._look()

    def _look(self) -> None:
        """Paint the next rows that changed; what is behind them has its turn after a pause.

        Rows are gone through in a circle, so that the last ones have their turn however often new
        ones are shown.
        """
        self._paused = False
        shown, changed = min(len(self._keys), self._room), list[int]()
        while self._unseen > 0 and len(changed) < AT_ONCE:
            y = self._next = self._next if self._next < shown + HEAD_ROWS else HEAD_ROWS
            if y in self._painted and self._painted[y] != self._row_at(y):
                changed.append(y)
            self._next += 1
            self._unseen -= 1
        # Textual makes each region for itself, so rows that touch are one.
        for low, high in _runs(changed):
            self.refresh(Region(0, low, self._width, high - low))
        if self._unseen > 0:
            self._paused = True
            self.set_timer(PAUSE_S, self._look)

    def speak(self, lang: Language) -> None:
        """Say it in another language."""
        self.lang = lang
        self._lines.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        if y < HEAD_ROWS:
            return self._head()
        row = self._row_at(y)
        if row is None:
            self._painted.pop(y, None)
            free = y - HEAD_ROWS - len(self._keys)
            words = self.beneath(free) if self._keys else self.empty if free == 0 else ""
            return strip_of([(fit(f"{NO_MARK}{words}", self._width), self._plain)], self._width)
        self._painted[y] = row
        return self._strip(row[1], row[2])

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._go(self._at + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        self._go(self._at + by * max(1, self._room - 1))

    def on_mouse_scroll_down(self) -> None:
        """Three rows down."""
        self._go(self._at + 3)

    def on_mouse_scroll_up(self) -> None:
        """Three rows up."""
        self._go(self._at - 3)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row."""
        if event.y >= HEAD_ROWS:
            self._go(self._top + event.y - HEAD_ROWS)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._painted.clear()
        self._keep_in_sight()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        self._styles.clear()
        super().notify_style_update()

    @property
    def _width(self) -> int:
        return self.size.width

    @property
    def _room(self) -> int:
        return max(1, self.size.height - HEAD_ROWS)

    def _go(self, place: int) -> None:
        place = max(0, min(place, len(self._keys) - 1))
        if place == self._at or not self._keys:
            return
        before, top = self._at, self._top
        self._at, self._moved = place, True
        self._keep_in_sight()
        if self._top != top:
            self.refresh()
        else:
            for each in (before, place):
                self.refresh(Region(0, each - self._top + HEAD_ROWS, self._width, 1))
        self.post_message(self.Moved(self))

    def _keep_in_sight(self) -> None:
        top = max(self._at - self._room + 1, min(self._top, self._at))
        self._top = max(0, min(top, len(self._keys) - self._room))

    def _row_at(self, y: int) -> tuple[Hashable, Line, bool] | None:
        place = self._top + y - HEAD_ROWS
        if not 0 <= place < len(self._keys):
            return None
        key = self._keys[place]
        if key not in self._lines:
            self._lines[key] = self.line(key)
        return key, self._lines[key], place == self._at

    def _head(self) -> Strip:
        titles = [fit(each.title, width) for each, width in self._sized()]
        style = self._style("grid--head")
        return strip_of([("  " + " ".join(titles), style)], self._width)

    def _strip(self, line: Line, here: bool) -> Strip:
        behind = self._style("grid--cursor") if here else self._plain
        pieces = [(MARK if here else NO_MARK, behind)]
        for cell, tone, (column, width) in zip(line.cells, line.tones, self._sized(), strict=True):
            text = (fit_middle if column.ends else fit)(cell, width)
            pieces += [(text, behind + self._tone(tone)), (" ", behind)]
        return strip_of(pieces, self._width)

    def _sized(self) -> list[tuple[Column, int]]:
        if self._sized_for != (self.lang, self._width):
            self._sized_for = (self.lang, self._width)
            columns = self.columns()
            fixed = sum(each.width + 1 for each in columns if each.width is not None)
            rest = max(4, self._width - len(MARK) - fixed - 1)
            self._columns = [(each, rest if each.width is None else each.width) for each in columns]
        return self._columns

    @property
    def _plain(self) -> Style:
        """The style of a row without the cursor; to find it takes Textual a tenth of a ms."""
        if "plain" not in self._styles:
            self._styles["plain"] = self.rich_style
        return self._styles["plain"]

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(name)
        return self._styles[name]

    def _tone(self, tone: Tone) -> Style:
        if tone not in self._styles:
            self._styles[tone] = tone_style(self, tone)
        return self._styles[tone]


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow each other, as a first one and the one behind the last."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return found
