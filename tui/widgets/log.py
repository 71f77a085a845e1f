"""The log: it stays at its end until somebody reads back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from bcp.message import Phrase, render
from tui.present.log import LogRow
from tui.widgets.grid import Column, Grid, Line

TIME = Phrase("screen.col_log_time", ja="経過", en="Elapsed")
WHAT = Phrase("screen.col_log", ja="できごと", en="What happened")


class LogGrid(Grid):
    """Sentences with their times, the newest last."""

    say: Callable[[int], LogRow]

    def columns(self) -> tuple[Column, ...]:
        return (Column(render(TIME(), self.lang), 9), Column(render(WHAT(), self.lang)))

    def line(self, key: Hashable) -> Line:
        row = self.say(int(str(key)))
        return Line((row.time, row.words), ("calm", "calm"))

    def show_rows(self, numbers: Sequence[int], say: Callable[[int], LogRow]) -> None:
        """Show entries by their numbers."""
        at, count = self.position
        self.say = say
        self.show(numbers, numbers[-1] if numbers and at == count else None)
