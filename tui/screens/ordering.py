"""What a controller orders from the board: each key asks what the order needs, and gives it."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from bcp.message import Phrase
from drills.core.orders import Abort, Order, RealEvent, Release, Skip
from drills.core.retraction_orders import EVERYBODY, Retract
from drills.core.told_orders import NOTHING_BY_PEOPLE, Observe, by_people
from tui.present import asking
from tui.present.turns import Awaited
from tui.present.words import (
    NOTHING_TO_ANSWER,
    NOTHING_TO_APPROVE,
    NOTHING_TO_SET_ASIDE,
    NOTHING_TO_SETTLE,
)
from tui.screens.dialogs.abort import AbortDialog
from tui.screens.dialogs.approve import ApproveDialog
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.heard import answer_dialog
from tui.screens.dialogs.inject import InjectDialog
from tui.screens.dialogs.observe import ObserveDialog
from tui.screens.dialogs.real_event import RealEventDialog
from tui.screens.dialogs.set_aside import SetAsideDialog
from tui.screens.dialogs.settle import SettleDialog
from tui.screens.dialogs.skip import SkipDialog
from tui.screens.dialogs.told import ToldDialog
from tui.screens.following import Following

NO_STEP = Phrase("screen.no_step", ja="手順を選んでください。", en="Choose a step first.")
NOTHING_YET: dict[Awaited, Phrase] = {
    "answer": NOTHING_TO_ANSWER,
    "approve": NOTHING_TO_APPROVE,
    "settle": NOTHING_TO_SETTLE,
}


class Ordering(Following):
    """A drill's screen from which it is led. What the cursors are on, the screen itself says."""

    @abstractmethod
    def chosen_step(self) -> str | None:
        """The step that the cursor is on, where there is one."""

    @abstractmethod
    def chosen_rung(self) -> str | None:
        """The system, or level of one, that the cursor is on."""

    def action_answer(self) -> None:
        """Answer the chosen step, or else the most urgent."""
        step = self._step_for("answer")
        if step is not None:
            self.ask(answer_dialog(self.heard.drill, step, self._by, self.lang))

    def action_approve(self) -> None:
        """Approve the action of a step."""
        step = self._step_for("approve")
        if step is not None:
            asked = asking.approve_asked(self.heard.drill, step)
            self.ask(ApproveDialog(asked, self._by, self.lang))

    def action_settle(self) -> None:
        """Say what became of an action."""
        step = self._step_for("settle")
        if step is not None:
            asked = asking.settle_asked(self.heard.drill, step)
            dialog: Dialog[Any] = SettleDialog(asked, self._by, self.lang)
            self.ask(dialog)

    def action_inject(self) -> None:
        """Give a situation of one's own."""
        if self._goes_on_to_ask(asking.ANY):
            self.ask(InjectDialog(asking.inject_asked(self.heard.drill), self._by, self.lang))

    def action_hold(self) -> None:
        """Hold the chosen step, or let it go."""
        step = self._step_under_cursor()
        if step is not None:
            self.give(asking.hold_order(self.heard.drill, step, self._by))

    def action_begin_now(self) -> None:
        """Begin the chosen step at once."""
        step = self._step_under_cursor()
        if step is not None:
            self.give(Release(step, self._by, now=True))

    def action_skip(self) -> None:
        """Leave the chosen step out."""
        step = self._step_under_cursor()
        if step is not None and self._goes_on_to_ask(Skip(step, self._by, "")):
            asked = asking.skip_asked(self.heard.drill, step)
            self.ask(SkipDialog(asked, self._by, self.lang))

    def action_set_aside(self) -> None:
        """Take a check out of the judgement."""
        if not self._goes_on_to_ask(asking.ANY):
            return
        asked = asking.set_aside_asked(self.heard.drill, self.chosen_rung())
        if not asked.checks:
            self.tell(NOTHING_TO_SET_ASIDE(), bad=True)
        else:
            self.ask(SetAsideDialog(asked, self._by, self.lang))

    def action_observe(self) -> None:
        """Say how something stands that people watch."""
        drill = self.heard.drill
        checks = by_people(drill) if drill.brief is not None else ()
        if not checks:
            self.tell(NOTHING_BY_PEOPLE(), bad=True)
        elif self._goes_on_to_ask(Observe(checks[0].id, "could_not_reach", self._by)):
            asked = asking.observe_asked(drill, self.chosen_rung())
            self.ask(ObserveDialog(asked, self._by, self.lang))

    def action_pause(self) -> None:
        """Pause, or go on."""
        if self.heard.drill.brief is not None:
            self.give(asking.pause_order(self.heard.drill, self._by))

    def action_abort(self) -> None:
        """Stop the drill, after a question."""
        if self._goes_on_to_ask(Abort(self._by)):
            self.ask(AbortDialog(asking.abort_asked(self.heard.drill), self._by, self.lang))

    def action_real_event(self) -> None:
        """Drill off, real event; after a question."""
        if self._goes_on_to_ask(RealEvent(self._by)):
            asked = asking.real_event_asked(self.heard.drill)
            self.ask(RealEventDialog(asked, self._by, self.lang))

    def action_told(self) -> None:
        """Note who was told that the real event has come."""
        if self._goes_on_to_ask(Retract(EVERYBODY[0], self._by)):
            asked = asking.told_asked(self.heard.drill)
            self.ask(ToldDialog(asked, self._by, self.lang))

    def _goes_on_to_ask(self, order: Order) -> bool:
        """Whether an order of this kind is possible now; if not, it is told before any form."""
        drill = self.heard.drill
        if drill.brief is None:
            return False
        why = asking.refused(drill, order, self.now)
        if why is not None:
            self.tell(why, bad=True)
        return why is None

    def _step_for(self, wanted: Awaited) -> str | None:
        drill = self.heard.drill
        if not self._goes_on_to_ask(asking.ANY):
            return None
        step = asking.step_for(drill, wanted, self.chosen_step(), self.now)
        if step is None:
            self.tell(NOTHING_YET[wanted](), bad=True)
        return step

    def _step_under_cursor(self) -> str | None:
        chosen = self.chosen_step()
        if chosen is None:
            self.tell(NO_STEP(), bad=True)
        return chosen
