"""What the page needs of the drill, and nothing more: no list of people can be asked for here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from bcp.message import Message, Text
from drills.core.checkin_events import Problem, Safe, TaskResult
from drills.runtime.checkin.tunnel import Origin

Stand = Literal["before", "open", "over", "aborted", "real"]
"""Not yet; now; no more; the drill was broken off; it has become a real event."""


@dataclass(frozen=True)
class Way:
    """A way to work that a person can name: of the plan's telework, or ``office`` or ``other``."""

    id: str
    name: Text


@dataclass(frozen=True)
class Asked:
    """What one step asks of everybody alike."""

    step: str
    text: Text
    tasks: tuple[Text, ...]
    safety: bool
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Given:
    """What somebody answered. Figures of the line are None where nothing was measured."""

    method: str = ""
    tasks: tuple[TaskResult, ...] = ()
    problem: Problem = ""
    safety: Safe = ""
    rtt_us: int | None = None
    down_bps: int | None = None
    up_bps: int | None = None


class Desk(Protocol):
    """The drill, as the page may see it."""

    @property
    def town(self) -> str:
        """Whose drill it is."""
        ...

    def stand(self) -> Stand:
        """Whether anything is asked now."""
        ...

    def person(self, code: str) -> str | None:
        """Whose code it is, as the id in the record; None for a code of nobody."""
        ...

    def asked_of(self, person: str) -> Asked | None:
        """What is asked of that person now, or None."""
        ...

    def has_answered(self, person: str, step: str) -> bool:
        """Whether that person's answer is there."""
        ...

    async def answer(
        self, person: str, asked: Asked, given: Given, origin: Origin
    ) -> Message | None:
        """Back once the answer would survive a power cut; the words why it was not taken."""
        ...
