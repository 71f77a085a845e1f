"""What becomes of a notice: facts of the schedule's record, like every other there.

No event holds a number or an address: people are named by the contact's id, a chat by its
webhook's. `at` is an instant in microseconds of UTC.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message
from bcp.messages import MessageWay
from bcp.notices import NoticeKind


@dataclass(frozen=True)
class NoticeIntended:
    """The durable intent to send, written before it is tried, at each `attempt` (from 1).

    `id` and `attempt` together are unique in the record: whoever wrote it sends, and nobody else.
    `about` is a drill's key, a plan's hash or the day of a digest; `to` a contact's or webhook's
    id.
    """

    at: int
    id: str
    kind: NoticeKind
    about: str
    to: str
    by: MessageWay
    attempt: int = 1


@dataclass(frozen=True)
class NoticeSent:
    """It was taken for delivery; `said` are the other side's own words."""

    at: int
    id: str
    said: str


@dataclass(frozen=True)
class NoticeFailed:
    """It did not go out, for certain; another try is not made before the instant `not_before`.

    Without `again` none is made at all.
    """

    at: int
    id: str
    why: Message
    again: bool = False
    not_before: int = 0


@dataclass(frozen=True)
class NoticeInDoubt:
    """Whether it went out is not known; it is never sent again by itself."""

    at: int
    id: str
    why: Message


@dataclass(frozen=True)
class NoticeGivenUp:
    """It was tried often enough, or for too long."""

    at: int
    id: str
    why: Message


@dataclass(frozen=True)
class NoticeOmitted:
    """It was never tried, because it would have come too late to be true, or had no way."""

    at: int
    id: str
    kind: NoticeKind
    about: str
    to: str
    by: MessageWay
    why: Message


NoticeNews = NoticeSent | NoticeFailed | NoticeInDoubt | NoticeGivenUp
NoticeEvent = NoticeIntended | NoticeOmitted | NoticeNews
