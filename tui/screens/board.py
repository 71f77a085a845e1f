"""The drill board: the controller sees everything, and orders what is to happen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message as Posted
from textual.widgets import Input

from bcp.message import Language, render
from drills.core.orders import Order
from drills.report.checklist import is_real
from tui.feed import Session
from tui.heard import LogEntry
from tui.key_line import KeyLine
from tui.keys import bindings
from tui.present.board import log_title, steps_title, systems_title
from tui.present.checklist import checklist_rows, checklist_title
from tui.present.device_facts import told_lines
from tui.present.guards import guard_line, with_guards
from tui.present.head import head
from tui.present.keys_now import keys_now
from tui.present.log import NOTHING_FITS, LogRow, entry_of, fitting, log_row
from tui.present.pending import steps_asked
from tui.present.steps import step_detail, step_rows
from tui.present.system_rows import SystemRow, system_detail, system_row, worst_line
from tui.present.systems import Standing, Standings, Weighed, standings, weigh
from tui.present.tour import Guide, Tour
from tui.present.turns import (
    TurnLine,
    broken_off,
    held_step,
    next_step,
    turn_lines,
    waiting,
)
from tui.screens.following import Clock, Wall, unix_us
from tui.screens.peopling import Peopling
from tui.widgets.checklist import ChecklistGrid
from tui.widgets.filter import Filter
from tui.widgets.grid import Grid
from tui.widgets.head import HeadLines
from tui.widgets.log import LogGrid
from tui.widgets.pane import Pane
from tui.widgets.steps import StepsGrid
from tui.widgets.systems import SystemsGrid
from tui.widgets.tabs import TabLine
from tui.widgets.tour import TourPanel
from tui.widgets.turns import TurnPanel

# How many systems that are down are compared for the worst, in a narrow screen.
LOOKED_AT = 8
SHORT_BAR = 12


class Board(Peopling):
    """One drill as its controller sees it. `tour` says what to look at, where there is a guide."""

    @dataclass
    class NeverBegan(Posted):
        """What this board was to show ended before its first event; the turn panel says why."""

        session: Session

    PLACE = "board"
    CSS_PATH = "board.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("board"),
        Binding("shift+tab", "next_pane(-1)", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's own way

    def __init__(
        self,
        session: Session,
        lang: Language,
        *,
        by: str,
        clock: Clock = time.monotonic,
        wall: Wall = unix_us,
        tour: Tour | None = None,
    ) -> None:
        super().__init__(session, lang, by=by, clock=clock, wall=wall)
        self._guide = None if tour is None else Guide(tour)
        self._standings = Standings()
        self._weights: dict[str, tuple[Standing, Weighed]] = {}
        # The cursor goes along with the drill until a person moves it.
        self._goes_along = True
        self._steps = StepsGrid(lang, id="steps")
        self._systems = SystemsGrid(lang, id="systems")
        self._lines = LogGrid(lang, id="log")
        grids: tuple[Grid, ...] = (self._steps, self._systems, self._lines)
        self._panes = tuple(Pane(each, id=f"{each.id}-pane") for each in grids)
        # After the real event it stands where the steps of the drill were.
        self._checklist = ChecklistGrid(lang, id="checklist")
        self._checklist_pane = Pane(self._checklist, id="checklist-pane")
        self._pane = 0

    def compose(self) -> ComposeResult:
        yield HeadLines()
        yield TurnPanel()
        yield TabLine()
        with Container(id="panes"):
            yield self._checklist_pane
            yield from self._panes
            yield self._people
        yield Filter(id="filter")
        yield TourPanel()
        yield KeyLine("board", self.lang)

    def on_mount(self) -> None:
        """Put the cursor into the steps. Textual calls what listens, in the class above, too."""
        self._choose_pane(0)

    def speak(self, lang: Language) -> None:
        for each in self.query(Pane):
            each.grid.speak(lang)
        super().speak(lang)

    def parts(self) -> Iterator[None]:
        self.query_one(HeadLines).show(head(self.heard, self._clock(), self._wall(), self.lang))
        self._standings = standings(self.heard, self._standings)
        yield
        self.query_one(TurnPanel).show(self._turns())
        if self.heard.drill.brief is None:
            if self.heard.gone is not None and self.heard.gone.why is not None:
                self.post_message(self.NeverBegan(self.session))
            return
        yield
        self.show_people()
        if is_real(self.heard.drill):
            self._show_checklist()
        else:
            self._show_steps()
        yield
        self._systems.show_rows(self._standings.order, self._system_row)
        self._show_told()
        yield
        self._show_log()
        yield
        self._show_titles()
        self._show_details()
        self._show_tour()

    def _show_steps(self) -> None:
        rows = step_rows(self.heard.drill, self.now, self.lang, steps_asked(self.pending))
        self._steps.show_rows(rows, self._present_step() if self._goes_along else None)

    def _show_told(self) -> None:
        found = self._standings
        room = self._systems.room_below
        whole = (found.rungs[each] for each in found.order if found.rungs[each].whole)
        self._systems.show_told(told_lines(self.heard, whole, self.now, self.lang, room))

    def _show_checklist(self) -> None:
        if not self.has_class("-real"):
            self.add_class("-real")
            self._panes = (self._checklist_pane, *self._panes[1:])
            self._choose_pane(0)
        self._checklist.show_rows(checklist_rows(self.heard.drill, self.lang))

    def _show_log(self) -> None:
        word = self._log_word
        self._lines.empty = render(NOTHING_FITS(word=word), self.lang) if word else ""
        self._lines.show_rows(fitting(self.heard, word, self.lang), self._log_row)

    def _turns(self) -> tuple[TurnLine, ...]:
        """Whose turn it is; also a guard in trouble, or the worst system where none is in sight."""
        broken = broken_off(self.heard, self.lang)
        guard = guard_line(self.heard.drill, self.now, self.lang)
        worst = guard or (self._worst() if self.has_class("-narrow") else None)
        if broken or worst is None:
            return broken or turn_lines(self.heard.drill, self.now, self.lang)
        return (*turn_lines(self.heard.drill, self.now, self.lang, room=2), worst)

    def _worst(self) -> TurnLine | None:
        found = self._standings
        down = [each for each in found.order if found.rungs[each].up is False]
        rows = [self._system_row(each, SHORT_BAR) for each in down[:LOOKED_AT]]
        return worst_line(rows, found.counted.down, self.lang)

    @property
    def _log_word(self) -> str:
        return "" if self.shows_people else self.query_one(Filter).word

    def people_word(self) -> str:
        return self.query_one(Filter).word

    def leave_people(self) -> None:
        self.query_one(Filter).close()
        self._choose_pane(self._pane)

    @on(Grid.Moved)
    def _moved(self, event: Grid.Moved) -> None:
        if event.grid is self._people.grid:
            self.show_people()
        if event.grid is self._steps:
            self._goes_along = False
        self._show_titles()
        self._show_details()

    @on(Input.Changed)
    def _filtered(self) -> None:
        self.show()

    @on(Input.Submitted)
    def _filter_done(self) -> None:
        if self.shows_people:
            self._people.grid.focus(scroll_visible=False)
        else:
            self._choose_pane(2)

    def action_next_pane(self, by: int = 1) -> None:
        """Go to the next of steps, systems and log; or of the steps of people."""
        if self.shows_people:
            self.next_people(by)
            return
        self._choose_pane((self._pane + by) % len(self._panes))

    def action_filter(self) -> None:
        """Type a word that the log's lines must hold, or the people that are shown."""
        if not self.shows_people:
            self._choose_pane(2)
        self.query_one(Filter).open()

    def action_result(self) -> None:
        """See the result so far."""
        # A drill that has only just begun got its name from its first event.
        if self.heard.drill.brief is not None:
            self.post_message(self.ResultWanted(self.heard.drill.brief.run_id, self))

    def action_tour_on(self) -> None:
        """Go on to what the tour shows next."""
        if self._guide is not None:
            self._guide.go_on(self.heard.drill, self._clock())
            self._show_tour()

    def give(self, order: Order | None) -> None:
        if order is not None:
            self._goes_along = True
        super().give(order)

    def _choose_pane(self, number: int) -> None:
        self._pane = number
        for place, pane in enumerate(self._panes):
            pane.choose(chosen=place == number)
        self._panes[number].grid.focus(scroll_visible=False)
        self._show_titles()

    def chosen_step(self) -> str | None:
        if self.shows_people:
            return self.people_step
        chosen = None if self.has_class("-real") else self._steps.chosen
        return chosen if isinstance(chosen, str) else None

    def chosen_rung(self) -> str | None:
        chosen = self._systems.chosen
        return chosen if isinstance(chosen, str) else None

    def _present_step(self) -> str | None:
        """Where the drill is: the most urgent turn, or what is open, or what comes next."""
        drill = self.heard.drill
        urgent = waiting(drill, self.now)
        if urgent:
            return urgent[0]
        steps = drill.started().scenario.steps
        is_open = next((each.id for each in steps if drill.step(each.id).is_open), None)
        coming = next_step(drill)
        return is_open or held_step(drill) or (coming[0] if coming else None)

    def _system_row(self, name: str, width: int) -> SystemRow:
        one = self._standings.rungs[name]
        weighed = self._weighed(one)
        return system_row(self.heard.drill, one, weighed, now=self.now, lang=self.lang, width=width)

    def _weighed(self, one: Standing) -> Weighed:
        """Weighing takes as long as all the rest of a row, and lasts until something happens."""
        kept = self._weights.get(one.id)
        if kept is None or kept[0] is not one:
            kept = self._weights[one.id] = (one, weigh(self.heard.drill, one))
        return kept[1]

    def _log_row(self, number: int) -> LogRow:
        entry = entry_of(self.heard, number) or LogEntry(0, self.heard.log[0].told)
        return log_row(entry, number, self.lang)

    def _show_titles(self) -> None:
        if self.heard.drill.brief is None:
            return
        drill = self.heard.drill
        titles = (
            (checklist_title if is_real(drill) else steps_title)(drill, self.lang),
            with_guards(systems_title(self._standings, self.lang), drill, self.lang),
            log_title(self.heard, self._log_word, self.lang),
        )
        for pane, title in zip(self._panes, titles, strict=True):
            at, count = pane.grid.position
            pane.title_line.show(f"{title}  {at}/{count}")
        here = (place == self._pane for place in range(len(titles)))
        tabs = self.people_titles() if self.shows_people else zip(titles, here, strict=True)
        self.query_one(TabLine).show(tuple(tabs))

    def _show_details(self) -> None:
        step, rung, line = (each.grid.chosen for each in self._panes)
        steps, systems, log = (each.detail for each in self._panes)
        drill = self.heard.drill
        if is_real(drill):
            steps.show(self._checklist.detail)
        else:
            steps.show(step_detail(drill, step, self.lang) if isinstance(step, str) else "")
        one = self._standings.rungs.get(rung) if isinstance(rung, str) else None
        systems.show(
            system_detail(self.heard, one, self._weighed(one), self.now, self.lang) if one else ""
        )
        log.show(self._log_row(line).words if isinstance(line, int) else "")

    def _show_tour(self) -> None:
        stop = self._guide.stop(self.heard.drill, self._clock()) if self._guide else None
        more = self.heard.drill.ended is None
        self.query_one(TourPanel).show(stop, self.lang, more=more)
        self.query_one(KeyLine).now = keys_now(
            self.heard.drill,
            may_order=self.session.orders is not None,
            toured=stop is not None,
        )
