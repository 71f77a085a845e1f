"""A situation that the controller makes up and gives to the players."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, Text, render
from drills.core.orders import GiveInject
from tui.present.asked import InjectAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_NAME, Dialog

TITLE = Phrase("dialog.inject", ja="状況付与", en="Give a situation")
ABOUT = Phrase(
    "dialog.inject_about",
    ja="参加者の画面にそのまま表示されます。",
    en="The players see it on their screen as it is written.",
)
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


class InjectDialog(Dialog[GiveInject]):
    """To whom, and what; a name that is typed goes before the role that is chosen."""

    def __init__(self, asked: InjectAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._roles = asked.roles

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (render(ABOUT(), self.lang),)

    def fields(self) -> Iterator[Widget]:
        if self._roles:
            yield Choices([self.said(each.name) for each in self._roles], id="role")
        yield self.field("to", TO)
        yield self.field("text", TEXT)
        yield self.field("by", BY, self.by)

    def result(self) -> GiveInject | Message:
        chosen = self.chosen("role") if self._roles else None
        to = self.typed("to") or ("" if chosen is None else self._roles[chosen].id)
        if not to:
            return NO_ONE()
        if not self.typed("text"):
            return NO_TEXT()
        if not self.typed("by"):
            return NO_NAME()
        return GiveInject(to, Text(self.typed("text")), self.typed("by"))
