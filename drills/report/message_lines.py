"""What became of the messages to people: how many went out, how soon, and which did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Message, Phrase, Text
from bcp.messages import MessageWay, Send
from drills.core.events import MessageFailed, MessageInDoubt, MessageOrdered, MessageSent
from drills.core.messages import GROUP, Addressed, Stage, addressed, all_clears
from drills.core.state import Drill
from drills.report.call_words import person_name
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from scenarios.model import Sending

NOT_SENT = Phrase(
    "next.messages_not_sent",
    ja="［{step}］メッセージ{count}通を送れませんでした。宛先とメールサーバを確かめてください。",
    en="[{step}] {count} messages did not go out. Check the addresses and the mail server.",
)
IN_DOUBT = Phrase(
    "next.messages_in_doubt",
    ja="［{step}］メッセージ{count}通は、送られたかどうか分かりません。本人に確かめてください。",
    en="[{step}] of {count} messages it is not known whether they went out. Ask the people.",
)
CHAT = Text("グループチャット", "the group's chat")


@dataclass(frozen=True)
class MessagesLine:
    """The messages of one step, or the all-clear to those whom it had written to.

    `took_us` is from the first try to the last that was taken for delivery; None where none was.
    """

    step: str
    all_clear: bool
    by: MessageWay
    send: Send
    messages: int
    sent: int
    failed: int
    no_way: int
    doubt: int
    began: When | None
    took_us: int | None
    records: tuple[int, ...]


@dataclass(frozen=True)
class UnsentLine:
    """One message that did not go out, or of which nobody knows."""

    step: str
    all_clear: bool
    person: str
    name: Text
    by: MessageWay
    stage: Stage
    tries: int
    at: When | None
    why: Message | None
    records: tuple[int, ...]


def messages_lines(ledger: Ledger) -> tuple[MessagesLine, ...]:
    """Every step that sent, in the order of the scenario, each with its all-clear behind it."""
    return tuple(_line(ledger, group) for group in _groups(ledger.drill))


def unsent_lines(ledger: Ledger) -> tuple[UnsentLine, ...]:
    """Every message that was not taken for delivery, as `messages_lines`."""
    return tuple(
        _unsent(ledger, each)
        for group in _groups(ledger.drill)
        for each in group
        if each.stage != "sent"
    )


def next_messages(ledger: Ledger) -> Iterator[Message]:
    """What is to be done on the first page."""
    for group in _groups(ledger.drill):
        doubts = sum(each.stage == "doubt" for each in group)
        left = sum(each.stage in ("failed", "again", "no_way") for each in group)
        if left:
            yield NOT_SENT(step=group[0].step, count=left)
        if doubts:
            yield IN_DOUBT(step=group[0].step, count=doubts)


def _groups(drill: Drill) -> Iterator[tuple[Addressed, ...]]:
    clears = all_clears(drill) if drill.all_clear is not None else ()
    for step in drill.started().scenario.steps:
        own = addressed(drill, step.id) if isinstance(step.do, Sending) else ()
        if any(each.state is not None for each in own):
            yield own
        clear = tuple(each for each in clears if each.step == step.id)
        if clear:
            yield clear


def _line(ledger: Ledger, group: tuple[Addressed, ...]) -> MessagesLine:
    first = group[0]
    tried = [each for each in ledger.all(MessageOrdered) if _is_of(each, first)]
    taken = [each for each in ledger.all(MessageSent) if _is_of(each, first)]
    stages = [each.stage for each in group]
    began = min((each.at for each in tried), default=None)
    last = max((each.at for each in taken), default=None)
    return MessagesLine(
        step=first.step,
        all_clear=first.all_clear,
        by=first.by,
        send=ledger.drill.send,
        messages=len(group),
        sent=stages.count("sent"),
        failed=stages.count("failed") + stages.count("again"),
        no_way=stages.count("no_way"),
        doubt=stages.count("doubt"),
        began=None if began is None else ledger.when(began),
        took_us=None if began is None or last is None else last - began,
        records=ledger.records(*tried[:1], *taken[-1:]),
    )


def _is_of(event: MessageOrdered | MessageSent, first: Addressed) -> bool:
    return (event.step, event.all_clear) == (first.step, first.all_clear)


def _unsent(ledger: Ledger, each: Addressed) -> UnsentLine:
    state = each.state
    last: MessageOrdered | MessageFailed | MessageInDoubt | None = None
    if state is not None:
        last = state.failed or state.doubt or state.order
    name = CHAT if each.person == GROUP else Text(person_name(ledger.drill, each.person))
    return UnsentLine(
        step=each.step,
        all_clear=each.all_clear,
        person=each.person,
        name=name,
        by=each.by,
        stage=each.stage,
        tries=0 if state is None or state.order.way is None else state.order.attempt,
        at=None if last is None else ledger.when(last.at),
        why=None if last is None or isinstance(last, MessageOrdered) else last.why,
        records=() if last is None else ledger.records(last),
    )
