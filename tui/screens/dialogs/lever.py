"""The lever that lets no drill run: how it stands, and putting it on or taking it off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import (
    BY,
    CONFIRM,
    NO_NAME,
    NO_REASON,
    NOT_SURE,
    REASON,
    Dialog,
)

TITLE = Phrase("dialog.lever", ja="訓練停止", en="The no-drills lever")
IS_OFF = Phrase("dialog.lever_is_off", ja="今は停止していません。", en="It is off: drills may run.")
WHAT_ON = Phrase(
    "dialog.lever_what_on",
    ja="停止すると、この記録フォルダを使うすべての訓練を始められなくなります。進行中の訓練は"
    "中止し、実行した操作を元に戻します。",
    en="While it is on, no drill of this folder of runs begins. What runs is ended, and what it "
    "did is taken back.",
)
WHAT_OFF = Phrase(
    "dialog.lever_what_off",
    ja="解除すると、訓練を再び始められるようになります。",
    en="Once it is off, drills can be begun again.",
)
LEAVE_OFF = Phrase("dialog.lever_leave_off", ja="停止しない", en="leave it off")
PUT_ON = Phrase("dialog.lever_put_on", ja="すべての訓練を停止する", en="on: stop all drills")
LEAVE_ON = Phrase("dialog.lever_leave_on", ja="停止したままにする", en="leave it on")
TAKE_OFF = Phrase("dialog.lever_take_off", ja="停止を解除する", en="off: let drills run again")


@dataclass(frozen=True)
class LeverSet:
    """The lever is to be put on by somebody for a reason, or (`on` False) taken off."""

    on: bool
    by: str = ""
    reason: str = ""


class LeverDialog(Dialog[LeverSet]):
    """Leaving it as it is is chosen beforehand; a change needs a choice and a y."""

    def __init__(self, pulled: Message | None, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._pulled = pulled

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        if self._pulled is None:
            return (self.said(IS_OFF()), self.said(WHAT_ON()))
        return (self.said(self._pulled), self.said(WHAT_OFF()))

    def fields(self) -> Iterator[Widget]:
        ways = (LEAVE_OFF, PUT_ON) if self._pulled is None else (LEAVE_ON, TAKE_OFF)
        yield Choices([render(each(), self.lang) for each in ways], 0, id="way")
        yield self.field("sure", CONFIRM)
        if self._pulled is None:
            yield self.field("reason", REASON)
            yield self.field("by", BY, self.by)

    def result(self) -> LeverSet | Message | None:
        if not self.chosen("way"):
            return None
        if not self.is_sure():
            return NOT_SURE()
        if self._pulled is not None:
            return LeverSet(on=False)
        if not self.typed("reason"):
            return NO_REASON()
        if not self.typed("by"):
            return NO_NAME()
        return LeverSet(True, self.typed("by"), self.typed("reason"))
