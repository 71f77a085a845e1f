"""What the service did and left out, as its record keeps it.

`at` is when it was noted, `due` when a drill was due: microseconds since 1970 in UTC. `key` names
one start of one planned drill; see `bcp.programme`. `service` names one process of the service,
`host` the machine it runs on, `run` the folder of a drill's record. `turn` counts how often one
start was settled, from 1: again where a person said so, where whoever had claimed it died before
the drill began, or where it was left out, missed or asked by a clock that was ahead.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from drills.core.events import Finish
from drills.notices.events import NoticeEvent, NoticeIntended, NoticeOmitted
from scenarios.model import Mode

Answer = Literal["run", "skip", "held"]
"""``held``: a person held it by hand, so nothing is left to start."""
Policy = Literal["skip", "late", "ask"]
Leaving = Literal["stopped", "at_once", "trouble"]


@dataclass(frozen=True)
class ServiceBegan:
    """A process of the service began its work."""

    at: int
    service: str
    host: str
    pid: int
    tool: str
    zone: str


@dataclass(frozen=True)
class ServiceEnded:
    """A process left its work in order; one that was killed leaves no such word."""

    at: int
    service: str
    why: Leaving


@dataclass(frozen=True)
class InForce:
    """A planned drill whose rules are followed; `rules` stands for everything that decides when."""

    drill: str
    rules: str


@dataclass(frozen=True)
class PlanRead:
    """The plan was read, and is followed from now on; `hash` stands for its files."""

    at: int
    service: str
    hash: str
    drills: tuple[InForce, ...]


@dataclass(frozen=True)
class PlanRefused:
    """The plan's files were changed and have mistakes: the last good one stays in force."""

    at: int
    service: str
    hash: str
    why: tuple[Message, ...]


@dataclass(frozen=True)
class DrillClaimed:
    """A process alone may start it.

    The name of the run is the same in each turn, and a run's folder is made only once.
    """

    at: int
    key: str
    drill: str
    due: int
    service: str
    run: str
    turn: int = 1


@dataclass(frozen=True)
class TakenElsewhere:
    """Another host that shares the claims has it."""

    at: int
    key: str
    drill: str
    due: int
    host: str
    turn: int = 1


@dataclass(frozen=True)
class DrillBegan:
    """The drill's own process was started; `pid` is its number on this host, 0 where not known.

    `thing` is the one of the plan's list whose turn it was (`bcp.upkeep.Turn`). `limit` is how long
    it may take, in microseconds, until it is ended; None where nobody knew.
    """

    at: int
    key: str
    drill: str
    run: str
    mode: Mode
    pid: int
    thing: str | None = None
    limit: int | None = None


@dataclass(frozen=True)
class DrillEnded:
    """The drill's process is gone. `why` says what kept it from beginning, or what ended it.

    `exit_code` is that of ``docs/exit-codes.md``. `overall` and `finish` are what the drill's
    journal says, None where it holds no drill or no end.
    """

    at: int
    key: str
    run: str
    exit_code: int | None
    overall: str | None
    finish: Finish | None
    why: tuple[Message, ...] = ()


@dataclass(frozen=True)
class DrillOmitted:
    """It was due and was left out, for a reason."""

    at: int
    key: str
    drill: str
    due: int
    why: Message
    turn: int = 1


@dataclass(frozen=True)
class DrillMissed:
    """It was due while nobody was there to start it, and by its policy it is not made up for."""

    at: int
    key: str
    drill: str
    due: int
    policy: Policy
    why: Message | None = None
    turn: int = 1


@dataclass(frozen=True)
class DrillAsked:
    """It was due, and a person decides: it was missed, or it is never started unattended."""

    at: int
    key: str
    drill: str
    due: int
    why: Message
    turn: int = 1


@dataclass(frozen=True)
class AskAnswered:
    """A person decided. `run` is the record of the drill that was held by hand, where there is one.

    `when` is when it was held, otherwise when it was answered. `turn` counts the claims before:
    where the service died once more, a person is asked once more.
    """

    at: int
    key: str
    by: str
    what: Answer
    when: int
    run: str | None = None
    turn: int = 1


@dataclass(frozen=True)
class ClaimLost:
    """Whoever claimed it died before the drill began; `policy` says what becomes of it."""

    at: int
    key: str
    run: str
    turn: int
    policy: Policy


@dataclass(frozen=True)
class ClockStepped:
    """The clock was set by so many microseconds, or the machine slept."""

    at: int
    service: str
    by: int


@dataclass(frozen=True)
class ZoneChanged:
    """The machine's time zone is another; the plan's own decides when drills are due."""

    at: int
    service: str
    before: str
    after: str


@dataclass(frozen=True)
class ServiceTroubled:
    """Something went wrong in the service that must not end it."""

    at: int
    service: str
    what: Message


ScheduleEvent = (
    ServiceBegan
    | ServiceEnded
    | PlanRead
    | PlanRefused
    | DrillClaimed
    | TakenElsewhere
    | DrillBegan
    | DrillEnded
    | DrillOmitted
    | DrillMissed
    | DrillAsked
    | AskAnswered
    | ClaimLost
    | ClockStepped
    | ZoneChanged
    | ServiceTroubled
    | NoticeEvent
)
Settling = DrillClaimed | DrillOmitted | DrillMissed | DrillAsked
"""What settles a start that was due: each takes its claim, whatever is decided."""

KINDS = {each.__name__: each for each in typing.get_args(ScheduleEvent)}


_ONCE: Mapping[type, tuple[str, str]] = {
    DrillBegan: ("began", "run"),
    DrillEnded: ("ended", "run"),
}
_BY_TURN = {ClaimLost: "lost", AskAnswered: "answer"}


def only_once(event: ScheduleEvent) -> str | None:
    """What may stand in the record a single time, however many processes try; None: no limit."""
    if isinstance(event, Settling | TakenElsewhere | ClaimLost | AskAnswered):
        word = _BY_TURN.get(type(event), "due")
        return f"{word} {event.key}" + (f" {event.turn}" if event.turn > 1 else "")
    if isinstance(event, NoticeIntended | NoticeOmitted):
        return f"notice {event.id} {getattr(event, 'attempt', 1)}"
    word, name = _ONCE.get(type(event), ("", ""))
    return f"{word} {getattr(event, name)}" if word else None
