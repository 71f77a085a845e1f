"""How far one message is: part of `drills.core.state`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from drills.core.message_events import (
    MessageFailed,
    MessageInDoubt,
    MessageOrdered,
    MessageSent,
    MessageSettled,
)

MessageKey = tuple[str, str, bool]
"""Step, person, and whether it is the all-clear."""
MessageNews = MessageSent | MessageFailed | MessageInDoubt | MessageSettled


@dataclass(frozen=True)
class MessageState:
    """One message's way so far, in its last try.

    `maybe` says that an earlier try may have gone out, and was not said to be without effect.
    """

    order: MessageOrdered
    sent: MessageSent | None = None
    failed: MessageFailed | None = None
    doubt: MessageInDoubt | None = None
    settled: MessageSettled | None = None
    maybe: bool = False

    @property
    def stage(self) -> Literal["unsent", "under_way", "sent", "failed", "no_way", "doubt"]:
        """Where it stands; ``unsent`` where somebody wants it sent once more."""
        if self.order.way is None:
            return "no_way"
        if self.sent is not None:
            return "sent"
        if self.settled is not None:
            return _SETTLED[self.settled.verdict]
        if self.failed is not None:
            return "failed"
        return "under_way" if self.doubt is None else "doubt"

    @property
    def under_way(self) -> bool:
        """Whether the answer is still to come."""
        return self.stage == "under_way"

    @property
    def may_have_gone(self) -> bool:
        """Whether the person may have it."""
        return self.maybe or self.stage in ("sent", "doubt", "under_way")


_SETTLED: Mapping[str, Literal["sent", "failed", "unsent"]] = {
    "done": "sent",
    "not_done": "failed",
    "repeat": "unsent",
}


def key_of(event: MessageOrdered | MessageNews) -> MessageKey:
    """Of which message an event tells."""
    return event.step, event.person, event.all_clear


def ordered_again(before: MessageState | None, order: MessageOrdered) -> MessageState:
    """The state of a new try."""
    return MessageState(order, maybe=before is not None and before.may_have_gone)


def with_news(state: MessageState, event: MessageNews) -> MessageState:
    """The state after what became of it."""
    match event:
        case MessageSent():
            return replace(state, sent=event)
        case MessageFailed():
            return replace(state, failed=event)
        case MessageInDoubt():
            return replace(state, doubt=event)
        case MessageSettled():
            return replace(state, settled=event)
