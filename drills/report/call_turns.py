"""Whom to call next, and what to type when it came to something."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase
from drills.core.calls import Callee, awaits_missing, standing
from drills.core.state import Drill
from drills.report.call_words import person_name, way_name
from drills.report.hint import Hint
from drills.report.measured_lines import Words
from scenarios.model import CallOut, Step

# Those of a large call-out do not fit a screen; whoever is reached makes room for the next.
SHOWN = 5

SO_FAR = Phrase(
    "turn.calls_so_far",
    ja="{what}（{people}人中{reached}人に到達、目標{percent}%）",
    en="{what} ({reached} of {people} reached, {percent} % wanted)",
)
MISSING = Phrase(
    "turn.calls_missing",
    ja="{what}（未回答の人を調べています）",
    en="{what} (finding who is missing)",
)
NEXT = Phrase("turn.call_next", ja="{person}へ{way}", en="{person} by {way}")
NEXT_DEPUTY = Phrase(
    "turn.call_deputy",
    ja="{person}の代わりの{deputy}へ{way}",
    en="{deputy} in place of {person} by {way}",
)
CALLER = Phrase("turn.call_by", ja="{what}（かける人: {caller}）", en="{what} (called by {caller})")
ENOUGH = Phrase("turn.calls_enough", ja="連絡を終える", en="no more calls")


def so_far(drill: Drill, step: Step, what: Words) -> Message:
    """What a call-out is about, and how far it has come."""
    if awaits_missing(drill, step.id):
        return MISSING(what=what)
    people = standing(drill, step.id)
    wanted = step.do.percent if isinstance(step.do, CallOut) else 100.0
    reached = sum(each.standing == "reached" for each in people)
    return SO_FAR(what=what, people=len(people), reached=reached, percent=f"{wanted:g}")


def call_hints(drill: Drill, step: Step) -> Iterator[Hint]:
    """The next few calls, each with what to type once it succeeded; and how to stop calling."""
    left = [each for each in standing(drill, step.id) if each.next is not None]
    for each in left[:SHOWN]:
        typed = f"bcp-drill order last call {step.id} {each.contact.id} reached"
        yield Hint(typed, next_said(drill, each))
    yield Hint(f"bcp-drill order last answer {step.id} done", ENOUGH())


def next_said(drill: Drill, callee: Callee) -> Message:
    """Whom to call by which way, and who does where that is laid down."""
    call, person = callee.next, person_name(drill, callee.contact.id)
    if call is None:
        return NEXT(person=person, way="-")
    way = way_name(drill, call.called, call.way)
    what = NEXT(person=person, way=way)
    if call.called != callee.contact.id:
        what = NEXT_DEPUTY(person=person, deputy=person_name(drill, call.called), way=way)
    if call.caller is None:
        return what
    return CALLER(what=what, caller=person_name(drill, call.caller))
