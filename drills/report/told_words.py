"""What people saw or were told of something, in words."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase
from bcp.wareki import offset_seconds
from drills.core.events import Answer, Observed, Sighting
from drills.core.state import Drill
from drills.core.told import WORDS, word_for
from drills.report.clock import written_clock
from drills.report.ledger import name_of
from drills.report.words import ENDING, SOURCE, said

OBSERVED = Phrase(
    "told.observed",
    ja="{source}: {name}（{check}）{state}",
    en="{source}: {name} ({check}): {state}",
)
SEEN_AT = Phrase("told.seen_at", ja="{clock}時点", en="as of {clock}")
INFORMANT = Phrase("told.informant", ja="回答者: {informant}", en="said by {informant}")
ARRIVES = Phrase("told.arrives", ja="到着見込み: {arrives}", en="expected to arrive: {arrives}")
MERIT = Phrase("told.merit", ja="感明度{merit}", en="heard with merit {merit}")
PHOTO = Phrase(
    "told.photo",
    ja="写真: {photo}（SHA-256 {sha256}）",
    en="photo: {photo} (SHA-256 {sha256})",
)


def answer_said(drill: Drill, step: str, answer: Answer) -> Message:
    """An answer's word, which for something looked at is how that stands."""
    return said(ENDING, word_for(drill.model(step), answer))


def observed_said(drill: Drill, event: Observed) -> Message:
    """A word about something that people watch."""
    check = drill.started().check(event.check)
    return OBSERVED(
        source=said(SOURCE, event.source),
        name=name_of(drill, check.system if check else event.check),
        check=event.check,
        state=said(ENDING, WORDS[event.answer]),
    )


def sighting_said(drill: Drill, sighting: Sighting | None) -> Iterator[Message]:
    """When it was seen, who said so, and what picture shows it; each where it was told."""
    if sighting is None:
        return
    if sighting.low is not None and sighting.high is not None:
        brief = drill.started()
        offset = offset_seconds(brief.plan.organisation.utc_offset)
        began, width = brief.wall_ns // 1_000, sighting.high - sighting.low
        yield SEEN_AT(clock=written_clock(began + sighting.low, width, offset))
    if sighting.informant:
        yield INFORMANT(informant=sighting.informant)
    if sighting.arrives:
        yield ARRIVES(arrives=sighting.arrives)
    if sighting.merit is not None:
        yield MERIT(merit=sighting.merit)
    if sighting.photo:
        yield PHOTO(photo=sighting.photo, sha256=sighting.sha256)
