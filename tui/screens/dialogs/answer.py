"""The answer to a question that the drill put to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.events import Answer as Word
from drills.core.orders import Answer
from drills.core.told import WORDS as STATE
from drills.report.words import ENDING, said
from tui.present.asked import AnswerAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NOTE, Dialog
from tui.screens.dialogs.sighting import sighting_fields, sighting_typed

TITLE = Phrase("dialog.answer", ja="回答［{step}］", en="Answer [{step}]")
ASKED = Phrase("dialog.answer_of", ja="{title}（担当: {who}）", en="{title} (asked of: {who})")
STUMBLE = Phrase("dialog.stumble", ja="つまずいた点", en="Stumbled at")
WORDS: tuple[Word, ...] = get_args(Word)


class AnswerDialog(Dialog[Answer]):
    """Done, partly, failed, skipped or could not reach: no answer is chosen beforehand."""

    def __init__(self, asked: AnswerAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE(step=self._asked.step)

    def about(self) -> Iterable[str]:
        asked = self._asked
        whole = ASKED(title=asked.title, who=asked.who) if asked.who else asked.title
        return (self.said(whole),)

    def fields(self) -> Iterator[Widget]:
        told = self._asked.told
        words = WORDS if told is None else tuple(STATE[each] for each in WORDS)
        yield Choices([render(said(ENDING, each), self.lang) for each in words], id="word")
        yield from sighting_fields(self, told, merit=self._asked.merit)
        yield self.field("note", NOTE)
        if told is None:
            yield self.field("stumble", STUMBLE)
        yield self.field("by", BY, self.by)

    def result(self) -> Answer | Message:
        chosen = self.chosen("word")
        if chosen is None:
            return NO_CHOICE()
        if not self.typed("by"):
            return NO_NAME()
        word, told = WORDS[chosen], self._asked.told
        seen = sighting_typed(self, told, word, merit=self._asked.merit)
        if isinstance(seen, Message):
            return seen
        stumble = self.typed("stumble") if told is None else ""
        return Answer(self._asked.step, word, self.typed("by"), self.typed("note"), stumble, seen)
