"""One line of progress for each event: on standard error while a drill runs, and in a replay."""

from __future__ import annotations

from bcp.message import Language, Phrase, Text, render
from drills.core.events import Event
from drills.core.state import Drill
from drills.report.clock import clock
from drills.report.event_words import told
from drills.report.layout import harmless

BY = Phrase("line.by", ja="{what}　担当: {who}", en="{what}  by {who}")
STUMBLED = Phrase(
    "line.stumbled", ja="{what}　つまづき: {stumble}", en="{what}  stumbled: {stumble}"
)


def line_of(event: Event, after: Drill, lang: Language) -> str | None:
    """``T+01:05 …``: an event in words, in the state after it; None where it is worth no line."""
    said = told(event, after)
    if said is None:
        return None
    what = said.what
    if said.who != Text():
        what = BY(what=what, who=said.who)
    if said.stumble:
        what = STUMBLED(what=what, stumble=said.stumble)
    return f"{clock(event.at)} {harmless(render(what, lang))}"
