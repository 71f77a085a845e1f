"""What came of a call, as an order: part of `drills.core.orders`."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase
from bcp.people import Contact
from drills.core import order_words as w
from drills.core.absence import NOT_THERE, is_absent
from drills.core.call_events import Called, CallResult, NumberCorrected
from drills.core.calls import Callee, NextCall, number_of, standing
from drills.core.state import Drill
from scenarios.model import CallOut

CALLS_NOBODY = Phrase(
    "order.calls_nobody",
    ja="手順「{step}」は連絡の手順ではありません。",
    en="Step {step!r} calls nobody.",
)
NOT_CALLED = Phrase(
    "order.not_called",
    ja="「{person}」は手順「{step}」の連絡先ではありません。連絡先: {known:list}",
    en="{person!r} is not among those whom step {step!r} calls: {known:list}.",
)
ALREADY_REACHED = Phrase(
    "order.already_reached",
    ja="「{person}」には、すでに連絡がついています（{by}）。",
    en="{person!r} is reached already ({by}).",
)
NO_WAY_LEFT = Phrase(
    "order.no_way_left",
    ja="「{person}」への手段はすべて試しました。もう一度試したときは、手段（--way）を"
    "書いてください: {ways:list}",
    en="Every way to {person!r} has been tried. Where one was tried again, name it (--way): "
    "{ways:list}.",
)
NO_SUCH_WAY = Phrase(
    "order.no_such_way",
    ja="「{person}」に「{way}」という手段はありません。ある手段: {ways:list}",
    en="There is no way {way!r} to {person!r}: there are {ways:list}.",
)
NOTHING_NEW = Phrase(
    "order.number_nothing_new",
    ja="「{person}」の番号やアドレスとして、今と違うものを書いてください。",
    en="Write a number or address of {person!r} that is another than the plan has.",
)


@dataclass(frozen=True)
class Call:
    """A person writes down what came of calling `person`.

    `way` is the kind of way (``mail``); None: the one that was next. `called` is the deputy's id,
    where somebody else was called than the next in order. `correct` is the right number or address
    of that way, where it became known.
    """

    step: str
    person: str
    result: CallResult
    by: str
    way: str | None = None
    called: str | None = None
    note: str = ""
    arrives: str = ""
    correct: str = ""


def call(drill: Drill, order: Call, now: int) -> tuple[Called | NumberCorrected, ...] | Message:
    """Give the call as events, or why it cannot be taken."""
    if not isinstance(drill.model(order.step).do, CallOut):
        return CALLS_NOBODY(step=order.step)
    state = drill.step(order.step)
    if not state.is_open:
        return w.NOT_BEGUN(step=order.step) if state.ended is None else _ended(drill, order.step)
    people = standing(drill, order.step)
    callee = next((each for each in people if each.contact.id == order.person), None)
    if callee is None:
        known = tuple(each.contact.id for each in people)
        near = w.near_person(order.person, order.step, [each.contact for each in people])
        return near or NOT_CALLED(person=order.person, step=order.step, known=known)
    if callee.reached is not None:
        return ALREADY_REACHED(person=order.person, by=callee.reached.by)
    way = _way(drill, order, callee)
    if isinstance(way, Message):
        return way
    return _written(drill, order, *way, now)


def _ended(drill: Drill, step: str) -> Message:
    ended = drill.step(step).ended
    how = w.HOW.get(ended.ending if ended else "", w.HOW["unknown"])
    return w.HAS_ENDED(step=step, how=how())


def _written(
    drill: Drill, order: Call, called: str, way: int, now: int
) -> tuple[Called | NumberCorrected, ...] | Message:
    words = (order.result, order.by, order.note, order.arrives)
    made = Called(now, order.step, order.person, called, way, *words)
    new = order.correct.strip()
    if not new:
        return (made,)
    method = number_of(drill, NextCall(order.person, called, way))
    old = method.value if method else ""
    if new == old:
        return NOTHING_NEW(person=called)
    return made, NumberCorrected(now, order.step, called, way, old, new, order.by)


def _way(drill: Drill, order: Call, callee: Callee) -> tuple[str, int] | Message:
    """Who was called, and by the method of which index."""
    after = callee.next
    if order.way is None and order.called is None and after is not None:
        return after.called, after.way
    called = order.called or (after.called if after else order.person)
    contact = _contact(drill, called)
    if is_absent(drill, called):
        return NOT_THERE(person=called)
    allowed = (callee.contact.id, *callee.contact.deputies)
    if called not in allowed:
        return NOT_CALLED(person=called, step=order.step, known=allowed)
    kinds = tuple(each.kind for each in contact.methods)
    if order.way is None:
        return NO_WAY_LEFT(person=called, ways=kinds)
    if order.way not in kinds:
        return NO_SUCH_WAY(person=called, way=order.way, ways=kinds)
    return called, _of_kind(callee, contact, order.way)


def _of_kind(callee: Callee, contact: Contact, kind: str) -> int:
    """The first method of that kind that was not tried yet, or the first of them."""
    indices = [index for index, each in enumerate(contact.methods) if each.kind == kind]
    used = {each.way for each in callee.tried if each.called == contact.id}
    return next((each for each in indices if each not in used), indices[0])


def _contact(drill: Drill, id: str) -> Contact:
    plan = drill.started().plan
    return next((each for each in plan.contacts if each.id == id), Contact(id))
