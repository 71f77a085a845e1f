"""Leaving a step out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase
from drills.core.orders import Skip
from tui.present.asked import SkipAsked
from tui.screens.dialogs.dialog import BY, NO_NAME, NO_REASON, REASON, Dialog

TITLE = Phrase("dialog.skip", ja="手順の省略［{step}］", en="Leave out [{step}]")
ABOUT = Phrase(
    "dialog.skip_about",
    ja="この手順は「行わず」として記録に残ります。後から行うことはできません。",
    en="The record will say that it was not done. It cannot be begun later.",
)


class SkipDialog(Dialog[Skip]):
    """The reason goes into the report, so it must be given."""

    def __init__(self, asked: SkipAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE(step=self._asked.step)

    def about(self) -> Iterable[str]:
        return (self.said(self._asked.title), self.said(ABOUT()))

    def fields(self) -> Iterator[Widget]:
        yield self.field("reason", REASON)
        yield self.field("by", BY, self.by)

    def result(self) -> Skip | Message:
        if not self.typed("reason"):
            return NO_REASON()
        if not self.typed("by"):
            return NO_NAME()
        return Skip(self._asked.step, self.typed("by"), self.typed("reason"))
