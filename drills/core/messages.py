"""How the messages of a step stand, which is next, and when it may go.

Everything follows from the journal, so it is the same after a crash. Laws: a message of which it is
not known whether it went out is never sent again by itself; and never more go out in a minute than
the plan allows, whatever was sent before a crash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bcp.durations import MINUTE, SECOND
from bcp.messages import MailServer, MessageWay, SendingCommand, Webhook, fits_way
from bcp.people import Contact
from drills.core.message_events import MessageOrdered
from drills.core.message_state import MessageState
from drills.core.state import Drill
from scenarios.callees import callees
from scenarios.model import Sending

# To whom a group's chat is.
GROUP = ""
# So many are on their way at once: what is in doubt after a crash stays countable.
AT_ONCE = 4
# After each failed try, so long until the next; after the last one it has failed.
GAPS = (10 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE)

Stage = Literal["unsent", "under_way", "again", "sent", "failed", "no_way", "doubt"]
OVER: tuple[Stage, ...] = ("sent", "failed", "no_way")


@dataclass(frozen=True)
class Addressed:
    """One message of a step: to whom, how far it is, and by which way it goes."""

    step: str
    person: str
    by: MessageWay
    stage: Stage
    state: MessageState | None = None
    all_clear: bool = False


def sends(drill: Drill) -> bool:
    """Whether this run sends messages at all; at a table nobody is written to."""
    return drill.started().mode != "tabletop" and drill.send != "none"


def addressed(drill: Drill, step: str) -> tuple[Addressed, ...]:
    """Every message of a step, in the order of the scenario's words."""
    do = drill.model(step).do
    if not isinstance(do, Sending):
        return ()
    return tuple(_stands(drill, step, person, do.by) for person in persons(drill, do))


def persons(drill: Drill, do: Sending) -> tuple[str, ...]:
    """The ids of those who get a message of their own; the group alone where it is a chat."""
    if do.by == "webhook":
        return (GROUP,)
    return tuple(each.id for each in callees(drill.started().plan, do.to))


def all_clears(drill: Drill) -> tuple[Addressed, ...]:
    """An all-clear to each who was, or may have been, written to; once by each way."""
    found: dict[tuple[str, MessageWay], Addressed] = {}
    for (step, person, all_clear), state in drill.messages.items():
        by = state.order.by
        if not all_clear and state.may_have_gone and (person, by) not in found:
            found[person, by] = _stands(drill, step, person, by, all_clear=True)
    return tuple(found.values())


def way_to(drill: Drill, contact: Contact, by: MessageWay) -> int | None:
    """Which of the contact's methods a message goes by; None where there is none that fits."""
    messages = drill.started().plan.messages
    for index, method in enumerate(contact.methods):
        if fits_way(method.kind, address_of(drill, contact, index), by, messages):
            return index
    return None


def address_of(drill: Drill, contact: Contact, way: int) -> str:
    """The number or address itself, as it was corrected last."""
    return _corrected(drill, contact.id, way) or contact.methods[way].value


def next_order(drill: Drill, waiting: Iterable[Addressed], now: int) -> MessageOrdered | None:
    """The next message to go now, or None where all must wait."""
    pace = _Pace.of(drill)
    if pace.under_way >= AT_ONCE:
        return None
    for each in waiting:
        at = _ready_at(each)
        if at is not None and max(at, pace.next(each.by)) <= now:
            return _ordered(drill, each, now)
    return None


def next_at(drill: Drill, waiting: Iterable[Addressed]) -> int | None:
    """The instant at which the next message may go, or None where news must come before."""
    pace = _Pace.of(drill)
    if pace.under_way >= AT_ONCE:
        return None
    moments = (
        max(at, pace.next(each.by)) for each in waiting if (at := _ready_at(each)) is not None
    )
    return min(moments, default=None)


def in_doubt(drill: Drill) -> Iterator[MessageState]:
    """The messages of which a person must say what became of them."""
    yield from (each for each in drill.messages.values() if each.stage == "doubt")


def messages_under_way(drill: Drill) -> bool:
    """Whether the answer to some message is still to come."""
    return any(each.under_way for each in drill.messages.values())


def _stands(
    drill: Drill, step: str, person: str, by: MessageWay, *, all_clear: bool = False
) -> Addressed:
    state = drill.messages.get((step, person, all_clear))
    stage: Stage = "unsent" if state is None else _stage(state)
    return Addressed(step, person, by, stage, state, all_clear)


def _stage(state: MessageState) -> Stage:
    if state.stage == "failed" and state.failed is not None and state.failed.again:
        return "again" if state.order.attempt <= len(GAPS) else "failed"
    return state.stage


def _ready_at(each: Addressed) -> int | None:
    """From when a message may go, for all that its own past says; None where it may not."""
    if each.state is None:
        return 0
    if each.stage == "again" and each.state.failed is not None:
        # Trying again counts from the try that failed, not from when it began.
        return each.state.failed.at + GAPS[each.state.order.attempt - 1]
    return 0 if each.stage == "unsent" else None


def _ordered(drill: Drill, each: Addressed, now: int) -> MessageOrdered:
    attempt = 1 if each.state is None else each.state.order.attempt + 1
    way = 0 if each.person == GROUP else _way(drill, each)
    return MessageOrdered(now, each.step, each.person, each.by, way, attempt, each.all_clear)


def _way(drill: Drill, each: Addressed) -> int | None:
    contacts = drill.started().plan.contacts
    contact = next((one for one in contacts if one.id == each.person), None)
    return None if contact is None else way_to(drill, contact, each.by)


def _corrected(drill: Drill, contact: str, way: int) -> str | None:
    right = [e.new for e in drill.corrected if (e.person, e.way) == (contact, way)]
    return right[-1] if right else None


@dataclass(frozen=True)
class _Pace:
    """How many are on their way, and when the next may go by each way."""

    under_way: int
    nexts: dict[MessageWay, int]

    @classmethod
    def of(cls, drill: Drill) -> _Pace:
        last: dict[MessageWay, int] = {}
        under_way = 0
        for state in drill.messages.values():
            under_way += state.under_way
            if state.order.way is not None:
                last[state.order.by] = max(last.get(state.order.by, 0), state.order.at)
        rates = {by: _per_minute(drill, by) for by in last}
        return cls(under_way, {by: at + MINUTE // rates[by] for by, at in last.items()})

    def next(self, by: MessageWay) -> int:
        return self.nexts.get(by, 0)


def _per_minute(drill: Drill, by: MessageWay) -> int:
    messages = drill.started().plan.messages
    way: MailServer | Webhook | SendingCommand | None = (
        None if messages is None else getattr(messages, by)
    )
    return 60 if way is None else way.per_minute
