"""What came of calling somebody, for a step that reaches people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from textual import on
from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.call_events import CallResult
from drills.core.call_orders import Call
from drills.core.orders import Answer
from drills.core.state import Drill
from drills.report.call_turns import ENOUGH
from drills.report.call_words import RESULTS
from tui.pick_list import PickList
from tui.present.asked import CallAsked
from tui.present.asking import person_call_asked
from tui.present.rows import Row
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NOTE, Dialog

TITLE = Phrase("dialog.call", ja="連絡の結果［{step}］", en="A call of [{step}]")
MORE = Phrase(
    "dialog.call_more",
    ja="ほかに{count}人が、先の人への連絡を待っています。",
    en="{count} more wait for somebody before them to be called.",
)
CORRECT = Phrase("dialog.call_correct", ja="正しい番号", en="Right number")
ARRIVES = Phrase("dialog.call_arrives", ja="到着見込み", en="Will arrive")
WORDS: tuple[CallResult, ...] = get_args(CallResult)
_NAME_CELLS = 20
_NOBODY = ""


class CallDialog(Dialog[Call | Answer]):
    """Whom, and what came of it: the next one is offered, no result is chosen beforehand."""

    DEFAULT_CSS = """
    CallDialog #person { height: auto; max-height: 6; margin: 1 0 0 0; }
    CallDialog .field { margin: 0; }
    CallDialog #word { margin: 1 0; }
    """

    def __init__(self, asked: CallAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE(step=self._asked.step)

    def about(self) -> Iterable[str]:
        yield self.said(self._asked.far)
        if self._asked.more:
            yield self.said(MORE(count=self._asked.more))

    def fields(self) -> Iterator[Widget]:
        people = PickList((_NAME_CELLS, None), id="person")
        rows = [
            Row(str(number), (self.said(e.name), self.said(e.way)))
            for number, e in enumerate(self._asked.people)
        ]
        people.show([*rows, Row(_NOBODY, (render(ENOUGH(), self.lang), ""))])
        yield people
        yield Choices([render(RESULTS[each](), self.lang) for each in WORDS], id="word")
        yield self.field("correct", CORRECT)
        yield self.field("arrives", ARRIVES)
        yield self.field("note", NOTE)
        yield self.field("by", BY, self.by)

    @on(PickList.Picked)
    def _person_is_picked(self) -> None:
        """Go on to what came of it."""
        self.query_one("#word", Choices).focus()

    def result(self) -> Call | Answer | Message:
        row, chosen = self.query_one("#person", PickList).row, self.chosen("word")
        if not self.typed("by"):
            return NO_NAME()
        if row is not None and row.id == _NOBODY:
            return Answer(self._asked.step, "done", self.typed("by"), self.typed("note"))
        if row is None or chosen is None:
            return NO_CHOICE()
        person = self._asked.people[int(row.id)]
        return Call(
            self._asked.step,
            person.id,
            WORDS[chosen],
            self.typed("by"),
            person.kind,
            person.called,
            note=self.typed("note"),
            arrives=self.typed("arrives"),
            correct=self.typed("correct"),
        )


def call_dialog(drill: Drill, step: str, person: str, by: str, lang: Language) -> CallDialog | None:
    """What came of calling one person; None where there is nothing to note of them now."""
    asked = person_call_asked(drill, step, person)
    return None if asked is None else CallDialog(asked, by, lang)
