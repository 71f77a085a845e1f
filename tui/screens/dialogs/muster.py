"""How somebody is, and whether they come, with what a single key cannot say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import get_args

from textual.widget import Widget

from bcp.durations import parse_span
from bcp.message import Language, Message, Phrase, Text, render
from drills.core.muster_events import MusterState
from drills.core.muster_orders import Muster
from drills.core.musters import mustering
from drills.core.state import Drill
from drills.report.muster_words import STATES
from tui.present.asked import Named
from tui.screens.dialogs.choices import Choices
from tui.screens.dialogs.dialog import BY, NO_CHOICE, NO_NAME, NOTE, Dialog

TITLE = Phrase("dialog.muster", ja="安否・参集［{step}］{person}", en="Muster [{step}] {person}")
NOW = Phrase("dialog.muster_now", ja="今の記録: {state}", en="Last word: {state}")
ETA = Phrase("dialog.muster_eta", ja="到着まで", en="There in")
ETA_HELP = Phrase(
    "dialog.muster_eta_help",
    ja="到着まで（参集中のとき）は 40m、1h30m のように書きます。",
    en="How long until they are there (on the way only): 40m, 1h30m.",
)
NO_SPAN = Phrase(
    "dialog.muster_no_span",
    ja="到着までの時間は、40m や 1h30m のように書いてください。",
    en="Write the time until they are there like 40m or 1h30m.",
)
WORDS: tuple[MusterState, ...] = get_args(MusterState)


class MusterDialog(Dialog[Muster]):
    """What is known of one person; no state is chosen beforehand."""

    DEFAULT_CSS = """
    MusterDialog .field { margin: 0; }
    MusterDialog #word { margin: 1 0; }
    """

    def __init__(self, step: str, person: Named, state: Message, by: str, lang: Language) -> None:
        super().__init__(by, lang)
        self._step, self._person, self._state = step, person, state

    def heading(self) -> Message:
        return TITLE(step=self._step, person=self._person.name)

    def about(self) -> Iterable[str]:
        return (self.said(NOW(state=self._state)), self.said(ETA_HELP()))

    def fields(self) -> Iterator[Widget]:
        yield Choices([render(STATES[each](), self.lang) for each in WORDS], id="word")
        yield self.field("eta", ETA)
        yield self.field("note", NOTE)
        yield self.field("by", BY, self.by)

    def result(self) -> Muster | Message:
        chosen = self.chosen("word")
        if chosen is None:
            return NO_CHOICE()
        if not self.typed("by"):
            return NO_NAME()
        written = unicodedata.normalize("NFKC", self.typed("eta"))
        span = parse_span(written) if written else None
        if written and span is None:
            return NO_SPAN()
        eta = None if span is None else span.us
        state, by, note = WORDS[chosen], self.typed("by"), self.typed("note")
        return Muster(self._step, self._person.id, state, by, eta, note)


def muster_dialog(
    drill: Drill, step: str, person: str, by: str, lang: Language
) -> MusterDialog | None:
    """What is known of one person; None where nothing can be noted of them now."""
    found = next((e for e in mustering(drill, step) if e.contact.id == person), None)
    if found is None or found.absent or not drill.step(step).is_open:
        return None
    named = Named(person, Text(found.contact.name or person))
    return MusterDialog(step, named, STATES[found.standing](), by, lang)
