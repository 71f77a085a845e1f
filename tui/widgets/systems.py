"""The table of the watched systems, with a bar that runs towards each target."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from bcp.message import Phrase, render
from tui.present.system_rows import SystemRow
from tui.widgets.grid import Column, Grid, Line

STATE = Phrase("screen.col_system_state", ja="状態", en="State")
SYSTEM = Phrase("screen.col_system", ja="システム", en="System")
TIME = Phrase("screen.col_target", ja="時間 / 目標", en="Time / target")
VERDICT = Phrase("screen.col_verdict", ja="判定", en="Verdict")
ROOMY = 100
# What a time and its target may take behind their bar: 「 1分23秒 / 1時間30分」.
TIME_WORDS = 20


class SystemsGrid(Grid):
    """Each rung of each system; only the rows in sight are said at all."""

    say: Callable[[str, int], SystemRow]

    def columns(self) -> tuple[Column, ...]:
        word, verdict = (8, 12) if self.lang == "ja" else (10, 16)
        return (
            Column(render(STATE(), self.lang), word),
            Column(render(SYSTEM(), self.lang), ends=True),
            Column(render(TIME(), self.lang), self._time_width),
            Column(render(VERDICT(), self.lang), verdict),
        )

    def line(self, key: Hashable) -> Line:
        row = self.say(str(key), self._time_width - TIME_WORDS)
        time = f"{row.bar} {row.time}" if row.bar else row.time
        tones = (row.tone, "calm" if row.tone == "good" else row.tone, row.verdict_tone)
        return Line((row.word, row.name, time, row.verdict), (*tones, row.verdict_tone))

    @property
    def _time_width(self) -> int:
        return 46 if self.size.width >= ROOMY else 32

    def show_rows(self, order: Sequence[str], say: Callable[[str, int], SystemRow]) -> None:
        """Show rungs in an order; `say` makes the row of one, with a bar of so many cells."""
        self.say = say
        self.show(order)
