"""Messages that go out to people, and what became of them: part of `drills.core.events`.

A message is known by its `step`, the `person` (a contact's id, empty for a group's chat) and
whether it is the all-clear after the real event. No event holds a number or an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from bcp.messages import MessageWay, Send


@dataclass(frozen=True)
class SendChosen:
    """Whoever took the run up chose anew whether messages are sent."""

    at: int
    send: Send
    by: str


@dataclass(frozen=True)
class MessageOrdered:
    """The durable intent to send: written before it is tried, at each `attempt` (from 1).

    `way` counts the contact's methods from 0. None: the plan has no way to that person, so nothing
    is tried.
    """

    at: int
    step: str
    person: str
    by: MessageWay
    way: int | None
    attempt: int = 1
    all_clear: bool = False


@dataclass(frozen=True)
class MessageSent:
    """It was taken for delivery; `said` are the other side's own words."""

    at: int
    step: str
    person: str
    said: str
    all_clear: bool = False


@dataclass(frozen=True)
class MessageFailed:
    """It did not go out, for certain; `again` where trying once more may help."""

    at: int
    step: str
    person: str
    why: Message
    again: bool = False
    all_clear: bool = False


@dataclass(frozen=True)
class MessageInDoubt:
    """Whether it went out is not known; it is not sent again unless a person says so."""

    at: int
    step: str
    person: str
    why: Message
    all_clear: bool = False


@dataclass(frozen=True)
class MessageSettled:
    """A person says what became of a message in doubt, or wants it sent once more."""

    at: int
    step: str
    person: str
    verdict: Literal["done", "not_done", "repeat"]
    by: str
    note: str = ""
    all_clear: bool = False


@dataclass(frozen=True)
class AllClearOrdered:
    """Whoever was written to in this drill is to be written to that the real thing has come."""

    at: int
    by: str
