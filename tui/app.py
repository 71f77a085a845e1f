"""The app: which screen is shown, in which language and colours, and how it is left."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.scrollbar import ScrollBar

from bcp.message import Language
from tui.commands import Command
from tui.ending import PlainlyEnding
from tui.feed import Session, Shelf
from tui.keys import bindings
from tui.looks import (
    CALM,
    CURSOR_WITHOUT_COLOUR,
    PLAIN,
    PlainBar,
    as_said_by_environment,
)
from tui.present.asked import LeaveAsked
from tui.present.tour import Tour
from tui.room import Speaks
from tui.screens.board import Board
from tui.screens.dialogs.leave import LeaveDialog
from tui.screens.following import Clock, Following, Wall, unix_us
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.palette import PaletteScreen
from tui.screens.players import Players
from tui.screens.result import ResultScreen, SavePage

Left = Literal["closed", "goes_on"]
"""What a person chose on leaving: nothing went on, or a drill of this process goes on in lines."""


class DrillApp(PlainlyEnding[Left]):
    """Shows the home, or at once the drill of `session`.

    `goes_on` says whether a drill that this process runs is not over; then leaving is asked about.
    """

    TITLE = "bcp-drill"
    CSS = CURSOR_WITHOUT_COLOUR
    ENABLE_COMMAND_PALETTE = False  # ours speaks Japanese, and fits terminals of any width
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        Binding("ctrl+c", "leave", show=False),
    ]

    def __init__(
        self,
        shelf: Shelf,
        lang: Language,
        *,
        by: str,
        session: Session | None = None,
        colour: bool = True,
        clock: Clock = time.monotonic,
        wall: Wall = unix_us,
        tour: Tour | None = None,
        save_page: SavePage | None = None,
        goes_on: Callable[[], bool] = lambda: False,
    ) -> None:
        with as_said_by_environment(colour=colour):
            super().__init__(ansi_color=None if colour else True)
        self.lang: Language = lang
        self._shelf, self._by, self._session = shelf, by, session
        self._clock, self._wall, self._tour = clock, wall, tour
        self._save_page, self._goes_on = save_page, goes_on
        ScrollBar.renderer = PlainBar
        self.register_theme(CALM)
        self.theme = CALM.name if colour else PLAIN

    def on_mount(self) -> None:
        """Open the drill where there is one, or else the home."""
        if self._session is None:
            self.push_screen(self._home())
        else:
            self.push_screen(self._screen_of(self._session))

    def _home(self) -> HomeScreen:
        return HomeScreen(self._shelf, self._by, self.lang)

    def _screen_of(self, session: Session) -> Following:
        by, clock, wall = self._by, self._clock, self._wall
        if session.view == "players":
            return Players(session, self.lang, by=by, clock=clock, wall=wall)
        return Board(session, self.lang, by=by, clock=clock, wall=wall, tour=self._tour)

    @on(HomeScreen.Opened)
    def _opened(self, opened: HomeScreen.Opened) -> None:
        self.push_screen(self._screen_of(opened.session))

    @on(Following.Closed)
    def _back_from(self, closed: Following.Closed) -> None:
        if closed.asker is not self.screen:
            return  # it was asked twice: what stands behind it must stay
        if len(self.screen_stack) > 2:
            self.pop_screen()
        elif self._session is not None and self._session.view == "controller":
            self.switch_screen(self._home())
        else:
            # A players' screen has no home behind it: its scenarios would tell what is to come.
            self.action_leave()

    @on(Board.NeverBegan)
    def _never_began(self, never: Board.NeverBegan) -> None:
        """Leave the words to the command that was to hold the drill, which then ends with them.

        A record that is followed has a name; a drill of this process gets it from its first event.
        """
        if never.session is self._session and not never.session.run_id:
            self.exit("closed")

    @on(HomeScreen.ResultWanted)
    @on(Following.ResultWanted)
    def _result_wanted(self, wanted: HomeScreen.ResultWanted | Following.ResultWanted) -> None:
        if wanted.asker is not self.screen:
            return
        goes_on = isinstance(self.screen, Following) and self.screen.goes_on
        result = ResultScreen(
            self._shelf, wanted.run_id, self.lang, self._save_page, goes_on=goes_on, by=self._by
        )
        self.push_screen(result)

    def action_language(self) -> None:
        """Change the language of every screen that is open."""
        self.lang = "en" if self.lang == "ja" else "ja"
        for screen in self.screen_stack:
            if isinstance(screen, Speaks):
                screen.speak(self.lang)

    def action_find(self) -> None:
        """Find a command of this screen by its name, and carry it out."""
        if isinstance(self.screen, Speaks):
            self.push_screen(PaletteScreen(self.screen.PLACE, self.lang), self._found)

    async def _found(self, command: Command | None) -> None:
        if command is not None:
            where = self if "everywhere" in command.places else self.screen
            await self.run_action(command.name, default_namespace=where)

    def action_help(self) -> None:
        """Show the keys of this screen."""
        if isinstance(self.screen, Speaks):
            self.push_screen(HelpScreen(self.screen.PLACE, self.lang))

    def action_leave(self) -> None:
        """Leave, after asking where a drill of this process would be left."""
        if not self._goes_on():
            self.exit("closed")
            return
        self.push_screen(LeaveDialog(LeaveAsked(), self._by, self.lang), self._left)

    def _left(self, leaving: bool | None) -> None:
        if leaving:
            self.exit("goes_on")
