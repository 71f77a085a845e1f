"""One line that was written by hand: when, what, where it stumbled, and who did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.did_you_mean import remedy
from bcp.message import Language, Message, Phrase
from drills.core.paper_events import PaperLine
from drills.core.paper_orders import Enter
from drills.core.paper_time import typed_at
from tui.present.entering import EnterAsked
from tui.screens.dialogs.dialog import NO_NAME, Dialog

TITLE = Phrase("dialog.enter", ja="紙の記録を入力", en="Enter what was written by hand")
ABOUT = Phrase(
    "dialog.enter_about",
    ja="目視の記録として残ります。測った値は変わりません。",
    en="It stands as observed, and changes nothing that was measured.",
)
WHEN = Phrase("dialog.enter_when", ja="時刻", en="Time")
TEXT = Phrase("dialog.enter_text", ja="作業内容・状況", en="What happened")
STUMBLE = Phrase("dialog.enter_stumble", ja="つまずき", en="Stumbled")
WHO = Phrase("dialog.enter_who", ja="担当", en="Who did it")
STEP = Phrase("dialog.enter_step", ja="手順（空欄可）", en="Step (if any)")
ENTERED_BY = Phrase("dialog.entered_by", ja="入力者", en="Entered by")
NO_TEXT = Phrase(
    "dialog.enter_no_text",
    ja="作業内容・状況を入力してください。",
    en="Write what happened.",
)
NO_STEP = Phrase(
    "dialog.enter_no_step",
    ja="「{step}」という手順はありません。{then}",
    en="There is no step {step!r}. {then}",
)


class EnterDialog(Dialog[Enter]):
    """The columns of the log on paper, and who types them in."""

    def __init__(self, asked: EnterAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (self.said(ABOUT()),)

    def fields(self) -> Iterator[Widget]:
        yield self.field("when", WHEN)
        yield self.field("text", TEXT)
        yield self.field("stumble", STUMBLE)
        yield self.field("who", WHO)
        yield self.field("step", STEP, self._asked.step)
        yield self.field("by", ENTERED_BY, self.by)

    def result(self) -> Enter | Message:
        step = self.typed("step")
        if not self.typed("text"):
            return NO_TEXT()
        if step and step not in self._asked.steps:
            return NO_STEP(step=step, then=remedy(step, self._asked.steps))
        if not self.typed("by"):
            return NO_NAME()
        words = (self.typed("text"), self.typed("stumble"), self.typed("who"), step or None)
        line = typed_at(self._asked.around, self.typed("when"), PaperLine(0, 0, *words))
        return line if isinstance(line, Message) else Enter((line,), self.typed("by"))
