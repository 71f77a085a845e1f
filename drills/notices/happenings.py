"""What notices are made of: values that whoever runs the programme has at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Text

Happened = Literal["started", "missed", "omitted", "asked", "ended", "refused"]


@dataclass(frozen=True)
class DrillResult:
    """What a drill came to, without a person in it.

    `overall` and `grade` are the report's; `met` of `targets` were met; `worst` is the target
    that was missed most, in words. `lost` and `back` are the ids of what was well in the last drill
    of the same scenario and is not now, and the reverse; `compared` says that there was one.
    """

    run_id: str
    overall: str | None = None
    grade: str | None = None
    met: int = 0
    targets: int = 0
    worst: Message | None = None
    good: bool = True
    compared: bool = False
    lost: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Happening:
    """Something of the programme that people hear of once.

    `at` is its instant (microseconds of UTC); `about` the key of the due drill, or the hash of the
    plan that was refused; `drill` the id of the planned drill, empty for a plan. `due` is when it
    was due, where it differs.
    """

    kind: Happened
    at: int
    about: str
    drill: str = ""
    why: Message | None = None
    result: DrillResult | None = None
    mode: str = ""
    run_id: str = ""
    due: int | None = None
    title: Text = Text()
