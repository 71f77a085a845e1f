"""How a plan says who hears of its drills between them: what, by which way, and when.

A notice is no message of a drill: it tells people of the programme, before a drill, at its start,
of what became of it, and of what is overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.messages import MessageWay

NoticeKind = Literal[
    "before", "started", "missed", "asked", "result", "failed", "overdue", "refused"
]
"""What a notice is about: a drill that is near, that began, that was not held, that waits for a
person's word, its result, a result that was not good, what is overdue, a plan with mistakes."""
USUAL_KINDS: tuple[NoticeKind, ...] = ("before", "missed", "asked", "result", "overdue", "refused")
NoticeLanguage = Literal["ja", "en", "both"]
USUAL_NIGHT = ("21:00-07:00",)
USUAL_DIGEST = "mon 09:00"


@dataclass(frozen=True)
class NoticeRule:
    """Who gets which notices, and how.

    `to` are roles, contacts and vendors by their ids, or words for many; by a `webhook`, which is
    one of ``messages.webhooks``, it is a group's chat. `drills` are the planned drills that it is
    about, all where it is empty. In `quiet_hours` nothing goes out but the kinds that are
    `urgent`. `digest` is the weekday and the time at which what is overdue is told, in one notice.
    """

    id: str
    to: tuple[str, ...] = ()
    by: MessageWay = "mail"
    webhook: str | None = None
    kinds: tuple[NoticeKind, ...] = USUAL_KINDS
    drills: tuple[str, ...] = ()
    language: NoticeLanguage = "both"
    quiet_hours: tuple[str, ...] = USUAL_NIGHT
    urgent: tuple[NoticeKind, ...] = ()
    digest: str = USUAL_DIGEST
