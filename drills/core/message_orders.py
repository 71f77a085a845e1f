"""What a person decides of messages, as orders: part of `drills.core.orders`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Phrase
from drills.core.message_events import AllClearOrdered, MessageSettled
from drills.core.messages import all_clears, in_doubt, sends
from drills.core.state import Drill

EVERY = ("all", "全員")
NO_DOUBT = Phrase(
    "order.message_no_doubt",
    ja="手順「{step}」に、「{person}」宛ての送信結果の分からないメッセージはありません。",
    en="Of no message of step {step!r} to {person!r} is it unknown whether it went out.",
)
NOTHING_SENT = Phrase(
    "order.all_clear_nothing_sent",
    ja="この訓練では誰にもメッセージを送っていません。",
    en="This drill has sent no message to anybody.",
)
SENDS_NOTHING = Phrase(
    "order.all_clear_sends_nothing",
    ja="この実施ではメッセージを送りません（--send none）。ほかの手段で伝えてください。",
    en="This run sends no messages (--send none). Tell them in another way.",
)
ALREADY_CLEAR = Phrase(
    "order.all_clear_already",
    ja="訓練中止のメッセージは、すでに{by}さんが送らせています。",
    en="{by} has had the message sent already that the drill is off.",
)


@dataclass(frozen=True)
class SettleMessage:
    """Somebody says whether a message in doubt went out; `person` may be ``all``.

    The group's chat is ``-``.
    """

    step: str
    person: str
    verdict: Literal["done", "not_done", "repeat"]
    by: str
    note: str = ""


@dataclass(frozen=True)
class AllClear:
    """Write to all who were written to that the drill is off and the real thing has come."""

    by: str


def settle_message(
    drill: Drill, order: SettleMessage, now: int
) -> tuple[MessageSettled, ...] | Message:
    """Give the events that the order is, or why it is not possible."""
    wanted = "" if order.person == "-" else order.person
    words = (order.verdict, order.by, order.note)
    found = tuple(
        MessageSettled(now, order.step, each.order.person, *words, each.order.all_clear)
        for each in in_doubt(drill)
        if each.order.step == order.step and (wanted in EVERY or wanted == each.order.person)
    )
    return found or NO_DOUBT(step=order.step, person=order.person)


def all_clear(drill: Drill, order: AllClear, now: int) -> tuple[AllClearOrdered, ...] | Message:
    """Give the event that the order is; whoever calls has seen that the real thing has come."""
    if drill.all_clear is not None:
        return ALREADY_CLEAR(by=drill.all_clear.by)
    if not all_clears(drill):
        return NOTHING_SENT()
    return (AllClearOrdered(now, order.by),) if sends(drill) else SENDS_NOTHING()
