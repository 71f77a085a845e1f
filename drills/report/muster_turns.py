"""How far a muster has come, and what to type when something is known of somebody."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message, Phrase
from drills.core.musters import Mustering, mustering
from drills.core.state import Drill
from drills.report.call_words import person_name
from drills.report.hint import Hint
from drills.report.measured_lines import Words
from drills.report.muster_words import STATES
from scenarios.model import MusterCall, Step

# Those of a large muster do not fit a screen; whoever is there makes room for the next.
SHOWN = 5

SO_FAR = Phrase(
    "turn.muster_so_far",
    ja="{what}（{people}人中 参集{arrived}人・安否判明{heard}人、目標{percent}%）",
    en="{what} (of {people}, {arrived} arrived and {heard} heard of; {percent} % wanted)",
)
NEXT = Phrase("turn.muster_next", ja="{person}（今は{state}）", en="{person} (now {state})")
ENOUGH = Phrase("turn.muster_enough", ja="参集の確認を終える", en="no more are awaited")


def muster_so_far(drill: Drill, step: Step, what: Words) -> Message:
    """What a muster is about, and how far it has come."""
    people = mustering(drill, step.id)
    wanted = step.do.percent if isinstance(step.do, MusterCall) else 100.0
    return SO_FAR(
        what=what,
        people=len(people),
        arrived=sum(each.has_arrived for each in people),
        heard=sum(bool(each.words) for each in people),
        percent=f"{wanted:g}",
    )


def awaited_people(drill: Drill, step: str) -> tuple[Mustering, ...]:
    """Those of whom something is still to be heard, who are not there and not absent."""
    return tuple(
        each
        for each in mustering(drill, step)
        if not each.absent and each.standing in ("not_heard", "safe", "coming")
    )


def muster_hints(drill: Drill, step: Step) -> Iterator[Hint]:
    """The next few people, each with what to type once they are there; and how to end it."""
    there = not isinstance(step.do, MusterCall) or step.do.percent > 0
    word = "arrived" if there else "safe"
    for each in awaited_people(drill, step.id)[:SHOWN]:
        person = person_name(drill, each.contact.id)
        typed = f"bcp-drill order last muster {step.id} {each.contact.id} {word}"
        yield Hint(typed, NEXT(person=person, state=STATES[each.standing]()))
    yield Hint(f"bcp-drill order last answer {step.id} done", ENOUGH())
