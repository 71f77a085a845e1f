"""The table of the steps."""

from __future__ import annotations

from collections.abc import Hashable

from bcp.message import Phrase, render
from tui.present.steps import StepRow
from tui.widgets.grid import Column, Grid, Line

STATE = Phrase("screen.col_state", ja="状態", en="State")
TIME = Phrase("screen.col_time", ja="時刻", en="Time")
STEP = Phrase("screen.col_step", ja="手順", en="Step")
OWNER = Phrase("screen.col_owner", ja="担当", en="Owner")
LEFT = Phrase("screen.col_left", ja="期限", en="Deadline")
# From here on there is room for a longer name.
ROOMY = 100


class StepsGrid(Grid):
    """Each step with its state, its time, its owner and its deadline."""

    rows: dict[Hashable, StepRow]

    def columns(self) -> tuple[Column, ...]:
        state, left = (9, 13) if self.lang == "ja" else (10, 16)
        return (
            Column(render(STATE(), self.lang), state),
            Column(render(TIME(), self.lang), 8),
            Column(render(STEP(), self.lang)),
            Column(render(OWNER(), self.lang), 20 if self.size.width >= ROOMY else 13),
            Column(render(LEFT(), self.lang), left),
        )

    def line(self, key: Hashable) -> Line:
        row = self.rows[key]
        cells = (row.state, row.time, row.title, row.owner, row.left)
        urgent = row.tone if row.tone in ("wait", "bad") else "calm"
        return Line(cells, (row.tone, "calm", "calm", "calm", urgent))

    def show_rows(self, rows: tuple[StepRow, ...], cursor: str | None = None) -> None:
        """Show the steps; `cursor` is the one to go to."""
        self.rows = {each.id: each for each in rows}
        self.show([each.id for each in rows], cursor)
