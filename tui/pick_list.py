"""A list with a cursor: rows of cells in columns, of which one is picked by keyboard.

The cursor is a sign in front of the row and not only a colour. Widths are counted in cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.present.rows import Row, fitted, set_in

MARK, NO_MARK = "> ", "  "


class PickList(ScrollView, can_focus=True):
    """Rows to move through with the arrow keys; Enter picks one."""

    DEFAULT_CSS = """
    PickList { height: 1fr; background: $surface; color: $foreground; scrollbar-size-vertical: 1; }
    PickList .pick-list--cursor { background: $panel; color: $foreground; }
    PickList:focus .pick-list--cursor { background: $accent; color: $background; }
    PickList:ansi:focus .pick-list--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick-list--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("enter", "pick", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        pick_list: PickList
        row: Row | None

    @dataclass
    class Picked(Message):
        """Enter was pressed on a row."""

        pick_list: PickList
        row: Row

    def __init__(self, widths: Sequence[int | None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._widths = tuple(widths)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, also those out of sight."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def show(self, rows: Sequence[Row], widths: Sequence[int | None] | None = None) -> None:
        """Show other rows; the cursor stays on the row of the same id where there is one."""
        before = self.row
        self._rows = tuple(rows)
        self._widths = self._widths if widths is None else tuple(widths)
        ids = [each.id for each in self._rows]
        kept = ids.index(before.id) if before is not None and before.id in ids else 0
        self.virtual_size = Size(0, len(self._rows))
        self.set_reactive(PickList.cursor, kept)
        self.refresh()
        self.post_message(self.Moved(self, self.row))

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        here = number == self.cursor
        style = self.get_component_rich_style("pick-list--cursor") if here else self.rich_style
        text = set_in(self._rows[number].cells, self._widths, width - len(MARK))
        line = fitted((MARK if here else NO_MARK) + text, width)
        return Strip([Segment(line, style)], width)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, and tell that it moved."""
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False)
        self.refresh()
        self.post_message(self.Moved(self, self.row))

    def on_click(self, event: Click) -> None:
        """Put the cursor on the row under the mouse; a double click picks it."""
        number = event.y + self.scroll_offset.y
        if number < len(self._rows):
            self.cursor = number
            if event.chain > 1:
                self.action_pick()

    def action_move(self, by: int) -> None:
        """Move the cursor, as far as there are rows."""
        self.cursor = max(0, min(len(self._rows) - 1, self.cursor + by))

    def action_pick(self) -> None:
        """Pick the row under the cursor."""
        if self.row is not None:
            self.post_message(self.Picked(self, self.row))
