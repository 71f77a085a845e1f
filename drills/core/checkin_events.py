"""Who is expected to check in, and who did: part of `drills.core.events`.

A person stands here by an id alone: a keyed digest of the number of the personnel section, whose
key lies beside the record and never in it. So a record tells how many and where, and not who.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from drills.core.evidence import Source

Through = Literal["tunnel", "direct", "unknown", "elsewhere"]
"""They came through the tunnel; round it; a proxy hides which; or no page was asked at all."""
TaskResult = Literal["done", "failed", "not_tried"]
Problem = Literal["", "no_connection", "no_login", "slow", "no_system", "device", "other"]
"""What hinders them: the line, the log-in, its speed, a system, their device, or another thing."""
Safe = Literal["", "safe", "injured", "need_help"]


@dataclass(frozen=True)
class Expected:
    """A member of staff: the id in this drill's records, and where they work."""

    id: str
    department: str


@dataclass(frozen=True)
class PeopleExpected:
    """Whom a step expects, as the list of staff had them when the drill began.

    In each department they stand in the order of their ids, and not in that of the list.
    `source_hash` is of that file: the HMAC-SHA256, with the drill's key, of its SHA-256. Only who
    has the key can tell by it which list it was. It is empty where people are left out.
    """

    at: int
    step: str
    people: tuple[Expected, ...]
    source_hash: str


@dataclass(frozen=True)
class CheckedIn:
    """A member of staff told how it is; what the same one tells later takes its place.

    `through` and `gateway` (an id of the plan's telework) say by which way they came, `method` how
    they say that they work. `tasks` stand in the step's order. Round trip and rates were measured
    between their device and the page; None where they were not. `by` is who wrote it down, empty
    where the person did. `source` tells the page (``measured``), a colleague (``observed``) and a
    file of another tool (``attested``) apart; only of the last is the answer's own time, between
    `low` and `high`, another than `at`.
    """

    at: int
    step: str
    person: str
    through: Through = "unknown"
    gateway: str = ""
    method: str = ""
    tasks: tuple[TaskResult, ...] = ()
    problem: Problem = ""
    safety: Safe = ""
    rtt_us: int | None = None
    down_bps: int | None = None
    up_bps: int | None = None
    source: Source = "measured"
    by: str = ""
    low: int | None = None
    high: int | None = None

    @property
    def since(self) -> int:
        """The first instant at which they can have said it."""
        return self.at if self.low is None else self.low

    @property
    def when(self) -> int:
        """The last instant at which they can have said it: what counts."""
        return self.at if self.high is None else self.high


@dataclass(frozen=True)
class CheckInOpened:
    """The page of a step answers at `url`; where it could not be opened, `why` says so."""

    at: int
    step: str
    url: str
    why: Message | None = None


@dataclass(frozen=True)
class CheckInClosed:
    """The page of a step takes no more answers."""

    at: int
    step: str


@dataclass(frozen=True)
class MissingFound:
    """Whom a step calls because they had not checked in, frozen at that moment.

    `contacts` are the plan's contacts of those, `without` the ids of those who have none.
    """

    at: int
    step: str
    contacts: tuple[str, ...]
    without: tuple[str, ...]
