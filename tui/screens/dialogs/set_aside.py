"""Taking a watched check out of the judgement on a named person's word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase
from bcp.same_person import same_person
from drills.core.order_words import SAME_CONFIRMS
from drills.core.orders import SetAside
from tui.present.asked import SetAsideAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NO_REASON, REASON, Dialog

TITLE = Phrase("dialog.set_aside", ja="監視を判定から外す", en="Set a check aside")
ABOUT = Phrase(
    "dialog.set_aside_about",
    ja="以後の根拠は「目視」になり、理由と氏名が報告書に載ります。",
    en="From then on the source is what people saw; the report names you and the reason.",
)
SECOND = Phrase("dialog.second", ja="もう一人の確認", en="Confirmed by")


class SetAsideDialog(Dialog[SetAside]):
    """Which check, why, who, and who else looked where there is a second person."""

    def __init__(self, asked: SetAsideAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (self.said(ABOUT()),)

    def fields(self) -> Iterator[Widget]:
        ids = [each.id for each in self._asked.checks]
        before = ids.index(self._asked.chosen) if self._asked.chosen in ids else None
        yield Choices([self.said(each.name) for each in self._asked.checks], before, id="check")
        yield self.field("reason", REASON)
        yield self.field("by", BY, self.by)
        yield self.field("second", SECOND)

    def result(self) -> SetAside | Message:
        chosen = self.chosen("check")
        if chosen is None:
            return NO_CHOICE()
        if not self.typed("reason"):
            return NO_REASON()
        if not self.typed("by"):
            return NO_NAME()
        if same_person(self.typed("second"), self.typed("by")):
            return SAME_CONFIRMS()
        check = self._asked.checks[chosen].id
        second = self.typed("second") or None
        return SetAside(check, self.typed("by"), self.typed("reason"), second)
