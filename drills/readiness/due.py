"""One thing that must be done by a day, so that the plan holds when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bcp.message import Message, Text

DueKind = Literal[
    "battery",
    "certificate",
    "contacts",
    "contract",
    "countermeasure",
    "drill",
    "inspection",
    "item",
    "lease",
    "permission",
    "radio_end",
    "restore",
    "support",
    "test_run",
    "voice_test",
]


@dataclass(frozen=True)
class DrillTime:
    """A time of a planned drill: its next one, or one that was `missed`. `id` is the plan's.

    `key` is that of this one time in the schedule's record; `settings` is what the drill gives to
    the scenario.
    """

    id: str
    scenario: str | None
    name: Text
    day: date
    responsible: str | None = None
    missed: bool = False
    key: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DueLine:
    """What is due, until when, and whose it is.

    `id` is that of the thing in the plan and `name` what people call it. `owner` is a role, a
    section or a company in words, never a person; empty where the plan does not tell. `notice` is
    how many days before `day` it is worth telling, `tolerated` how many days after it nobody is
    alarmed. `what` says it in a sentence without the day, `do` what to do about it.
    """

    kind: DueKind
    id: str
    name: Text
    day: date
    days_left: int
    what: Message
    do: Message
    owner: Text = Text()
    notice: int = 30
    tolerated: int = 0

    @property
    def key(self) -> str:
        """The same for the same thing on every day, whatever its date becomes."""
        return f"{self.kind}:{self.id}"

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days_left < 0

    @property
    def presses(self) -> bool:
        """Whether it is late beyond what is tolerated: then the plan is not ready."""
        return self.days_left < -self.tolerated

    @property
    def is_soon(self) -> bool:
        """Whether its day comes within its notice."""
        return 0 <= self.days_left <= self.notice
