"""Sends the messages of a run, each by its way, and records what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol

from bcp.message import Message, Phrase
from bcp.messages import Messages, MessageWay
from bcp.people import Contact
from bcp.secret_source import SecretSource
from drills.core.events import (
    Event,
    MessageFailed,
    MessageInDoubt,
    MessageOrdered,
    MessageSent,
)
from drills.core.letters import letter
from drills.core.messages import GROUP, address_of, way_to
from drills.core.state import Drill
from drills.runtime.companions import Recording
from drills.runtime.masking import masked_message
from drills.runtime.secrets import Secret, Secrets
from drills.runtime.sending.outcome import (
    Addressed,
    NotSent,
    Outcome,
    Sent,
    hidden_addresses,
)
from drills.runtime.sending.way import Way, opened_way, way_called
from scenarios.model import Sending

NO_WAY = Phrase(
    "post.no_way",
    ja="計画の messages に「{by}」がありません。",
    en="the plan's messages have no {by!r}.",
)
NO_TESTER = Phrase(
    "post.no_tester",
    ja="試し送りの連絡先（messages の test_to）に、送り先がありません。",
    en="the contact for tests (test_to of messages) has no address for this.",
)

CodeOf = Callable[[str], str | None]
"""The personal code behind a contact's id, or None where there is none."""


class Delivers(Protocol):
    """Whoever sends a run's messages."""

    async def deliver(self, order: MessageOrdered, running: Recording) -> None:
        """Send what was ordered, and record what became of it."""
        ...


class Post:
    """The messages of one run. `code_of` gives the code for a contact's own link."""

    def __init__(self, secrets: Secrets | None, code_of: CodeOf = lambda contact: None) -> None:
        self._secrets, self._code_of = secrets, code_of
        self._ways: dict[MessageWay, Way] = {}

    async def deliver(self, order: MessageOrdered, running: Recording) -> None:
        """Send what was ordered, and record what became of it."""
        outcome = await self._sent(order, running)
        running.happened((_told(order, outcome, running.now()),))

    async def _sent(self, order: MessageOrdered, running: Recording) -> Outcome:
        drill = running.drill
        plan = drill.started().plan
        way = self._way(order.by, plan.messages, plan.folder)
        if way is None:
            return NotSent(NO_WAY(by=order.by))
        contact = _contact(drill, order)
        number = None if contact is None else _number(drill, order, contact)
        if order.person != GROUP and (contact is None or number is None):
            return NotSent(NO_TESTER())
        code = None if contact is None else self._code_of(contact.id)
        words = letter(drill, order, _link(drill, order, code))
        address = address_of(drill, contact, number) if contact and number is not None else ""
        run_id = drill.started().run_id
        return await way.send(
            Addressed(
                id=_id(run_id, order),
                address=address,
                hidden={**_hidden(drill), **({code: "code"} if code else {})},
                subject=words.subject,
                text=words.text,
                run_id=run_id,
                may_go=lambda: _may_go(running.drill, order),
            )
        )

    def _way(self, by: MessageWay, messages: Messages | None, folder: str) -> Way | None:
        plan = way_called(messages, by)
        if by not in self._ways and plan is not None:
            self._ways[by] = opened_way(plan, folder, self._secret)
        return self._ways.get(by)

    def _secret(self, source: SecretSource) -> Secret | None:
        return None if self._secrets is None else self._secrets.at(source)


def _link(drill: Drill, order: MessageOrdered, code: str | None) -> str:
    """Where the one who gets it answers: by their own code, or on the page for all."""
    do = drill.model(order.step).do
    page = drill.started().plan.checkin
    if page is None or not isinstance(do, Sending) or do.link is None or order.all_clear:
        return ""
    return f"{page.url}/" if code is None else f"{page.url}/c/{code}"


def _contact(drill: Drill, order: MessageOrdered) -> Contact | None:
    """Who really gets it: in a test always the tester."""
    plan = drill.started().plan
    wanted = order.person
    if drill.send == "test" and plan.messages is not None:
        wanted = plan.messages.test_to or ""
    return next((each for each in plan.contacts if each.id == wanted), None)


def _number(drill: Drill, order: MessageOrdered, contact: Contact) -> int | None:
    return order.way if contact.id == order.person else way_to(drill, contact, order.by)


def _hidden(drill: Drill) -> dict[str, str]:
    """Every number and address of the plan, as written and as corrected, by its contact's id."""
    corrected = {each.new: each.person for each in drill.corrected}
    return hidden_addresses(drill.started().plan.contacts, corrected)


def _may_go(drill: Drill, order: MessageOrdered) -> bool:
    """Whether it may still leave: once the drill is being closed, only the all-clear may."""
    return drill.ended is None and (order.all_clear or drill.closing is None)


def _id(run_id: str, order: MessageOrdered) -> str:
    """The same at each try, and different for everybody else."""
    said = "\0".join((run_id, order.step, order.person, order.by, str(order.all_clear)))
    return f"bcp-drill.{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _told(order: MessageOrdered, outcome: Outcome, now: int) -> Event:
    of = (order.step, order.person)
    if isinstance(outcome, Sent):
        return MessageSent(now, *of, outcome.said, order.all_clear)
    why: Message = masked_message(outcome.why)
    if isinstance(outcome, NotSent):
        return MessageFailed(now, *of, why, outcome.again, order.all_clear)
    return MessageInDoubt(now, *of, why, order.all_clear)
