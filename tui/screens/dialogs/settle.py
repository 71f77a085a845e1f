"""What a person saw of an action of which nobody knows whether it was carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.message_orders import SettleMessage
from drills.core.orders import SettleDoubt
from drills.report.message_words import VERDICTS
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


ASK = Phrase(
    "dialog.settle_message",
    ja="送られたかどうか分かりません。メールサーバの記録か本人に確かめてから選んでください。",
    en="Nobody knows whether it went out. See the mail server's log or ask them, then choose.",
)


class SettleDialog(Dialog[SettleDoubt | SettleMessage]):
    """Three verdicts; none is chosen beforehand."""

    def __init__(self, asked: SettleAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE(step=self._asked.step)

    def about(self) -> Iterable[str]:
        of_message = self._asked.person is not None
        return (self.said(self._asked.title), self.said((ASK if of_message else LOOK)()))

    def fields(self) -> Iterator[Widget]:
        words = SAW if self._asked.person is None else VERDICTS
        yield Choices([render(each(), self.lang) for each in words.values()], id="verdict")
        yield self.field("note", NOTE)
        yield self.field("by", BY, self.by)

    def result(self) -> SettleDoubt | SettleMessage | Message:
        chosen = self.chosen("verdict")
        if chosen is None:
            return NO_CHOICE()
        if not self.typed("by"):
            return NO_NAME()
        verdict = tuple(SAW)[chosen]
        words, asked = (self.typed("by"), self.typed("note")), self._asked
        if asked.person is not None:
            return SettleMessage(asked.step, asked.person, verdict, *words)
        return SettleDoubt(asked.step, verdict, *words)
