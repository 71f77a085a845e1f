"""The table of the watched systems, with a bar that runs towards each target."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from bcp.message import Phrase, render
from tui.present.system_rows import SystemRow
from tui.widgets.grid import Column, Grid, Line

STATE = Phrase("screen.col_system_state", ja="状態", en="State")
SYSTEM = Phrase("screen.col_system", ja="システム", en="System")
BAR = Phrase("screen.col_bar", ja="目標まで", en="To target")
AGAINST = Phrase("screen.col_against", ja="時間 / 目標", en="Time / target")
VERDICT = Phrase("screen.col_verdict", ja="判定", en="Verdict")
ROOMY = 100


class SystemsGrid(Grid):
    """Each rung of each system; only the rows in sight are said at all."""

    say: Callable[[str, int], SystemRow]

    @property
    def bar_width(self) -> int:
        """How many cells a bar takes."""
        return 24 if self.size.width >= ROOMY else 12

    def columns(self) -> tuple[Column, ...]:
        return (
            Column(render(STATE(), self.lang), 10),
            Column(render(SYSTEM(), self.lang)),
            Column(render(BAR(), self.lang), self.bar_width),
            Column(render(AGAINST(), self.lang), 22),
            Column(render(VERDICT(), self.lang), 12 if self.lang == "ja" else 14),
        )

    def line(self, key: Hashable) -> Line:
        row = self.say(str(key), self.bar_width)
        cells = (row.word, row.name, row.bar, row.time, row.verdict)
        return Line(cells, (row.tone, "calm", row.verdict_tone, "calm", row.verdict_tone))

    def show_rows(self, order: Sequence[str], say: Callable[[str, int], SystemRow]) -> None:
        """Show rungs in an order; `say` makes the row of one, with a bar of so many cells."""
        self.say = say
        self.show(order)
