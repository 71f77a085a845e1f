"""What crosses between an engine and a screen: lines of JSON, never live objects.

So the engine may be a thread of this process or a process of its own, and neither side can hold
on to, or change, anything of the other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bcp.message import Message
from drills.core.audit_events import NOWHERE, Terminal
from drills.core.events import Event
from drills.core.orders import Order
from drills.errors import Defect
from drills.journal.codec import decode, encode
from drills.journal.shapes import Misfit, shape_of


@dataclass(frozen=True)
class Recorded:
    """An event that is durable, encoded as in the journal."""

    kind: str
    v: int
    body: str


@dataclass(frozen=True)
class Beaten:
    """The engine lives, and its drill's clock shows `now`, in microseconds."""

    now: int


@dataclass(frozen=True)
class Replied:
    """What became of the order `number`: the words why not, or None."""

    number: int
    refusal: Message | None


@dataclass(frozen=True)
class Over:
    """The engine has ended; `why` where it could not go on."""

    why: Message | None


@dataclass(frozen=True)
class Ordered:
    """The only thing a screen says: please take this order, given at this terminal."""

    number: int
    order: Order
    terminal: Terminal = NOWHERE


Said = Recorded | Beaten | Replied | Over


def recorded(events: Sequence[Event]) -> list[str]:
    """The lines that tell of events."""
    return [written(Recorded(*encode(each))) for each in events]


def event_of(said: Recorded) -> Event:
    """The event. Raises `JournalBroken` where it is not exactly as it must be."""
    return decode(said.kind, said.v, said.body)


def written(said: Said) -> str:
    """One line of the engine's."""
    return json.dumps(shape_of(Said).write(said), ensure_ascii=False)


def heard(line: str) -> Said:
    """Read one line of the engine's. Raises `Defect` where it is none."""
    said: Said = _read(Said, line)
    return said


def ordered(number: int, order: Order, terminal: Terminal = NOWHERE) -> str:
    """One line of a screen's."""
    wanted = Ordered(number, order, terminal)
    return json.dumps(shape_of(Ordered).write(wanted), ensure_ascii=False)


def order_in(line: str) -> Ordered:
    """Read one line of a screen's. Raises `Defect` where it is none."""
    wanted: Ordered = _read(Ordered, line)
    return wanted


def _read(shape: Any, line: str) -> Any:
    try:
        return shape_of(shape).read(json.loads(line))
    except (ValueError, Misfit) as trouble:
        raise Defect("a line between engine and screen is not one of ours") from trouble
