"""How a call-out stands: who is reached, whom to call next and by which way.

Everything follows from what was written down of each call, so it is the same after a crash. Law: a
person once reached stays reached, and a way that failed is not offered again before the others
have been tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bcp.people import Contact, Correction, Method
from drills.core.call_events import REACHING, Called, NumberCorrected
from drills.core.state import Drill
from scenarios.callees import callees, missing_of
from scenarios.model import CallOut

Standing = Literal["reached", "open", "waiting", "exhausted"]


@dataclass(frozen=True)
class NextCall:
    """Whom to call for `person`, by the method of that index; `caller` None: whoever leads."""

    person: str
    called: str
    way: int
    caller: str | None = None


@dataclass(frozen=True)
class Callee:
    """One person of a call-out.

    `standing` is ``reached``, ``open`` (to be called now), ``waiting`` for others to be called
    before, or ``exhausted``: every way to them and their deputies was tried. `next` is there while
    it is open. `reached` is the call that succeeded.
    """

    contact: Contact
    standing: Standing
    tried: tuple[Called, ...] = ()
    reached: Called | None = None
    next: NextCall | None = None

    @property
    def by_deputy(self) -> bool:
        """Whether somebody else took the message."""
        return self.reached is not None and self.reached.called != self.contact.id


def standing(drill: Drill, step: str) -> tuple[Callee, ...]:
    """Every person of a step that calls, in the order of the scenario's words."""
    do = drill.model(step).do
    if not isinstance(do, CallOut):
        return ()
    plan = drill.started().plan
    missing = drill.step(step).missing
    who = (*do.who, *(missing.contacts if missing else ()))
    away = drill.absent.absent if drill.absent else ()
    book = _Book({each.id: each for each in plan.contacts}, do, _corrections(drill), away)
    calls: dict[str, list[Called]] = {}
    for each in drill.step(step).calls:
        calls.setdefault(each.person, []).append(each)
    own = [_alone(book, each, tuple(calls.get(each.id, ()))) for each in callees(plan, who)]
    if do.order == "sequence":
        return tuple(_in_turn(own))
    return tuple(_in_tree(own)) if do.order == "tree" else tuple(own)


def awaits_missing(drill: Drill, step: str) -> bool:
    """Whether it calls people missing from another step, and who they are is not known yet."""
    do, state = drill.model(step).do, drill.step(step)
    return isinstance(do, CallOut) and bool(missing_of(do.who)) and state.missing is None


def reached_share(callees: tuple[Callee, ...]) -> float:
    """How many of them are reached, in percent; 100 where there is nobody to reach."""
    if not callees:
        return 100.0
    return 100.0 * sum(each.standing == "reached" for each in callees) / len(callees)


def curve(callees: tuple[Callee, ...], begun: int) -> tuple[tuple[int, float], ...]:
    """The share reached, in percent, after so many microseconds since `begun`, at each change."""
    moments = sorted(each.reached.at - begun for each in callees if each.reached is not None)
    return tuple((at, 100.0 * n / len(callees)) for n, at in enumerate(moments, start=1))


@dataclass(frozen=True)
class _Book:
    """What a call-out is looked up in: the contacts, the step, and when a way was corrected.

    Those who are `absent` in this drill cannot be reached.
    """

    contacts: Mapping[str, Contact]
    do: CallOut
    corrected: Mapping[tuple[str, int], int]
    absent: tuple[str, ...] = ()

    def ways(self, person: Contact) -> Iterator[tuple[str, int]]:
        """Every way to a person and then to each deputy, in the order to try."""
        deputies = (self.contacts[one] for one in person.deputies if one in self.contacts)
        for each in (person, *deputies):
            for index in () if each.id in self.absent else _in_order(each.methods, self.do.ways):
                yield each.id, index

    def used(self, tried: tuple[Called, ...]) -> set[tuple[str, int]]:
        """The ways that were tried, with the numbers that the plan has by now."""
        ways = ((each, (each.called, each.way)) for each in tried)
        return {way for each, way in ways if each.at > self.corrected.get(way, -1)}


def _corrections(drill: Drill) -> Mapping[tuple[str, int], int]:
    return {(each.person, each.way): each.at for each in drill.corrected}


def _in_order(methods: tuple[Method, ...], kinds: tuple[str, ...]) -> tuple[int, ...]:
    if not kinds:
        return tuple(range(len(methods)))
    return tuple(index for kind in kinds for index, each in enumerate(methods) if each.kind == kind)


def _alone(book: _Book, person: Contact, tried: tuple[Called, ...]) -> Callee:
    reached = next((each for each in tried if each.result in REACHING), None)
    if reached is not None:
        return Callee(person, "reached", tried, reached)
    used = book.used(tried)
    follows = next((way for way in book.ways(person) if way not in used), None)
    if follows is None:
        return Callee(person, "exhausted", tried)
    return Callee(person, "open", tried, next=NextCall(person.id, *follows))


def number_of(drill: Drill, call: NextCall) -> Method | None:
    """The way itself, with the number as it was corrected last; None where it is not known."""
    contacts = {each.id: each for each in drill.started().plan.contacts}
    if call.called not in contacts:
        return None
    method = contacts[call.called].methods[call.way]
    right = [e.new for e in drill.corrected if (e.person, e.way) == (call.called, call.way)]
    return replace(method, value=right[-1]) if right else method


def correction_of(event: NumberCorrected) -> Correction:
    """What the plan's file should have in place of what it has."""
    return Correction(event.person, event.way, event.old, event.new)


def unwritten(drill: Drill) -> tuple[Correction, ...]:
    """What was corrected, and of which nothing is known in the plan's file."""
    known = {(each.person, each.way): each.at for each in drill.written}
    return tuple(
        correction_of(e) for e in drill.corrected if e.at > known.get((e.person, e.way), -1)
    )


def _in_turn(people: list[Callee]) -> Iterator[Callee]:
    """Only the first who is still to be called is called."""
    free = True
    for each in people:
        if each.standing == "open":
            yield each if free else _waiting(each)
            free = False
        else:
            yield each


def _in_tree(people: list[Callee]) -> Iterator[Callee]:
    """Each is called by the one above once that one is reached.

    Where the one above cannot be reached at all, whoever called that one takes over.
    """
    by_id = {each.contact.id: each for each in people}
    above = {below: each.contact.id for each in people for below in each.contact.calls}
    for each in people:
        callers = (by_id[one] for one in _callers(each.contact.id, above))
        caller = next((one for one in callers if one.standing != "exhausted"), None)
        if each.next is None or caller is None:
            yield each
        elif caller.standing == "reached":
            yield replace(each, next=replace(each.next, caller=caller.contact.id))
        else:
            yield _waiting(each)


def _callers(person: str, above: Mapping[str, str]) -> tuple[str, ...]:
    """Those above, the nearest first; nobody in a circle, which would wait for itself."""
    found: list[str] = []
    while person in above:
        person = above[person]
        if person in found:
            return ()
        found.append(person)
    return tuple(found)


def _waiting(each: Callee) -> Callee:
    return Callee(each.contact, "waiting", each.tried)
