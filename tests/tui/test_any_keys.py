"""Whatever is typed, however fast, wherever, and however slowly the shelf answers: a way out."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
from textual.events import Key, Paste, Resize
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import ModalScreen

from bcp.durations import SECOND
from bcp.message import Message
from bcp.refused import Refused
from drills.errors import Refusal
from drills.report.model import Report
from scenarios.model import Mode
from tests.tui import scripted
from tests.tui.drilling import Staged, brief, world
from tests.tui.reading import text_of
from tui.ahead import Ahead, Answer, Programme
from tui.app import DrillApp, Left
from tui.commands import COMMANDS
from tui.feed import Prepared, RunCard, ScenarioCard, Session, View
from tui.screens.dialogs.leave import LeaveDialog
from tui.screens.home import HomeScreen

T = TypeVar("T")
SEEDS = range(10)
STEPS = 60
PATIENCE_S = 60.0
LEAVING = {"ctrl+q", "ctrl+c"}
KEYS = tuple({each.key for each in COMMANDS} - LEAVING)
TYPED = ("1", "2", "3", "y", "a", "escape", "enter", "enter", "tab", "down", "up", "end", "pageup")
SIZES = ((80, 24), (20, 5), (160, 50), (40, 12))


@dataclass
class Slow(scripted.Shelved):
    """Every call waits behind a door of its own until it is opened; some are refused then."""

    chance: random.Random = field(default_factory=random.Random)
    doors: list[threading.Event] = field(default_factory=list)
    stages: list[Staged] = field(default_factory=list)
    open_for_good: bool = False

    def _behind_a_door(self, call: Callable[[], T], *, may_fail: bool = True) -> T:
        door = threading.Event()
        self.doors.append(door)
        if not self.open_for_good:
            assert door.wait(PATIENCE_S)
        fate = self.chance.random()
        if may_fail and fate < 0.15:
            raise Refused((scripted.MISTAKE,))
        if may_fail and fate < 0.3:
            raise Refusal(scripted.NO_PLAN())
        return call()

    def open_one(self) -> None:
        if self.doors:
            self.doors.pop(self.chance.randrange(len(self.doors))).set()

    def open_all(self) -> None:
        self.open_for_good = True
        while self.doors:
            self.doors.pop().set()

    def staged(self, view: View) -> Session:
        stage = Staged(brief(), world(), view)
        stage.pass_to(self.chance.randrange(40) * SECOND)
        self.stages.append(stage)
        return stage.session

    def scenarios(self) -> tuple[ScenarioCard, ...]:
        return self._behind_a_door(super().scenarios)

    def runs(self) -> tuple[RunCard, ...]:
        return self._behind_a_door(super().runs)

    def lever(self) -> Message | None:
        return self._behind_a_door(super().lever, may_fail=False)

    def report(self, run_id: str) -> Report:
        return self._behind_a_door(scripted.report)

    def ahead(self) -> Ahead | None:
        return self._behind_a_door(super().ahead, may_fail=False)

    def programme(self) -> Programme:
        return self._behind_a_door(super().programme)

    def readiness(self) -> Answer:
        return self._behind_a_door(lambda: Answer(scripted.NO_PLAN(), "unknown"))

    def prepare(self, scenario: str, mode: Mode, zone: str | None = None) -> Prepared:
        return self._behind_a_door(lambda: Prepared(brief(mode)))

    def begin(self, prepared: Prepared) -> Session:
        return self._behind_a_door(lambda: self.staged("controller"))

    def open(self, run_id: str, view: View) -> Session:
        return self._behind_a_door(lambda: self.staged(view))

    def resume(self, run_id: str) -> Session:
        return self._behind_a_door(lambda: self.staged("controller"))


def press(app: DrillApp, *keys: str) -> None:
    """As the thread that reads a terminal hands keys on: it waits for none of them."""
    for key in keys:
        driver = app._driver
        assert driver is not None
        sign = {"enter": "\r", "tab": "\t", "space": " ", "escape": "\x1b"}.get(key)
        character = key if len(key) == 1 else sign
        name = _character_to_key(key) if len(key) == 1 else key
        driver.process_message(Key(name, character))


def fits(app: DrillApp) -> None:
    """No dialog lies over another, and no room is open twice."""
    stack = [type(each).__name__ for each in app.screen_stack]
    dialogs = [isinstance(each, ModalScreen) for each in app.screen_stack]
    assert not any(dialogs[:-1]), stack
    assert len(stack) == len({*stack}), stack


async def a_moment(chance: random.Random) -> None:
    for _ in range(chance.choice((0, 1, 4, 20, 200))):
        await asyncio.sleep(0)


async def strolled(app: DrillApp, shelf: Slow, chance: random.Random) -> None:
    """Type, wait a little or not at all, resize, paste, and have the shelf answer at times."""
    for _ in range(STEPS):
        what = chance.random()
        if what < 0.6:
            press(app, *(chance.choice(KEYS + TYPED) for _ in range(chance.choice((1, 2, 2, 4)))))
        elif what < 0.8:
            shelf.open_one()
        elif what < 0.85:
            size = Size(*chance.choice(SIZES))
            app.post_message(Resize(size, size))
        elif what < 0.9:
            app.post_message(Paste("予定\x1b[2J" * chance.choice((1, 500))))
        elif shelf.stages:
            stage = chance.choice(shelf.stages)
            stage.pass_to(stage.simulation.now + chance.randrange(60) * SECOND)
        await a_moment(chance)
        fits(app)


async def until(pilot: Pilot[Left], enough: Callable[[], bool], keys: tuple[str, ...]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not enough():
        for key in keys:
            press(pilot.app, key)  # type: ignore[arg-type]
            await pilot.pause()
            if enough():
                return
        stack = [type(each).__name__ for each in pilot.app.screen_stack]
        assert time.monotonic() < deadline, (stack, text_of(pilot.app))


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_is_typed_there_is_a_way_home_and_out(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a stroll, no secret
    shelf = Slow(chance=chance)
    view = chance.choice((None, None, "controller", "players"))
    session = None if view is None else shelf.staged(view)  # type: ignore[arg-type]
    goes_on = chance.random() < 0.3
    app = DrillApp(
        shelf, "ja", by="佐藤", session=session, goes_on=lambda: goes_on, clock=lambda: 0.0
    )

    def left() -> bool:
        return app.return_value is not None

    async with app.run_test(size=SIZES[0]) as pilot:
        try:
            await strolled(app, shelf, chance)
        finally:
            shelf.open_all()
        if view != "players":
            await until(pilot, lambda: isinstance(app.screen, HomeScreen), ("escape",))
        # Where a drill goes on, leaving is asked about.
        await until(pilot, lambda: left() or isinstance(app.screen, LeaveDialog), ("ctrl+q",))
        await until(pilot, left, ("2", "enter"))
