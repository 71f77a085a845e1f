"""A board, or a players' view, over a staged drill, with a pilot's hands and eyes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.app import App
from textual.message import Message
from textual.pilot import Pilot

from bcp.message import Language
from scenarios.model import Mode
from tests.tui.drilling import Staged, brief, world
from tests.tui.reading import text_of
from tui.feed import Session
from tui.looks import CALM, PLAIN
from tui.present.tour import Tour
from tui.screens.board import Board
from tui.screens.following import Following
from tui.screens.players import Players

BY = "佐藤"
PATIENCE_S = 120.0


class Host(App[None]):
    """Nothing but one drill's screen."""

    def __init__(self, screen: Following, *, colour: bool = True) -> None:
        super().__init__()
        self.register_theme(CALM)
        self.theme = CALM.name if colour else PLAIN
        self.posted: list[Message] = []
        self._drill_screen = screen

    def on_mount(self) -> None:
        self.push_screen(self._drill_screen)

    def on_following_result_wanted(self, message: Following.ResultWanted) -> None:
        self.posted.append(message)

    def on_following_closed(self, message: Following.Closed) -> None:
        self.posted.append(message)


@dataclass
class Seat:
    """Where the person sits: the drill behind the screen, and the screen."""

    stage: Staged
    screen: Following
    pilot: Pilot[None]
    host: Host

    @property
    def text(self) -> str:
        return text_of(self.host)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, enough: str | Callable[[], bool]) -> str:
        """Look until words are on the screen, or something is so."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            seen = self.text
            if enough in seen if isinstance(enough, str) else enough():
                return seen
            assert time.monotonic() < deadline, f"waited for {enough!r}, and saw:\n{seen}"
            await self.pilot.pause()
            await asyncio.sleep(0)

    async def pass_to(self, at: int) -> None:
        """Let the drill go on, and see it."""
        self.stage.pass_to(at)
        await self.seen()

    async def seen(self) -> None:
        """Wait until the screen has folded all that was told, and painted it."""
        await self.until(lambda: self.stage.heard)
        self.screen.show()
        await self.pilot.pause()


@asynccontextmanager
async def seated(
    at: int = 0,
    *,
    stage: Staged | None = None,
    mode: Mode = "operational",
    lang: Language = "ja",
    size: tuple[int, int] = (80, 24),
    colour: bool = True,
    orders: bool = True,
    tour: Tour | None = None,
) -> AsyncIterator[Seat]:
    """Sit down before a drill that has been going on until `at`."""
    stage = stage or Staged(brief(mode), world())
    stage.pass_to(at)
    session = stage.session
    if not orders:
        session = Session(session.run_id, session.view, session.feed, None)
    screen: Following
    if session.view == "players":
        screen = Players(session, lang, by=BY, clock=stage.clock, wall=stage.wall)
    else:
        screen = Board(session, lang, by=BY, clock=stage.clock, wall=stage.wall, tour=tour)
    host = Host(screen, colour=colour)
    async with host.run_test(size=size, notifications=True) as pilot:
        seat = Seat(stage, screen, pilot, host)
        await seat.seen()
        yield seat
