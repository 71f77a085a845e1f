"""The board of people over the drill's board: one key opens it, and it stays for many notes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any

from textual import on

from bcp.message import Language, Phrase
from drills.core.orders import Order
from drills.core.state import Drill, StepState
from scenarios.model import Step
from tui.present import asking
from tui.present.people import kind_of_board, people_steps
from tui.present.people._contract import PeopleBoard
from tui.present.people.calls import CallsBoard
from tui.present.people.checkin import CheckInBoard
from tui.present.people.muster import MusterBoard
from tui.screens.dialogs.answer import AnswerDialog
from tui.screens.dialogs.call import call_dialog
from tui.screens.dialogs.checkin import checkin_dialog
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.muster import muster_dialog
from tui.screens.ordering import Ordering
from tui.widgets.people import PeopleGrid, PeoplePane

NO_PEOPLE = Phrase(
    "screen.no_people",
    ja="人に連絡する手順は、まだ始まっていません。",
    en="No step that reaches people has begun yet.",
)
NOTHING_MORE = Phrase(
    "screen.nothing_more",
    ja="この人について、今記録することはありません。",
    en="There is nothing to note of this one now.",
)
MORE: dict[type[PeopleBoard], Callable[[Drill, str, str, str, Language], Dialog[Any] | None]] = {
    CallsBoard: call_dialog,
    MusterBoard: muster_dialog,
    CheckInBoard: checkin_dialog,
}
"""The dialog for more than a key can say, by the kind of board."""


class Peopling(Ordering):
    """A drill's screen with a board of people over it."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._people = PeoplePane(self.lang, id="people-pane")
        self.people_step: str | None = None
        self._people_board: PeopleBoard | None = None
        self._made_of: tuple[StepState, object, object] | None = None

    @abstractmethod
    def leave_people(self) -> None:
        """Give the keys back to what was there before."""

    @abstractmethod
    def people_word(self) -> str:
        """The word that people are looked for by; empty where all are shown."""

    @property
    def shows_people(self) -> bool:
        """Whether the board of people is open."""
        return self.people_step is not None

    def people_titles(self) -> Iterator[tuple[str, bool]]:
        """Every step of people with whether it is the one that is shown."""
        for each in people_steps(self.heard.drill):
            yield f"{each.id}", each.id == self.people_step

    def show_people(self) -> None:
        """Paint the board of people, where it is open."""
        board = self._board_now()
        if board is not None:
            asked = (getattr(e, "person", None) for e in self.pending if _of(e, board.step))
            ids = frozenset(each for each in asked if isinstance(each, str))
            self._people.show(board, self.now, self.people_word(), ids)

    def action_people(self) -> None:
        """Open the board of people, or close it."""
        if self.shows_people:
            self._close_people()
            return
        begun = people_steps(self.heard.drill)
        own = next((each for each in begun if each.id == self.chosen_step()), None)
        if own is None and not begun:
            self.tell(NO_PEOPLE(), bad=True)
            return
        self._open_people(own or begun[0])

    def action_answer(self) -> None:
        """Go to the people of a step that reaches some; among them it ends the step by a word."""
        step = self._step_for("answer")
        if step is None:
            return
        own = next((each for each in people_steps(self.heard.drill) if each.id == step), None)
        if own is None:
            super().action_answer()
        elif self.people_step == step:
            asked = asking.answer_asked(self.heard.drill, step)
            self.ask(AnswerDialog(asked, self._by, self.lang))
        else:
            self._open_people(own)

    def action_back(self) -> None:
        """Close the board of people first."""
        if self.shows_people:
            self._close_people()
        else:
            super().action_back()

    def next_people(self, by: int) -> None:
        """Go to the next step of people."""
        ids = [each.id for each in people_steps(self.heard.drill)]
        if self.people_step in ids:
            self.people_step = ids[(ids.index(self.people_step) + by) % len(ids)]
            self.show()

    def _open_people(self, step: Step) -> None:
        self.people_step = step.id
        self.add_class("-people")
        self._people.choose(chosen=True)
        self._people.grid.focus(scroll_visible=False)
        self.show()
        # How much room there is, is known once it is in sight.
        self.call_after_refresh(self.show)

    def _close_people(self) -> None:
        self.people_step = None
        self.remove_class("-people")
        self.leave_people()
        self.show()

    def _board_now(self) -> PeopleBoard | None:
        """The board of what is known now; it is made only where something has changed."""
        drill, open_step = self.heard.drill, self.people_step
        if open_step is None or drill.brief is None:
            return None
        made_of = (drill.step(open_step), drill.corrected, drill.brief)
        board, before = self._people_board, self._made_of
        same = before is not None and all(a is b for a, b in zip(before, made_of, strict=True))
        if board is None or not same or board.step.id != open_step:
            step = drill.model(open_step)
            kind = kind_of_board(step)
            board = self._people_board = None if kind is None else kind(drill, step)
            self._made_of = made_of
        elif board.drill is not drill:
            board.drill = drill
        return board

    @on(PeopleGrid.Noted)
    def _noted(self, event: PeopleGrid.Noted) -> None:
        board = self._board_now()
        if board is None or event.id in self._people.grid.asked:
            return
        self.give(board.order(event.id, event.number, self._by))

    @on(PeopleGrid.Chosen)
    def _more(self, event: PeopleGrid.Chosen) -> None:
        board = self._board_now()
        more = None if board is None else MORE.get(type(board))
        if board is None or more is None:
            return
        dialog = more(self.heard.drill, board.step.id, event.id, self._by, self.lang)
        if dialog is None:
            self.tell(NOTHING_MORE(), bad=True)
        else:
            self.ask(dialog)


def _of(order: Order, step: Step) -> bool:
    return getattr(order, "step", None) == step.id
