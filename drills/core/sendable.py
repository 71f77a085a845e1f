"""Whether the messages of a run can be sent, told before it begins; and how many they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Message, Phrase
from bcp.messages import MessageWay
from drills.core.brief import Brief
from drills.core.messages import OVER, addressed, sends, way_to
from drills.core.segments import is_foreign, is_people_only
from drills.core.state import Drill
from scenarios.model import Sending, Step

NOT_AT_TABLE = Phrase(
    "sendable.not_at_table",
    ja="机上訓練（tabletop）では何も送りません。--send を外すか、"
    "--mode walkthrough にしてください。",
    en="A tabletop sends nothing. Leave --send out, or use --mode walkthrough.",
)
NO_WAY = Phrase(
    "sendable.no_way",
    ja="手順「{step}」は {by} で送りますが、計画の messages にありません。",
    en="Step {step!r} sends by {by}, which the plan's messages do not have.",
)
NO_TESTER = Phrase(
    "sendable.no_tester",
    ja="試し送りを受け取る連絡先を、計画の messages の test_to に書いてください。",
    en="Name the contact who gets the tests as test_to in the plan's messages.",
)
NO_ADDRESS = Phrase(
    "sendable.no_address",
    ja="試し送りの連絡先「{contact}」には、{by} で使える手段（methods）がありません。",
    en="The contact {contact!r}, who gets the tests, has no method that {by} could use.",
)


@dataclass(frozen=True)
class ToSend:
    """So many messages of a step are still to go out by one way."""

    step: str
    by: MessageWay
    count: int


def unsendable(brief: Brief) -> Iterator[Message]:
    """Everything that keeps the messages of a run from being sent; nothing where none are."""
    if brief.send == "none":
        return
    if brief.mode == "tabletop":
        yield NOT_AT_TABLE()
        return
    messages = brief.plan.messages
    ways = dict.fromkeys(do.by for _, do in _sending(brief))
    for step, do in _sending(brief):
        if messages is None or getattr(messages, do.by) is None:
            yield NO_WAY(step=step.id, by=do.by)
    if brief.send == "test" and ways:
        yield from _untestable(brief, tuple(ways))


def to_send(drill: Drill) -> tuple[ToSend, ...]:
    """What is still to go out of each step, in the order of the scenario."""
    if not sends(drill) or drill.closing is not None:
        return ()
    found = (_left(drill, step, do) for step, do in _sending(drill.started()))
    return tuple(each for each in found if each.count)


def _left(drill: Drill, step: Step, do: Sending) -> ToSend:
    open_still = drill.step(step.id).ended is None
    left = [each for each in addressed(drill, step.id) if each.stage not in OVER]
    return ToSend(step.id, do.by, len(left) if open_still else 0)


def _untestable(brief: Brief, ways: tuple[MessageWay, ...]) -> Iterator[Message]:
    wanted = brief.plan.messages.test_to if brief.plan.messages else None
    contact = next((each for each in brief.plan.contacts if each.id == wanted), None)
    if contact is None:
        yield NO_TESTER()
        return
    for by in ways:
        if by != "webhook" and way_to(Drill(brief=brief), contact, by) is None:
            yield NO_ADDRESS(contact=contact.id, by=by)


def _sending(brief: Brief) -> Iterator[tuple[Step, Sending]]:
    for step in brief.scenario.steps:
        here = not (is_foreign(brief, step) or is_people_only(brief, step))
        if isinstance(step.do, Sending) and here:
            yield step, step.do
