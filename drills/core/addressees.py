"""Who has been given something in this drill, and who of them must hear that it is off.

Everything here follows from the journal alone, so the list is the same after a crash. Where it is
not certain that somebody was reached, as with a report that was under way when the real event
came, they count as reached: hearing twice that it is no drill any more harms nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bcp.message import Text
from drills.core.approvals import approvers
from drills.core.kinds import kind_of
from drills.core.roles import role_called
from drills.core.state import Drill, StepState
from scenarios.callees import callees
from scenarios.model import Inject, Notify, RollCall, Run, Sending, Step

# Whoever plays: an inject without `to` and a question without `by` are for all of them.
PLAYERS = "players"
PLAYERS_CALLED = Text("参加者全員", "all players")

# Everybody who was to check in: they may have heard of it before they answered.
STAFF = "@staff"
STAFF_CALLED = Text("点呼の対象の職員", "staff who were to check in")

Thing = Literal["inject", "question", "report", "approval", "call", "muster", "message", "checkin"]
# Of these calls nobody heard anything.
_UNHEARD = ("wrong_number", "could_not_try")


@dataclass(frozen=True)
class Reached:
    """One thing that somebody was given. `step` None: an inject that no step holds."""

    at: int
    thing: Thing
    step: str | None


@dataclass(frozen=True)
class Addressee:
    """A role of the plan, a body outside that a report went to, or all players.

    `id` is what an order names. `given` is in the order of time, and there is always one.
    """

    id: str
    name: Text
    given: tuple[Reached, ...]


def contacted(drill: Drill) -> tuple[Addressee, ...]:
    """Everybody who has been given something, in the order in which they first were."""
    found: dict[str, tuple[Text, list[Reached]]] = {}
    for to, reached in sorted(_reached(drill), key=lambda pair: pair[1].at):
        known_as, name = _known_as(drill, to)
        found.setdefault(known_as, (name, []))[1].append(reached)
    return tuple(Addressee(each, name, tuple(given)) for each, (name, given) in found.items())


def to_be_told(drill: Drill) -> tuple[Addressee, ...]:
    """Who has not yet heard that the real thing has come; nobody where it has not."""
    if drill.closing is None or drill.closing.finish != "real_event":
        return ()
    told = {each.addressee for each in drill.retracted}
    return tuple(each for each in contacted(drill) if each.id not in told)


def telling(drill: Drill) -> bool:
    """Whether the drill is kept open for those who are still to be told."""
    return drill.ended is None and drill.retraction_ended is None and bool(to_be_told(drill))


def _reached(drill: Drill) -> Iterator[tuple[Text, Reached]]:
    for step in drill.started().scenario.steps:
        state = drill.step(step.id)
        if state.due is not None:
            yield from _by_step(drill, step, state, state.due)
    for each in drill.injects:
        yield Text(each.to), Reached(each.at, "inject", None)


def _by_step(
    drill: Drill, step: Step, state: StepState, due: int
) -> Iterator[tuple[Text, Reached]]:
    if isinstance(step.do, Inject):
        yield Text(step.do.to or PLAYERS), Reached(due, "inject", step.id)
    elif kind_of(step).by_person(drill, step):
        yield Text(step.by or PLAYERS), Reached(due, "question", step.id)
    elif isinstance(step.do, Run):
        for role in approvers(drill, step.id):
            yield Text(role), Reached(due, "approval", step.id)
    if isinstance(step.do, RollCall) and state.checkins.all.expected:
        yield Text(STAFF), Reached(due, "checkin", step.id)
    for call in state.calls:
        # Where nobody answered, a message may have been left.
        if call.result not in _UNHEARD:
            yield Text(call.called), Reached(call.at, "call", step.id)
    for (of, person, _), message in drill.messages.items():
        if of == step.id and message.may_have_gone:
            for each in (person,) if person else _in_group(drill, step):
                yield Text(each), Reached(message.order.at, "message", step.id)
    for word in state.musters:
        yield Text(word.person), Reached(word.at, "muster", step.id)
    if isinstance(step.do, Notify) and _may_have_been_made(state):
        yield step.do.to, Reached(due, "report", step.id)


def _in_group(drill: Drill, step: Step) -> tuple[str, ...]:
    """Whom a message to a group's chat was for."""
    to = step.do.to if isinstance(step.do, Sending) else ()
    return tuple(each.id for each in callees(drill.started().plan, to))


def _may_have_been_made(state: StepState) -> bool:
    """Whether a report may have gone out: not where a person said that it did not."""
    if state.answer is not None:
        return state.answer.answer not in ("skipped", "could_not_reach")
    return state.ended is None or not state.ended.by


def _known_as(drill: Drill, to: Text) -> tuple[str, Text]:
    """The id and the name of whom a text means: a role by its id or its name, or as written."""
    many = {PLAYERS: PLAYERS_CALLED, STAFF: STAFF_CALLED}.get(to.said_in("ja"))
    if many is not None:
        return to.said_in("ja"), many
    plan = drill.started().plan
    for role in plan.roles:
        if Text(role.id) == to or (role.name == to and to != Text()):
            return role.id, role_called(plan, role.id)
    for contact in plan.contacts:
        if Text(contact.id) == to:
            return contact.id, Text(contact.name or contact.id)
    return to.said_in("ja"), to
