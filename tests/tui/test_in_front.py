"""Keys that come faster than screens change, and words that come later than they do."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import Sequence

import pytest
from textual.pilot import Pilot

from drills.errors import Refusal
from tests.tui import scripted
from tests.tui.reading import settled, text_of
from tests.tui.test_any_keys import press
from tests.tui.test_home import SMALL, app
from tui.ahead import Programme
from tui.app import DrillApp, Left
from tui.feed import Prepared, Session
from tui.screens.board import Board
from tui.screens.dialogs.begin import BeginDialog
from tui.screens.dialogs.lever import LeverDialog
from tui.screens.dialogs.mode import ModeDialog
from tui.screens.dialogs.words import WordsDialog
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.palette import PaletteScreen
from tui.screens.programme import ProgrammeScreen


def stack(drill_app: DrillApp) -> list[type[object]]:
    """What lies over each other, without Textual's own first screen."""
    return [type(each) for each in drill_app.screen_stack[1:]]


@pytest.mark.parametrize(
    ("opened", "at_once", "there"),
    [
        (("enter",), ("enter", "enter"), [HomeScreen, BeginDialog]),
        ((), ("enter", "enter"), [HomeScreen, ModeDialog]),
        (("end",), ("enter", "enter"), [HomeScreen, WordsDialog]),
        (("tab", "o"), ("escape", "escape"), [HomeScreen]),
        ((), ("b", "b"), [HomeScreen, LeverDialog]),
        ((), ("b", "question_mark"), [HomeScreen, HelpScreen]),
        (("ctrl+p",), ("enter", "enter"), [HomeScreen, ModeDialog]),
    ],
)
async def test_keys_typed_at_once_close_no_screen_behind_and_stack_no_dialogs(
    opened: Sequence[str], at_once: Sequence[str], there: list[type[object]]
) -> None:
    drill_app = app()
    async with drill_app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for key in opened:
            await pilot.press(key)
            await settled(pilot)
        press(drill_app, *at_once)
        await settled(pilot)
        await settled(pilot)
        assert stack(drill_app) == there
        assert drill_app.is_running


async def test_a_drill_that_was_agreed_to_is_not_dropped_for_what_is_pressed_then() -> None:
    class Slow(scripted.Shelved):
        def begin(self, prepared: Prepared) -> Session:
            assert may_begin.wait(240)
            return super().begin(prepared)

    may_begin, shelf = threading.Event(), Slow()
    drill_app = app(shelf)
    async with drill_app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        for key, then in (("enter", ModeDialog), ("enter", BeginDialog), ("enter", HomeScreen)):
            await pilot.press(key)
            await settled_on(pilot, then)
        await pilot.press("r", "b", "tab", "o")
        assert stack(drill_app) == [HomeScreen]
        may_begin.set()
        await settled_on(pilot, Board)
    assert shelf.asked == ["prepare quake-at-night tabletop", "begin tabletop"]


async def test_what_could_not_be_read_is_told_when_nothing_lies_over_its_screen() -> None:
    class Failing(scripted.Shelved):
        def programme(self) -> Programme:
            assert may_fail.wait(240)
            raise Refusal(scripted.NO_PLAN())

    may_fail = threading.Event()
    drill_app = app(Failing())
    async with drill_app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("n", "ctrl+p", "x")
        may_fail.set()
        for _ in range(5):
            await asyncio.to_thread(lambda: None)
            await pilot.pause()
        assert stack(drill_app) == [HomeScreen, ProgrammeScreen, PaletteScreen]
        await pilot.press("escape")
        await settled_on(pilot, WordsDialog)
        assert "計画がありません。" in text_of(drill_app)
        await pilot.press("enter")
        await settled_on(pilot, HomeScreen)


async def settled_on(pilot: Pilot[Left], screen: type[object]) -> None:
    while not isinstance(pilot.app.screen, screen):
        await pilot.pause()


@pytest.mark.parametrize("asked", ["scenarios", "runs", "pressing_items", "ahead", "programme"])
async def test_a_disk_that_fails_is_told_and_ends_no_screen(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing() -> object:
        raise OSError(errno.EIO, "?", "runs/journal.sqlite")

    shelf = scripted.Shelved()
    monkeypatch.setattr(shelf, asked, failing)
    drill_app = app(shelf)
    async with drill_app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        if asked == "programme":
            await pilot.press("n")
            await settled_on(pilot, WordsDialog)
        seen = text_of(drill_app).replace("\n", "")
        quiet = asked in ("pressing_items", "ahead")
        assert quiet or "入出力に失敗しました" in seen
        assert drill_app.is_running
