"""What lies ahead, as the screens see it: the programme's next dates, and how ready the plan is.

Frozen values and one protocol; `tui.outlook` makes them of plan, records and the schedule's record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from bcp.message import Message, Text

DateState = Literal["due", "omitted", "asked", "running", "missed"]
"""``due`` is still to come; ``asked`` was due and waits for a person's answer."""
Sure = Literal["good", "bad", "unknown", "calm"]


@dataclass(frozen=True)
class DateCard:
    """One date of one planned drill. `days` counts from today, `how` says how it begins.

    `rule` is by which rule it is due, `why` why it was moved, left out or is asked about.
    `type_this` is the command line that begins or answers it.
    """

    key: str
    drill: str
    name: Text
    at: datetime
    days: int
    state: DateState
    how: Message
    who: Text = Text()
    rule: Message | None = None
    why: Message | None = None
    type_this: str = ""


@dataclass(frozen=True)
class Programme:
    """The next dates, those that wait for an answer first. `service` tells whether it runs."""

    dates: tuple[DateCard, ...] = ()
    service: Message | None = None
    is_served: bool = False


@dataclass(frozen=True)
class ReadyCard:
    """How one thing stands: `state` in words, and why; `do` is what to do next."""

    name: Text
    state: Message
    sure: Sure
    about: Message | None = None
    days: int | None = None
    why: tuple[Message, ...] = ()
    do: Message | None = None
    type_this: str = ""


@dataclass(frozen=True)
class DueCard:
    """Something that is due by a day."""

    name: Text
    day: date
    days_left: int
    what: Message
    do: Message
    owner: Text = Text()


@dataclass(frozen=True)
class Answer:
    """Would the plan work today: the sentence, groups of lines under headings, what is due."""

    sentence: Message
    sure: Sure
    groups: tuple[tuple[Message, tuple[ReadyCard, ...]], ...] = ()
    due: tuple[DueCard, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Ahead:
    """What the home says of it in a few lines; None and empty where the plan says nothing."""

    next: DateCard | None = None
    asked: tuple[DateCard, ...] = ()
    ready: Message | None = None
    sure: Sure = "calm"
    overdue: int = 0
    service: Message | None = None
    is_served: bool = False


class Outlook(Protocol):
    """Reads the plan and the records. All of it blocks: call it in a worker thread.

    Every method may raise `drills.errors.Spoken` or `bcp.refused.Refused`.
    """

    def ahead(self) -> Ahead | None:
        """What the home says; None where there is no plan here, or it cannot be read."""
        ...

    def programme(self) -> Programme:
        """The dates of the coming months."""
        ...

    def readiness(self) -> Answer:
        """Would the plan work today."""
        ...
