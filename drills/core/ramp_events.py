"""How staff were told to connect wave by wave, and what was read: part of `drills.core.events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from drills.core.watch_events import Sample

Limit = Literal[
    "sessions",
    "addresses",
    "login",
    "line",
    "cpu",
    "memory",
    "problems",
    "gateway",
    "test_account",
    "person",
]
"""What ended a ramp: a figure; a question that broke or a log-in that failed; or a person."""


@dataclass(frozen=True)
class WaveReady:
    """All was well, and the time between two waves is over: the next may be told."""

    at: int
    step: str
    wave: int


@dataclass(frozen=True)
class WaveBegan:
    """`by` says that `staff` people in all have now been told to connect. Waves count from 1."""

    at: int
    step: str
    wave: int
    staff: int
    by: str
    note: str = ""


@dataclass(frozen=True)
class WaveAsked:
    """The questions of a ramp went out, for the `round`-th time; wave 0 is before all waves."""

    at: int
    step: str
    wave: int
    round: int


@dataclass(frozen=True)
class WaveRead:
    """What was answered, in the order of the questions."""

    at: int
    step: str
    wave: int
    round: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class WaveLost:
    """Questions were under way when the process ended; they will be asked again."""

    at: int
    step: str
    wave: int
    round: int


@dataclass(frozen=True)
class RampStopped:
    """No more staff are told, and the test sessions are ended.

    `by` is the person who wanted it, or empty where a limit showed.
    """

    at: int
    step: str
    wave: int
    limit: Limit
    why: Message
    by: str = ""


@dataclass(frozen=True)
class SessionOrdered:
    """A test session is to be made: said before it is begun. Sessions count from 1 in a step."""

    at: int
    step: str
    session: int
    account: str


@dataclass(frozen=True)
class SessionBegan:
    """A test account is connected; `took` is how long its log-in took, in microseconds."""

    at: int
    step: str
    session: int
    took: int


@dataclass(frozen=True)
class SessionEnded:
    """A test session is over; `why` is there where it was not we who ended it.

    ``failed``: it never came up (``full``: for want of room). ``lost``: the gateway or its client
    ended it. ``restart``: our own program ended.
    """

    at: int
    step: str
    session: int
    how: Literal["taken_down", "failed", "full", "lost", "restart"] = "taken_down"
    why: Message | None = None


RampEvent = (
    WaveReady
    | WaveBegan
    | WaveAsked
    | WaveRead
    | WaveLost
    | RampStopped
    | SessionOrdered
    | SessionBegan
    | SessionEnded
)
