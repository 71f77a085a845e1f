"""Who was told that the drill is off and the real thing has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.retraction_orders import EVERYBODY, Retract
from tui.present.asked import ToldAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, Dialog

TITLE = Phrase("dialog.told", ja="実災害に移ったことの連絡", en="Told that it is real")
SAY = Phrase("dialog.told_say", ja="伝える言葉: 「{word}」", en='Say: "{word}"')
WHOM = Phrase(
    "dialog.told_whom",
    ja="知らせた相手を選んでください。訓練の連絡が届いたとみられる相手です。",
    en="Choose who was told. The drill has reached, or may have reached, these.",
)
ALL = Phrase("dialog.told_all", ja="残りの全員（館内放送など）", en="all of them (by loudspeaker)")
HOW = Phrase("dialog.told_how", ja="方法", en="How")


class ToldDialog(Dialog[Retract]):
    """One of those who are still to be told, or all of them; nobody is chosen beforehand."""

    def __init__(self, asked: ToldAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (self.said(SAY(word=self._asked.word)), self.said(WHOM()))

    def fields(self) -> Iterator[Widget]:
        names = [self.said(each.name) for each in self._asked.people]
        yield Choices([*names, render(ALL(), self.lang)], id="whom")
        yield self.field("how", HOW)
        yield self.field("by", BY, self.by)

    def result(self) -> Retract | Message:
        chosen = self.chosen("whom")
        if chosen is None:
            return NO_CHOICE()
        if not self.typed("by"):
            return NO_NAME()
        ids = (*(each.id for each in self._asked.people), EVERYBODY[0])
        return Retract(ids[chosen], self.typed("by"), self.typed("how"))
