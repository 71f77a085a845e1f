"""What people did in a drill, and what that broke: part of `drills.core.events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Text
from drills.core.signed import Signature
from drills.core.told_events import Sighting

Answer = Literal["done", "partly", "failed", "skipped", "could_not_reach"]


@dataclass(frozen=True)
class Answered:
    """A person answered a step's question."""

    at: int
    step: str
    answer: Answer
    by: str
    note: str = ""
    stumble: str = ""
    sighting: Sighting | None = None


@dataclass(frozen=True)
class Approved:
    """A role, or a person who was named, approved a step's action, or refused it.

    `role` is the role's id, or that person's name. `signed` where it was done before the drill.
    """

    at: int
    step: str
    role: str
    by: str
    granted: bool
    note: str = ""
    signed: Signature | None = None


@dataclass(frozen=True)
class Paused:
    """The drill was paused: nothing falls due until it goes on."""

    at: int
    by: str
    reason: str = ""


@dataclass(frozen=True)
class Continued:
    """The drill went on; everything planned shifts by exactly the pause."""

    at: int
    by: str


@dataclass(frozen=True)
class StepHeld:
    """The controller keeps a step from becoming due."""

    at: int
    step: str
    by: str


@dataclass(frozen=True)
class StepReleased:
    """The controller lets a held step go its way, or `now` makes any waiting step due at once."""

    at: int
    step: str
    by: str
    now: bool = False


@dataclass(frozen=True)
class InjectGiven:
    """The controller gave a situation that no step holds."""

    at: int
    to: str
    text: Text
    by: str


@dataclass(frozen=True)
class Amended:
    """A person corrected an earlier record; the original stays, this stands beside it.

    `seq` is the number of the corrected record in the journal.
    """

    at: int
    seq: int
    field: str
    value: str
    by: str
    reason: str


@dataclass(frozen=True)
class Deviated:
    """A rule of order was broken (逸脱)."""

    at: int
    step: str
    before: str
