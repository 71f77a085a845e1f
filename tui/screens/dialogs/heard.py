"""What was heard of a step that another zone's terminal carries out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.state import Drill
from drills.core.zone_orders import Heard
from drills.report.words import ENDING, said
from drills.report.zone_words import awaited_said, is_own
from scenarios.model import CallOut
from tui.present.asked import Words
from tui.present.asking import answer_asked, call_asked, is_ramping, ramp_asked
from tui.screens.dialogs.answer import WORDS, AnswerDialog
from tui.screens.dialogs.call import CallDialog
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NOTE, Dialog
from tui.screens.dialogs.ramp import RampDialog

TITLE = Phrase("dialog.heard", ja="他の区分から聞いたこと［{step}］", en="Heard of [{step}]")
TOLD_BY = Phrase("dialog.told_by", ja="誰から", en="Told by")
NO_TELLER = Phrase(
    "dialog.no_teller",
    ja="他の区分の誰から聞いたかを入力してください。",
    en="Say who in the other zone told you.",
)


class HeardDialog(Dialog[Heard]):
    """How it ended there, who said so, and who writes it down; none is chosen beforehand."""

    def __init__(self, step: str, title: Words, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._step, self._title = step, title

    def heading(self) -> Message:
        return TITLE(step=self._step)

    def about(self) -> Iterable[str]:
        return (self.said(self._title),)

    def fields(self) -> Iterator[Widget]:
        yield Choices([render(said(ENDING, each), self.lang) for each in WORDS], id="word")
        yield self.field("told_by", TOLD_BY)
        yield self.field("note", NOTE)
        yield self.field("by", BY, self.by)

    def result(self) -> Heard | Message:
        chosen = self.chosen("word")
        if chosen is None:
            return NO_CHOICE()
        if not self.typed("told_by"):
            return NO_TELLER()
        if not self.typed("by"):
            return NO_NAME()
        return Heard(
            self._step,
            WORDS[chosen],
            self.typed("by"),
            self.typed("told_by"),
            self.typed("note"),
        )


def answer_dialog(drill: Drill, step: str, by: str, lang: Language) -> Dialog[Any]:
    """The answer to a step's question, or what was heard of it where it is another zone's."""
    if is_own(drill, step) and isinstance(drill.model(step).do, CallOut):
        asked = call_asked(drill, step)
        if asked.people:
            return CallDialog(asked, by, lang)
    if is_own(drill, step) and is_ramping(drill, step):
        return RampDialog(ramp_asked(drill, step), by, lang)
    if is_own(drill, step):
        return AnswerDialog(answer_asked(drill, step), by, lang)
    return HeardDialog(step, awaited_said(drill, step), by, lang)
