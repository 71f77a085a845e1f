"""Calls to people, in words: whom a step calls, and what came of each call."""

from __future__ import annotations

from bcp.message import Message, Phrase, Text
from drills.core.call_events import Called, CallResult, NumberCorrected, NumberWritten
from drills.core.state import Drill
from drills.core.whom import whom
from scenarios.model import CallOut

CALLS = Phrase("calls.step", ja="連絡: {who:list}", en="reach {who:list}")
CALLS_WITH = Phrase(
    "calls.step_with", ja="連絡: {who:list}「{text}」", en="reach {who:list}: {text}"
)
CALLED = Phrase(
    "calls.called",
    ja="［{step}］{person} {way}: {result}",
    en="[{step}] {person} by {way}: {result}",
)
CALLED_DEPUTY = Phrase(
    "calls.called_deputy",
    ja="［{step}］{person}の代わりの{deputy} {way}: {result}",
    en="[{step}] {deputy} in place of {person} by {way}: {result}",
)
NOTED = Phrase("calls.noted", ja="{what}（{note}）", en="{what} ({note})")
ARRIVES = Phrase("calls.arrives", ja="到着見込み {arrives}", en="expected to arrive {arrives}")
CORRECTED = Phrase(
    "calls.corrected",
    ja="［{step}］{person}の{way}の番号またはアドレスを訂正しました。元のものは記録に残ります。",
    en="[{step}] the number or address of {person} for {way} was corrected; the old one stays in "
    "the record.",
)
WRITTEN = Phrase(
    "calls.written",
    ja="{person}の{way}を、計画の連絡先に書き戻しました。",
    en="the plan's contacts now have what is right for {person} by {way}.",
)
NOT_WRITTEN = Phrase(
    "calls.not_written",
    ja="{person}の{way}を、計画の連絡先に書き戻せませんでした。{why}",
    en="what is right for {person} by {way} could not be written into the plan's contacts: {why}",
)
RESULTS: dict[CallResult, Phrase] = {
    "reached": Phrase("calls.reached", ja="連絡がついた", en="reached"),
    "answered": Phrase("calls.answered", ja="返信があった", en="answered"),
    "no_answer": Phrase("calls.no_answer", ja="応答なし", en="no answer"),
    "wrong_number": Phrase("calls.wrong_number", ja="番号違い", en="wrong number"),
    "could_not_try": Phrase("calls.could_not_try", ja="試せなかった", en="could not be tried"),
}


def calling_said(drill: Drill, do: CallOut) -> Message:
    """Whom a step calls, and what they are told."""
    who = whom(drill.started().plan, do.who)
    if do.text == Text():
        return CALLS(who=who)
    return CALLS_WITH(who=who, text=do.text)


def person_name(drill: Drill, contact: str) -> str:
    """A contact as people call it; the id where the plan has no name."""
    plan = drill.started().plan
    return next((each.name or each.id for each in plan.contacts if each.id == contact), contact)


def way_name(drill: Drill, contact: str, way: int) -> str:
    """What kind of way it was."""
    methods = (e.methods for e in drill.started().plan.contacts if e.id == contact)
    return next((each[way].kind for each in methods if way < len(each)), "-")


def called_said(event: Called, drill: Drill) -> Message:
    """What came of one call."""
    words = {
        "step": event.step,
        "person": person_name(drill, event.person),
        "way": way_name(drill, event.called, event.way),
        "result": RESULTS[event.result](),
    }
    said = CALLED(**words)
    if event.called != event.person:
        said = CALLED_DEPUTY(**words, deputy=person_name(drill, event.called))
    if event.arrives:
        said = NOTED(what=said, note=ARRIVES(arrives=event.arrives))
    return NOTED(what=said, note=event.note) if event.note else said


def written_said(event: NumberWritten, drill: Drill) -> Message:
    """What became of it in the plan's file."""
    way, person = way_name(drill, event.person, event.way), person_name(drill, event.person)
    if event.why is None:
        return WRITTEN(person=person, way=way)
    return NOT_WRITTEN(person=person, way=way, why=event.why)


def corrected_said(event: NumberCorrected, drill: Drill) -> Message:
    """That a number was corrected; the number itself stands in the plan alone."""
    way = way_name(drill, event.person, event.way)
    return CORRECTED(step=event.step, person=person_name(drill, event.person), way=way)
