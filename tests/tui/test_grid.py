"""A table paints what changed, and much of it a little at a time."""

import time
from collections.abc import Hashable
from typing import Any

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from tui.widgets.grid import AT_ONCE, HEAD_ROWS, PAUSE_S, Column, Grid, Line

ROWS = 24
LIMIT_S = 120.0


class Numbers(Grid):
    """Each row says its key and what `words` says of it; `painted` are the rows painted anew."""

    def __init__(self) -> None:
        super().__init__("en", id="numbers")
        self.words: dict[Hashable, str] = {}
        self.painted: list[int] = []

    def columns(self) -> tuple[Column, ...]:
        return (Column("Number"),)

    def line(self, key: Hashable) -> Line:
        return Line((f"{key} {self.words.get(key, '')}",), ("calm",))

    def refresh(self, *regions: Region, **how: Any) -> "Numbers":
        self.painted += [row for each in regions for row in range(each.y, each.bottom)]
        super().refresh(*regions, **how)
        return self


class Alone(App[None]):
    """Nothing but the table."""

    def compose(self) -> ComposeResult:
        yield Numbers()


async def shown(pilot: Pilot[None]) -> Numbers:
    """The table with its rows in sight, and nothing painted since."""
    grid = pilot.app.query_one(Numbers)
    grid.show(range(ROWS))
    await pilot.pause()
    grid.painted.clear()
    return grid


ALL = list(range(HEAD_ROWS, HEAD_ROWS + ROWS))


async def test_only_the_row_that_changed_is_painted() -> None:
    async with Alone().run_test(size=(40, ROWS + HEAD_ROWS)) as pilot:
        grid = await shown(pilot)
        grid.words = {20: "changed"}
        grid.show(range(ROWS))
        assert grid.painted == [20 + HEAD_ROWS]


async def test_many_changed_rows_are_painted_a_few_at_a_time_and_all_in_the_end() -> None:
    async with Alone().run_test(size=(40, ROWS + HEAD_ROWS)) as pilot:
        grid = await shown(pilot)
        grid.words = dict.fromkeys(range(ROWS), "changed")
        grid.show(range(ROWS))
        assert grid.painted == ALL[:AT_ONCE]
        until = time.monotonic() + LIMIT_S
        while sorted(grid.painted) != ALL:
            assert time.monotonic() < until, grid.painted
            await pilot.pause(PAUSE_S)


async def test_the_last_rows_have_their_turn_however_often_new_ones_are_shown() -> None:
    async with Alone().run_test(size=(40, ROWS + HEAD_ROWS)) as pilot:
        grid = await shown(pilot)
        until, round_ = time.monotonic() + LIMIT_S, 0
        while set(grid.painted) != set(ALL):
            assert time.monotonic() < until, grid.painted
            round_ += 1
            grid.words = dict.fromkeys(range(ROWS), f"changed {round_}")
            grid.show(range(ROWS))
            await pilot.pause(PAUSE_S)


async def test_rows_that_came_or_went_are_painted_with_all_the_others() -> None:
    async with Alone().run_test(size=(40, ROWS + HEAD_ROWS)) as pilot:
        grid = await shown(pilot)
        grid.show(range(3))
        await pilot.pause()
        assert "3 " not in "".join(segment.text for segment in grid.render_line(4))
        assert grid.position == (1, 3)
