"""The call tree (連絡網) of a plan: nobody is called in a circle, and nobody by two people."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.cycles import cycles
from bcp.message import Phrase
from bcp.model import Plan
from bcp.people import Contact
from bcp.references import Ids
from bcp.refused import Refusal

CIRCLE = Phrase(
    "calls.circle",
    ja="連絡網（calls）が一周していて、誰からも始まりません: {path}。",
    en="these contacts call each other in a circle, so nobody begins: {path}.",
)
BREAK_IT = Phrase(
    "calls.break_circle",
    ja="どこかのcallsから外してください。",
    en="Take one of them out of a `calls`.",
)
CALLED_TWICE = Phrase(
    "calls.called_twice",
    ja="「{person}」は連絡網で{callers:list}の両方から連絡されることになっています。",
    en="{person!r} would be called by both of {callers:list}.",
)
ONE_CALLER = Phrase(
    "calls.one_caller",
    ja="連絡する人を1人にし、ほかの人はdeputiesに書いてください。",
    en="Leave it to one of them; others may be deputies.",
)


def call_mistakes(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Circles in the tree, and people with two callers."""
    for circle in cycles({each.id: each.calls for each in plan.contacts}):
        place = ids.place(circle[0], Contact)
        if place:
            yield Refusal(place, CIRCLE(path=" → ".join((*circle, circle[0]))), BREAK_IT())
    for each in plan.contacts:
        callers = tuple(one.id for one in plan.contacts if each.id in one.calls)
        place = ids.place(each.id, Contact)
        if len(callers) > 1 and place:
            yield Refusal(place, CALLED_TWICE(person=each.id, callers=callers), ONE_CALLER())
