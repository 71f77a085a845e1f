"""A ramp: staff are told to connect wave by wave, until all are in or a limit shows."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.asking import ProbeCall
from bcp.durations import MINUTE, Span
from bcp.message import Text

DEFAULT_COUNT = 5
MOST_COUNT = 20
"""No more test sessions than these, whatever is written: a load test can take an office down."""


@dataclass(frozen=True)
class Limits:
    """Where a ramp stops by itself; what is not given, the plan's `gate_targets` give.

    `sessions_percent` and `addresses_percent` are of what the gateway can take, `cpu_percent` and
    `memory_percent` its own. `login` is how long a log-in may take, `mbps` the least for one user.
    `problems_percent` is of those who checked in.
    """

    sessions_percent: float | None = None
    addresses_percent: float | None = None
    login: Span | None = None
    mbps: float | None = None
    cpu_percent: float | None = None
    memory_percent: float | None = None
    problems_percent: float | None = None


@dataclass(frozen=True)
class Synthetic:
    """Sessions of test accounts besides the staff's own, `count` in all, more with each wave.

    `account` are ids among the gateway's `test_accounts`.
    """

    account: tuple[str, ...]
    count: int = DEFAULT_COUNT


@dataclass(frozen=True)
class Ramp:
    """Staff connect to `gateway` in `waves`, each how many are told in all by then.

    No wave is told sooner than `every` after the one before it. Once every `look` the questions
    `read` are asked; without them, those of the gateway's gates auth, capacity and line.
    `checkin` is the step where staff check in, `text` what they are told.
    """

    gateway: str
    waves: tuple[int, ...]
    every: Span = Span(5 * MINUTE)
    checkin: str | None = None
    text: Text = Text()
    look: Span = Span(MINUTE)
    read: tuple[ProbeCall, ...] = ()
    stop: Limits = Limits()
    synthetic: Synthetic | None = None
