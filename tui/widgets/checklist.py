"""The table of what is to be done now that the real event has come."""

from __future__ import annotations

from collections.abc import Hashable

from bcp.message import Phrase, render
from tui.present.checklist import CheckRow
from tui.widgets.grid import Column, Grid, Line
from tui.widgets.steps import OWNER, STATE

KIND = Phrase("screen.col_kind", ja="種別", en="Kind")
WHAT = Phrase("screen.col_what", ja="内容", en="What")


class ChecklistGrid(Grid):
    """Each thing with what kind it is, how it stands, and whose it is."""

    rows: dict[Hashable, CheckRow]

    def columns(self) -> tuple[Column, ...]:
        kind, state = (8, 8) if self.lang == "ja" else (6, 8)
        return (
            Column(render(KIND(), self.lang), kind),
            Column(render(STATE(), self.lang), state),
            Column(render(WHAT(), self.lang)),
            Column(render(OWNER(), self.lang), 13),
        )

    def line(self, key: Hashable) -> Line:
        row = self.rows[key]
        return Line((row.kind, row.state, row.what, row.who), ("calm", row.tone, "calm", "calm"))

    @property
    def detail(self) -> str:
        """The row under the cursor in full."""
        return "" if self.chosen is None else self.rows[self.chosen].in_full

    def show_rows(self, rows: tuple[CheckRow, ...]) -> None:
        """Show the checklist."""
        self.rows = {each.id: each for each in rows}
        self.show([each.id for each in rows])
