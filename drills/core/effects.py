"""What the core asks of the world: imperative, and carried out only when its cause is durable."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.people import Correction
from bcp.test_accounts import DrillAccount
from drills.core.message_events import MessageOrdered


@dataclass(frozen=True)
class Ask:
    """Put a step's question once; answer with `ProbeAnswered`."""

    step: str
    attempt: int
    call: ProbeCall


@dataclass(frozen=True)
class Do:
    """Run a command of the plan on a server; answer with `ActionEnded` or `ActionInDoubt`."""

    action: int
    server: str
    command: str
    stdin: str | None


@dataclass(frozen=True)
class Put:
    """A question to people is open: for whoever answers on their behalf without a screen."""

    step: str


@dataclass(frozen=True)
class Correct:
    """Write a corrected number into the plan's own file; answer with `NumberWritten`."""

    correction: Correction


@dataclass(frozen=True)
class OpenPage:
    """Let staff check in on the page of a step; answer with `CheckInOpened`."""

    step: str


@dataclass(frozen=True)
class ClosePage:
    """Take no more answers on the page of a step; answer with `CheckInClosed`."""

    step: str


@dataclass(frozen=True)
class FindMissing:
    """Find the contacts of those who are missing from other steps; answer with `MissingFound`."""

    step: str


@dataclass(frozen=True)
class Close:
    """Nothing follows any more: stop the watch and close the journal."""


@dataclass(frozen=True)
class Deliver:
    """Send a message; answer with `MessageSent`, `MessageFailed` or `MessageInDoubt`."""

    order: MessageOrdered


@dataclass(frozen=True)
class Measure:
    """Put all questions of a ramp once; answer with `WaveRead`."""

    step: str
    wave: int
    round: int
    calls: tuple[ProbeCall, ...]


@dataclass(frozen=True)
class Connect:
    """Make a test session; answer with `SessionBegan` or `SessionEnded`."""

    step: str
    session: int
    account: DrillAccount


@dataclass(frozen=True)
class Disconnect:
    """End all test sessions of a step; answer with `SessionEnded` for each."""

    step: str


Effect = (
    Ask
    | Do
    | Put
    | Correct
    | Deliver
    | OpenPage
    | ClosePage
    | FindMissing
    | Measure
    | Connect
    | Disconnect
    | Close
)
