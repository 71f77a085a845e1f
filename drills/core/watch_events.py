"""What happened to the watched checks; see `drills.core.events` for what `at` is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from scenarios.reading import Reading


@dataclass(frozen=True)
class Sample:
    """One ask of a watched check: when it was sent, when its answer or its deadline came.

    `control` is what the control target said meanwhile, where there was silence that was wanted.
    """

    sent: int
    received: int
    outcome: Literal["held", "broken", "unknown"]
    reading: Reading
    why: tuple[Message, ...] = ()
    control: Reading | None = None


@dataclass(frozen=True)
class CheckTally:
    """What a watched check saw in one window, and the send times that bound an edge.

    `last_held` and `last_broken` are the latest send times so far, not only of this window, so
    that a crash widens a bracket by one window at most. `run_since` is the send time of the first
    good answer since the last bad one, and `run` how many good answers there were since.
    """

    check: str
    held: int
    broken: int
    unknown: int
    late: int
    last_held: int | None
    last_broken: int | None
    run_since: int | None
    run: int


@dataclass(frozen=True)
class CheckLost:
    """A watched check went from good to bad: the loss lies between these two.

    `last_good` None: it was bad from the first answer on, so its loss lies before the watch.
    """

    at: int
    check: str
    last_good: Sample | None
    first_bad: Sample


@dataclass(frozen=True)
class CheckReturned:
    """A watched check came back and stayed: the return lies between these two."""

    at: int
    check: str
    last_bad: Sample
    first_good: Sample


@dataclass(frozen=True)
class CheckFlapped:
    """A watched check was good for a moment, but not long enough to count as back.

    A return lies between `last_bad` and `first_good`, a new loss between `last_good` and
    `first_bad`.
    """

    at: int
    check: str
    last_bad: Sample
    first_good: Sample
    last_good: Sample
    first_bad: Sample
    good_answers: int


@dataclass(frozen=True)
class UnknownBegan:
    """A watched check could not be asked any more."""

    at: int
    check: str
    sample: Sample


@dataclass(frozen=True)
class UnknownEnded:
    """A watched check can be asked again."""

    at: int
    check: str
    since: int


@dataclass(frozen=True)
class Watched:
    """One window of the whole watch, `since` to `at`: what was asked and what came back."""

    at: int
    since: int
    tallies: tuple[CheckTally, ...]


@dataclass(frozen=True)
class CheckSetAside:
    """A named person takes a watched check out of the judgement, with a reason.

    From then on the system's state is what `by` says it is, and its source is 目視.
    """

    at: int
    check: str
    by: str
    reason: str
    second: str | None = None
