"""How something stands of which only people can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from textual.widget import Widget

from bcp.message import Language, Message, Phrase, render
from drills.core.told import WORDS
from drills.core.told_events import StateSaid
from drills.core.told_orders import Observe
from drills.report.words import ENDING, said
from tui.present.asked import ObserveAsked
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NOTE, Dialog
from tui.screens.dialogs.sighting import sighting_fields, sighting_typed

TITLE = Phrase("dialog.observe", ja="目視・事業者回答", en="By people's word")
ABOUT = Phrase(
    "dialog.observe_about",
    ja="見たこと、または事業者から聞いたことを記録します。この時刻で、停止と復旧を数えます。",
    en="Note what was seen, or what the supplier said. Loss and return count from this moment.",
)
STATES: tuple[StateSaid, ...] = get_args(StateSaid)


class ObserveDialog(Dialog[Observe]):
    """Which thing, how it stands, who says so; no state is chosen beforehand."""

    def __init__(self, asked: ObserveAsked, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._asked = asked

    def heading(self) -> Message:
        return TITLE()

    def about(self) -> Iterable[str]:
        return (self.said(ABOUT()),)

    def fields(self) -> Iterator[Widget]:
        checks = self._asked.checks
        ids = [each.id for each in checks]
        before = ids.index(self._asked.chosen) if self._asked.chosen in ids else None
        yield Choices([self.said(each.name) for each in checks], before, id="check")
        states = [render(said(ENDING, WORDS[each]), self.lang) for each in STATES]
        yield Choices(states, id="word")
        called = any(each.merit for each in checks)
        for told in dict.fromkeys(each.told for each in checks):
            yield from sighting_fields(self, told, merit=called and told == "observed")
        yield self.field("note", NOTE)
        yield self.field("by", BY, self.by)

    def result(self) -> Observe | Message:
        check, word = self.chosen("check"), self.chosen("word")
        if check is None or word is None:
            return NO_CHOICE()
        if not self.typed("by"):
            return NO_NAME()
        chosen, state = self._asked.checks[check], STATES[word]
        seen = sighting_typed(self, chosen.told, state, merit=chosen.merit)
        if isinstance(seen, Message):
            return seen
        return Observe(chosen.id, state, self.typed("by"), self.typed("note"), seen)
