"""How a run ends: part of `drills.core.events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message

Finish = Literal["completed", "time_limit", "aborted", "stop_condition", "real_event"]


@dataclass(frozen=True)
class ClosingBegan:
    """No step begins any more; what was done is taken back, then the drill ends.

    `by` is the person who ordered it, or empty where a rule did. `undo` False leaves what was done
    as it is, deliberately.
    """

    at: int
    finish: Finish
    by: str = ""
    reason: Message | None = None
    undo: bool = True


@dataclass(frozen=True)
class RealEventCame:
    """The real thing came while the drill was closing: it ends as that, and its undo goes on."""

    at: int
    by: str
    reason: Message


@dataclass(frozen=True)
class LookBegan:
    """All steps and undos are over, and these systems are still awaited, at most until `until`."""

    at: int
    systems: tuple[str, ...]
    until: int


@dataclass(frozen=True)
class LookEnded:
    """A person did not want to wait for them any longer."""

    at: int
    by: str


@dataclass(frozen=True)
class DrillEnded:
    """The run is over; nothing follows."""

    at: int
    finish: Finish
