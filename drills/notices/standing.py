"""How far each notice is: the fold of its events, the same in every process that reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bcp.durations import HOUR, MINUTE
from bcp.message import Message, Phrase
from bcp.messages import MessageWay
from bcp.notices import NoticeKind
from drills.core.messages import GAPS as GAPS_IN_A_DRILL
from drills.notices.events import (
    NoticeEvent,
    NoticeFailed,
    NoticeGivenUp,
    NoticeInDoubt,
    NoticeIntended,
    NoticeOmitted,
    NoticeSent,
)

# A drill does not wait for hours; the programme of a year does.
GAPS = (*GAPS_IN_A_DRILL, HOUR, 4 * HOUR)
"""After each failed try, so long until the next; after the last one it is given up."""
LONGEST_TRY = 10 * MINUTE
"""No way takes so long to say what became of a try; without an answer by then there is none."""

NoticeStage = Literal["under_way", "again", "sent", "failed", "doubt", "given_up", "omitted"]

NO_WORD = Phrase(
    "notices.no_word",
    ja="送ろうとした後、結果の記録がありません（送信中にこのサービスが止まったためです）。"
    "送られたかどうか分からないので、もう一度は送りません。",
    en="there is no record of what became of it after the try began, because the service was "
    "stopped in the middle. It may have gone out, so it is not sent again.",
)


@dataclass(frozen=True)
class NoticeState:
    """One notice so far. `why` is the last word on what kept it, `said` the other side's."""

    id: str
    kind: NoticeKind
    about: str
    to: str
    by: MessageWay
    stage: NoticeStage
    at: int
    attempt: int = 0
    not_before: int = 0
    said: str = ""
    last: NoticeEvent | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is tried."""
        return self.stage not in ("under_way", "again")

    def is_lost(self, now: int) -> bool:
        """Whether its answer will not come any more, as the one who waited for it is gone."""
        return self.stage == "under_way" and now - self.at > LONGEST_TRY

    @property
    def next_try(self) -> int | None:
        """The instant of the next try; None where there is none, or the answer is to come."""
        if self.stage != "again":
            return None
        return max(self.at + GAPS[self.attempt - 1], self.not_before)


def folded(events: Iterable[NoticeEvent]) -> dict[str, NoticeState]:
    """Every notice of these events, by its id."""
    states: dict[str, NoticeState] = {}
    for each in events:
        with_event(states, each)
    return states


def with_event(states: dict[str, NoticeState], event: NoticeEvent) -> None:
    """Add what an event tells. What became of a notice nobody intended tells nothing."""
    if isinstance(event, NoticeIntended | NoticeOmitted):
        states[event.id] = _begun(states, event)
    elif event.id in states:
        states[event.id] = _told(states[event.id], event)


def _begun(states: Mapping[str, NoticeState], event: NoticeIntended | NoticeOmitted) -> NoticeState:
    is_tried = isinstance(event, NoticeIntended)
    before = states.get(event.id)
    if before is not None and before.is_over:
        return before
    return NoticeState(
        id=event.id,
        kind=event.kind,
        about=event.about,
        to=event.to,
        by=event.by,
        stage="under_way" if is_tried else "omitted",
        at=event.at,
        attempt=event.attempt if isinstance(event, NoticeIntended) else 0,
        last=event,
    )


def _told(state: NoticeState, event: NoticeEvent) -> NoticeState:
    at = replace(state, at=event.at, last=event)
    match event:
        case NoticeSent():
            return replace(at, stage="sent", said=event.said)
        # A late "sent" outweighs everything; nothing outweighs it.
        case _ if state.stage == "sent":
            return state
        case NoticeFailed():
            again = event.again and state.attempt <= len(GAPS)
            stage: NoticeStage = "again" if again else "failed"
            return replace(at, stage=stage, not_before=event.not_before)
        case NoticeInDoubt():
            return replace(at, stage="doubt")
        case NoticeGivenUp():
            return replace(at, stage="given_up")
        case _:
            return state


def why_of(state: NoticeState) -> Message | None:
    """The last word on what kept it, or None where nothing did."""
    why: Message | None = getattr(state.last, "why", None)
    return why
