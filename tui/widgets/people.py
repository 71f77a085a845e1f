"""The people of one step: how far it has come, and everybody, with keys that note what came of it.

What it shows is said by a board of `tui.present.people`, whichever kind of step that is.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from bcp.message import Language, Phrase, render
from drills.report.layout import width_of
from tui.keys import typed_as
from tui.present.people._contract import PeopleBoard
from tui.present.words import ASKED
from tui.widgets.cells import fit, strip_of
from tui.widgets.grid import Column, Grid, Line
from tui.widgets.pane import DETAIL_LINES, Pane

ON = Phrase("people.key_next", ja="右 次へ", en="Right next")
FIND = Phrase("people.key_find", ja="/ 探す", en="/ find")
NUMBERS = "123456789"
# So many lines go to the whole at most.
MOST_LINES = 14
# The table's head, the one under the cursor, and the keys.
FIXED_LINES = 1 + DETAIL_LINES + 1


class PeopleGrid(Grid):
    """Everybody; a number key notes what came of the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(",".join(typed_as(each)), f"note({each})", show=False) for each in NUMBERS),
        Binding("enter", "more", show=False),
        Binding("right", "next_left(1)", show=False),
        Binding("left", "next_left(-1)", show=False),
    ]
    board: PeopleBoard | None = None
    asked: frozenset[str] = frozenset()

    @dataclass
    class Noted(Message):
        """A number key was pressed on somebody."""

        id: str
        number: int

    @dataclass
    class Chosen(Message):
        """More is to be said of somebody."""

        id: str

    def columns(self) -> tuple[Column, ...]:
        heads = () if self.board is None else self.board.heads(self.size.width)
        ja = self.lang == "ja"
        return tuple(
            Column(render(each.title(), self.lang), each.ja if ja else each.en) for each in heads
        )

    def line(self, key: Hashable) -> Line:
        if self.board is None:
            return Line((), ())
        row = self.board.row(str(key), self.lang, self.size.width)
        if key in self.asked:
            cells = (render(ASKED(), self.lang), *row.cells[1:])
            return Line(cells, ("run", *row.tones[1:]))
        return Line(row.cells, row.tones)

    def show_board(self, board: PeopleBoard, word: str, asked: frozenset[str]) -> None:
        """Show a board's rows that have the word; `asked` are those an order is under way for."""
        other = self.board is None or self.board.step.id != board.step.id
        self.board, self.asked = board, asked
        rows = board.looked_for(word)
        if other:
            self._sized_for = None
            self.refresh()
        self.show(rows, rows[0] if other and rows else None)

    def action_note(self, number: int) -> None:
        """Tell that a number key was pressed."""
        known = 0 if self.board is None else len(self.board.KEYS)
        if isinstance(self.chosen, str) and number <= known:
            self.post_message(self.Noted(self.chosen, number))

    def action_more(self) -> None:
        """Tell that more is to be said."""
        if isinstance(self.chosen, str):
            self.post_message(self.Chosen(self.chosen))

    def action_next_left(self, by: int) -> None:
        """Go to the next one for whom something is to be done; round the end, too."""
        if self.board is None or not self._keys:
            return
        count = len(self._keys)
        for step in range(1, count + 1):
            place = (self._at + by * step) % count
            if self.board.is_left(str(self._keys[place])):
                self._go(place)
                return


class Lines(Widget):
    """Lines of text, cut at the edge."""

    DEFAULT_CSS = """
    Lines { height: 2; background: $background; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[str, ...] = ()

    def show(self, lines: Sequence[str]) -> None:
        """Show them, if they are others than before."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.styles.height = max(1, len(self._lines))
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        text = self._lines[y] if y < len(self._lines) else ""
        return strip_of([(fit(text, width), self.rich_style)], width)


class PeoplePane(Pane):
    """A title, how far it has come, everybody, the one under the cursor in full, and the keys."""

    grid: PeopleGrid

    def __init__(self, lang: Language, *, id: str) -> None:
        super().__init__(PeopleGrid(lang, id="people"), id=id)
        self._whole, self._keys = Lines(), Lines()

    def compose(self) -> ComposeResult:
        yield self.title_line
        yield self._whole
        yield self.grid
        yield self.detail
        yield self._keys

    def show(self, board: PeopleBoard, now: int, word: str, asked: frozenset[str]) -> None:
        """Show a board as it stands now."""
        lang, width = self.grid.lang, self.size.width - 2
        self.grid.show_board(board, word, asked)
        rows, fixed = min(len(board.rows), board.LEAST_ROWS), FIXED_LINES
        fixed += self.title_line.size.height
        room = max(2, min(MOST_LINES, self.size.height - fixed - rows))
        self._whole.show(board.lines(now, lang, width, room))
        at, count = self.grid.position
        self.title_line.show(f"{board.title(lang)}  {at}/{count}")
        chosen = self.grid.chosen
        self.detail.show(board.detail(chosen, lang) if isinstance(chosen, str) else "")
        numbered = [f"{n} {render(each(), lang)}" for n, each in enumerate(board.KEYS, start=1)]
        others = [render(each(), lang) for each in (board.MORE, ON, FIND)]
        said = "  ".join((*numbered, *others))
        self._keys.show([said if width_of(said) <= width else said.replace("  ", " ")])
