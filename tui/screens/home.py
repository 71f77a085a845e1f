"""The first screen: what can be drilled, what was drilled, and what goes on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import DescendantFocus, Resize
from textual.message import Message as Posted
from textual.widgets import Static

from bcp.message import Language, Message, Phrase, render
from bcp.refused import Refused
from drills.errors import Spoken
from tui.ahead import Ahead
from tui.feed import Prepared, RunCard, ScenarioCard, Session, Shelf, View
from tui.key_line import KeyLine
from tui.keys import bindings
from tui.pick_list import PickList
from tui.present import home as words
from tui.present.ahead import home_lines
from tui.prose import Prose
from tui.room import Room
from tui.screens.dialogs.begin import BeginDialog
from tui.screens.dialogs.lever import LeverDialog
from tui.screens.dialogs.mode import ModeDialog
from tui.screens.dialogs.words import MISTAKES, WordsDialog, told
from tui.screens.dialogs.zone import ZoneDialog
from tui.screens.programme import ProgrammeScreen
from tui.screens.readiness import ReadinessScreen

TITLE = Phrase(
    "home.title",
    ja="bcp-drill   ICT-BCP・テレワーク訓練",
    en="bcp-drill   ICT-BCP and telework drills",
)
TITLE_OFF = Phrase(
    "home.title_off",
    ja="{title}   訓練停止: なし",
    en="{title}   no-drills lever: off",
)
LEVER_ON = Phrase("home.lever_on", ja="{why} b で解除します。", en="{why} b takes it off.")
SCENARIOS = Phrase("home.scenarios", ja="シナリオ（{count}）", en="Scenarios ({count})")
RUNS = Phrase("home.runs", ja="訓練の記録（{count}）", en="Drills ({count})")
AHEAD_LINES = 3
READING = Phrase("home.reading", ja="読み込んでいます。", en="Reading.")


class HomeScreen(Room):
    """Two lists, and below them what can be done with the chosen row."""

    PLACE = "home"
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("home")

    @dataclass
    class Opened(Posted):
        """A drill is to be shown."""

        session: Session

    @dataclass
    class ResultWanted(Posted):
        """The result of an ended drill is to be shown."""

        run_id: str
        asker: Room

    def __init__(self, shelf: Shelf, by: str, lang: Language) -> None:
        super().__init__(lang)
        self._shelf, self._by = shelf, by
        self._scenarios: tuple[ScenarioCard, ...] | None = None
        self._no_plan: Refused | Spoken | None = None
        self._no_runs: Refused | Spoken | None = None
        self._untold: Refused | None = None
        self._runs: tuple[RunCard, ...] | None = None
        self._lever: Message | None = None
        self._items: Message | None = None
        self._ahead: Ahead | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        yield Prose(id="lever")
        yield Prose(id="items")
        for number in range(AHEAD_LINES):
            yield Prose(id=f"ahead-{number}", classes="ahead")
        yield Static(id="scenarios-heading", classes="heading", markup=False)
        yield Prose(id="no-scenarios", classes="empty")
        yield PickList(words.SCENARIO_WIDTHS[False], id="scenarios")
        yield Static(id="runs-heading", classes="heading", markup=False)
        yield Prose(id="no-runs", classes="empty")
        yield PickList(words.RUN_WIDTHS[False], id="runs")
        yield Prose(id="chosen")
        yield KeyLine("home", self.lang)

    def on_mount(self) -> None:
        """Read plan and runs; what is there is shown as it comes."""
        self.show()
        self.action_refresh()

    def on_screen_resume(self) -> None:
        """Say what waited, and read the runs again: back from a drill, they are others."""
        self._tell()
        if self._runs is not None:
            self.beside(self._read_runs, group="runs")

    @on(Resize)
    def show(self) -> None:
        lang, width = self.lang, self.size.width
        wide = width >= words.WIDE
        scenarios, runs = self._scenarios or (), self._runs or ()
        self._say_lever()
        self._say_items()
        self._say_ahead()
        self._say("scenarios-heading", render(SCENARIOS(count=len(scenarios)), lang))
        self._say("runs-heading", render(RUNS(count=len(runs)), lang))
        self._empty("no-scenarios", self._scenarios, words.no_plan(self._no_plan, lang))
        self._empty("no-runs", self._runs, words.no_runs(self._no_runs, lang))
        listed = self.query_one("#scenarios", PickList)
        listed.display = bool(scenarios)
        listed.show(words.scenario_rows(scenarios, lang), words.SCENARIO_WIDTHS[wide])
        listed = self.query_one("#runs", PickList)
        listed.display = bool(runs)
        listed.show(words.run_rows(runs, lang, width), words.RUN_WIDTHS[wide])
        if self.focused is None or not self.focused.display:
            self.focus_next()
        self._say_chosen()

    def _say_lever(self) -> None:
        title, on = TITLE(), self._lever is not None
        known = self._runs is not None and not on
        self._say("title", render(TITLE_OFF(title=title) if known else title, self.lang))
        lever = self.query_one("#lever", Prose)
        lever.display = on
        lever.say(render(LEVER_ON(why=self._lever), self.lang) if on else "")

    def _say_items(self) -> None:
        items = self.query_one("#items", Prose)
        items.display = self._items is not None
        items.say("" if self._items is None else render(self._items, self.lang))

    def _say_ahead(self) -> None:
        lines = list(home_lines(self._ahead, self.lang)) if self._ahead else []
        for number in range(AHEAD_LINES):
            said = self.query_one(f"#ahead-{number}", Prose)
            said.display = number < len(lines)
            line = lines[number] if said.display else None
            said.say(line.text if line else "")
            for sure in ("bad", "unknown"):
                said.set_class(line is not None and line.sure == sure, sure)

    def _say(self, id: str, text: str) -> None:
        self.query_one(f"#{id}", Static).update(text)

    def _empty(self, id: str, cards: tuple[object, ...] | None, why: str) -> None:
        said = self.query_one(f"#{id}", Prose)
        said.say(render(READING(), self.lang) if cards is None else why)
        said.display = not cards

    @on(PickList.Moved)
    @on(DescendantFocus)
    def _say_chosen(self) -> None:
        scenario, run = self._scenario(), self._run()
        chosen = self.query_one("#chosen", Prose)
        in_runs = self.query_one("#runs", PickList).has_focus
        if run is not None and (in_runs or scenario is None):
            chosen.say(words.run_said(run, self.lang))
        elif scenario is not None:
            chosen.say(words.scenario_said(scenario, self.lang))
        else:
            chosen.say("")

    def _scenario(self) -> ScenarioCard | None:
        row = self.query_one("#scenarios", PickList).row
        cards = self._scenarios or ()
        return next((each for each in cards if row is not None and each.id == row.id), None)

    def _run(self) -> RunCard | None:
        row = self.query_one("#runs", PickList).row
        cards = self._runs or ()
        return next((each for each in cards if row is not None and each.run_id == row.id), None)

    @on(PickList.Picked)
    def _picked(self, picked: PickList.Picked) -> None:
        if not self.is_active:
            return  # a second Enter, behind the one that opened what lies over this screen
        if picked.pick_list.id == "scenarios":
            self.action_start()
        else:
            self.action_open_run()

    def action_refresh(self) -> None:
        """Read plan, scenarios and runs again."""
        self.beside(self._read_scenarios, group="scenarios")
        self.beside(self._read_runs, group="runs")

    def action_start(self) -> None:
        """Ask for the mode, show what would be touched, and begin."""
        card = self._scenario()
        if card is None:
            return
        if card.mistakes:
            lines = [each.said_in(self.lang) for each in card.mistakes]
            self.app.push_screen(WordsDialog(MISTAKES(count=len(lines)), lines, self.lang))
            return
        self.act(partial(self._start, card))

    def action_lever(self) -> None:
        """See how the no-drills lever stands, and put it on or take it off."""
        self.act(self._set_lever)

    def action_programme(self) -> None:
        """See which drills are due when."""
        self.app.push_screen(ProgrammeScreen(self._shelf, self.lang))

    def action_readiness(self) -> None:
        """See whether the plan would work today."""
        self.app.push_screen(ReadinessScreen(self._shelf, self.lang))

    def action_open_run(self) -> None:
        """Join a drill that goes on; show the result of one that is over."""
        run = self._run()
        if run is None:
            return
        if run.state == "ended":
            self.post_message(self.ResultWanted(run.run_id, self))
        else:
            self._open(run, "controller")

    def action_open_players(self) -> None:
        """Show the chosen drill as its players may see it."""
        run = self._run()
        if run is not None:
            self._open(run, "players")

    def action_resume(self) -> None:
        """Go on with a drill whose program ended."""
        run = self._run()
        if run is not None:
            self.act(partial(self._opened, partial(self._shelf.resume, run.run_id)))

    def _open(self, run: RunCard, view: View) -> None:
        self.act(partial(self._opened, partial(self._shelf.open, run.run_id, view)))

    async def _read_scenarios(self) -> None:
        first, self._no_plan = self._scenarios is None, None
        try:
            self._scenarios = await self.read(self._shelf.scenarios)
        except (Refused, Spoken) as trouble:
            self._scenarios, self._no_plan = (), trouble
        self.show()
        if first and self._scenarios:
            # The runs may have come before, and taken the focus because nothing else was there.
            self.query_one("#scenarios").focus()
        self._untold = self._no_plan if isinstance(self._no_plan, Refused) else None
        self._tell()

    def _tell(self) -> None:
        # Somebody may be typing in what lies over this screen: it is told when that is left.
        if self._untold is not None and self.is_active:
            trouble, self._untold = self._untold, None
            self.app.push_screen(told(trouble, self.lang))

    async def _read_runs(self) -> None:
        try:
            self._runs, self._no_runs = await self.read(self._shelf.runs), None
        except (Refused, Spoken) as trouble:
            self._runs, self._no_runs = (), trouble
        self._lever = await self.read(self._shelf.lever)
        self.show()
        # What is wrong with plan or records was told above, where they are read for a drill.
        with suppress(Refused, Spoken):
            self._items = await self.read(self._shelf.pressing_items)
            self.show()
            # It reads the most, and nobody waits for it: what the days to come will bring.
            self._ahead = await self.read(self._shelf.ahead)
            self.show()

    async def _set_lever(self) -> None:
        # Another terminal may have put it on since the runs were read.
        self._lever = await self.fetched(self._shelf.lever)
        wanted = await self.answered(LeverDialog(self._lever, self._by, self.lang))
        if wanted is None:
            self.show()
            return
        if wanted.on:
            said = await self.fetched(partial(self._shelf.put_lever_on, wanted.by, wanted.reason))
        else:
            off = await self.fetched(self._shelf.take_lever_off)
            said = None if off is None else (off,)
        for each in said or ():
            self.notify(render(each, self.lang), markup=False)
        await self._read_runs()

    async def _opened(self, call: Callable[[], Session]) -> None:
        session = await self.fetched(call)
        if session is not None:
            await self.in_front()
            self.post_message(self.Opened(session))

    async def _start(self, card: ScenarioCard) -> None:
        mode = await self.answered(ModeDialog(card, self._by, self.lang))
        if mode is None:
            return
        zone = None
        if card.zones:
            zone = await self.answered(ZoneDialog(card, self._by, self.lang))
            if zone is None:
                return
        prepared = await self.fetched(partial(self._shelf.prepare, card.id, mode, zone or None))
        if prepared is None:
            return
        agreed: Prepared | None
        agreed = await self.answered(BeginDialog(prepared, self._by, self.lang))
        if agreed is not None:
            await self._opened(partial(self._shelf.begin, agreed))
