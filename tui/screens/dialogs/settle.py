"""What a person saw of an action of which nobody knows whether it was carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.orders import SettleDoubt
from tui.present.asked import SettleAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NOTE, Dialog

TITLE = Phrase("dialog.settle", ja="結果の確認［{step}］", en="Settle a doubt [{step}]")
LOOK = Phrase(
    "dialog.settle_look",
    ja="実行されたかどうか分かりません。実機を見てから選んでください。",
    en="Nobody knows whether it was carried out. Look at the server first, then choose.",
)
SAW: Mapping[Literal["done", "not_done", "repeat"], Phrase] = {
    "done": Phrase("dialog.settle_done", ja="実行されていた", en="it had been done"),
    "not_done": Phrase(
        "dialog.settle_not_done", ja="実行されていなかった", en="it had not been done"
    ),
    "repeat": Phrase(
        "dialog.settle_repeat",
        ja="実行されていなかったので、もう一度実行する",
        en="it had not been done: do it again",
    ),
}


class SettleDialog(Dialog[SettleDoubt]):
    """Three verdicts; none is chosen beforehand."""

    def __init__(self, asked: SettleAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE(step=self._asked.step)

    def about(self) -> Iterable[str]:
        return (self.said(self._asked.title), self.said(LOOK()))

    def fields(self) -> Iterator[Widget]:
        yield Choices([render(each(), self.lang) for each in SAW.values()], id="verdict")
        yield self.field("note", NOTE)
        yield self.field("by", BY, self.by)

    def result(self) -> SettleDoubt | Message:
        chosen = self.chosen("verdict")
        if chosen is None:
            return NO_CHOICE()
        if not self.typed("by"):
            return NO_NAME()
        verdict = tuple(SAW)[chosen]
        return SettleDoubt(self._asked.step, verdict, self.typed("by"), self.typed("note"))
