"""A situation that the controller makes up and gives to the players."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, Text, render
from drills.core.marking import MARK
from drills.core.orders import GiveInject
from tui.present.asked import InjectAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_NAME, Dialog

TITLE = Phrase("dialog.inject", ja="状況付与", en="Give a situation")
ABOUT = Phrase(
    "dialog.inject_about",
    ja="先頭に{mark}を付けて、参加者の画面に表示されます。",
    en="The players see it on their screen as it is written, with {mark} in front.",
)
OTHER = Phrase("dialog.inject_other", ja="ほかの宛先（下に入力）", en="someone else, typed below")
TO = Phrase("dialog.inject_to", ja="ほかの宛先", en="Someone else")
TEXT = Phrase("dialog.inject_text", ja="内容", en="Situation")
NO_TEXT = Phrase(
    "dialog.no_text", ja="付与する内容を入力してください。", en="Write what the players are told."
)
NO_ONE = Phrase(
    "dialog.no_one",
    ja="宛先を番号で選ぶか、入力してください。",
    en="Choose to whom by number, or type it.",
)
TWO = Phrase(
    "dialog.inject_two",
    ja="番号で選んだ宛先と、入力した宛先があります。入力を消すか、「ほかの宛先」を番号で選んでください。",
    en="One was chosen by number and another typed. Clear what was typed, or choose someone else.",
)


class InjectDialog(Dialog[GiveInject]):
    """To whom, and what: one of the roles by its number, or somebody else by name."""

    def __init__(self, asked: InjectAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._roles = asked.roles

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (render(ABOUT(mark=MARK), self.lang),)

    def fields(self) -> Iterator[Widget]:
        if not self._roles:
            yield self.field("to", TO)
            yield self.field("text", TEXT)
            yield self.field("by", BY, self.by)
            return
        yield Choices(
            [*(self.said(each.name) for each in self._roles), self.said(OTHER())], id="role"
        )
        yield self.field("text", TEXT)
        yield self.field("by", BY, self.by)
        yield self.field("to", TO)

    def _to(self) -> str | Message:
        typed, chosen = self.typed("to"), self.chosen("role") if self._roles else None
        if chosen is None or chosen == len(self._roles):
            return typed or NO_ONE()
        return TWO() if typed else self._roles[chosen].id

    def result(self) -> GiveInject | Message:
        to = self._to()
        if isinstance(to, Message):
            return to
        if not self.typed("text"):
            return NO_TEXT()
        if not self.typed("by"):
            return NO_NAME()
        return GiveInject(to, Text(self.typed("text")), self.typed("by"))
