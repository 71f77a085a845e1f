"""The table of the watched systems, with a bar that runs towards each target."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from rich.cells import cell_len

from bcp.message import Phrase, render
from drills.report.layout import wrapped
from tui.present.device_facts import DEVICES
from tui.present.system_rows import SystemRow
from tui.widgets.cells import fit_middle
from tui.widgets.grid import HEAD_ROWS, NO_MARK, Column, Grid, Line

STATE = Phrase("screen.col_system_state", ja="状態", en="State")
SYSTEM = Phrase("screen.col_system", ja="システム", en="System")
TIME = Phrase("screen.col_target", ja="時間 / 目標", en="Time / target")
VERDICT = Phrase("screen.col_verdict", ja="判定", en="Verdict")
ROOMY = 100
# What a time and its target may take behind their bar: 「 1分23秒 / 1時間30分」.
TIME_WORDS = 20
# Between the rows and the devices below them: a line of nothing and a heading.
GAP = 2


class SystemsGrid(Grid):
    """Each rung of each system; only the rows in sight are said at all.

    The lines that the rows leave free tell what devices said of themselves.
    """

    say: Callable[[str, int], SystemRow]
    _told_lines: tuple[str, ...] = ()

    def columns(self) -> tuple[Column, ...]:
        # 「残り3時間59分」 is the longest that is usual; one more would be taken from names.
        word, verdict = (8, 13) if self.lang == "ja" else (10, 16)
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

    @property
    def room_below(self) -> int:
        """How many lines are free below the rows for what devices said."""
        return max(0, self.size.height - HEAD_ROWS - len(self._keys) - GAP)

    def show_told(self, told: tuple[tuple[str, str], ...]) -> None:
        """Tell what devices said: the name of each, and the words."""
        lines = self._in_lines(told)
        if lines != self._told_lines:
            self._told_lines = lines
            self.refresh()

    def _in_lines(self, told: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        """Names beside their words, whole or not at all: no number without its source and age."""
        longest = max((cell_len(name) for name, _ in told), default=0)
        names = min(longest, self.size.width // 4)
        lines = list[str]()
        for name, words in told:
            broken = wrapped(words, max(8, self.size.width - len(NO_MARK) - names - len(NO_MARK)))
            if len(lines) + len(broken) > self.room_below:
                break
            sides = (name, *("" for _ in broken[1:]))
            lines += [f"{fit_middle(a, names)}  {b}" for a, b in zip(sides, broken, strict=True)]
        return tuple(lines)

    def beneath(self, free: int) -> str:
        lines = self._told_lines
        if not lines or not 0 < free < GAP + len(lines):
            return ""
        return render(DEVICES(), self.lang) if free < GAP else lines[free - GAP]

    def show_rows(self, order: Sequence[str], say: Callable[[str, int], SystemRow]) -> None:
        """Show rungs in an order; `say` makes the row of one, with a bar of so many cells."""
        self.say = say
        self.show(order)
