"""The next wave of a ramp was told, or the ramp is to stop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.ramp_orders import StopRamp, TellWave
from drills.report.ramp_words import IS_TOLD, STOP
from tui.present.asked import RampAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NOTE, Dialog

TITLE = Phrase("dialog.ramp", ja="段階的な接続［{step}］", en="The ramp [{step}]")


class RampDialog(Dialog[TellWave | StopRamp]):
    """Nothing is chosen beforehand: one goes on with it, the other ends it."""

    def __init__(self, asked: RampAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE(step=self._asked.step)

    def about(self) -> Iterable[str]:
        return (self.said(self._asked.now),)

    def fields(self) -> Iterator[Widget]:
        yield Choices([render(each(), self.lang) for each in (IS_TOLD, STOP)], id="word")
        yield self.field("note", NOTE)
        yield self.field("by", BY, self.by)

    def result(self) -> TellWave | StopRamp | Message:
        chosen = self.chosen("word")
        if chosen is None:
            return NO_CHOICE()
        if not self.typed("by"):
            return NO_NAME()
        order = TellWave if chosen == 0 else StopRamp
        return order(self._asked.step, self.typed("by"), self.typed("note"))
