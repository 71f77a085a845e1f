"""Would the plan work today: the values that say so. Nothing in here is asked or measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bcp.message import Message, Text
from drills.readiness.due import DueLine

State = Literal["verified", "needs_verification", "failing", "never_tried"]
"""``verified``: a drill measured it and met what was promised, and nothing that matters changed
since. ``needs_verification``: that was so once. ``failing``: the newest that was measured of it
missed its target or found it down. ``never_tried``: nothing real was ever measured of it."""

About = Literal["system", "telework", "gate", "scenario", "business"]

Held = Literal["yes", "no", "not_known", "none"]
"""``not_known``: nobody measured or looked; ``none``: the plan promises nothing of that kind."""


@dataclass(frozen=True)
class Aspects:
    """The five things that make a system's state.

    `rto` and `rpo`: met by the newest figures. `unchanged`: nothing that they rest on changed.
    `fresh`: they are no older than they may be. `up`: what last looked found it working.
    """

    rto: Held
    rpo: Held
    unchanged: Held
    fresh: Held
    up: Held


WORST_FIRST: tuple[State, ...] = ("failing", "never_tried", "needs_verification", "verified")


@dataclass(frozen=True)
class ReadyLine:
    """How one thing stands today.

    `importance` is the plan's word. `run` is the record that the state rests on, `on` its day and
    `days` how long ago that is; empty and None where there is none. `why` are the reasons, the
    weightiest first; `do` what to do next, `type_this` the command line for it. `parts` are what
    the line is made of: the gates of a way of telework, the systems of a business. `measured` is
    whether there is any figure at all that was met; `aspects` are those of a system.
    """

    about: About
    id: str
    name: Text
    state: State
    importance: str = ""
    run: str = ""
    on: date | None = None
    days: int | None = None
    why: tuple[Message, ...] = ()
    do: Message | None = None
    type_this: str = ""
    parts: tuple[ReadyLine, ...] = ()
    measured: bool = False
    aspects: Aspects | None = None

    @property
    def matters(self) -> bool:
        """Whether the answer depends on it: a critical or important system."""
        return self.importance in ("critical", "important")


@dataclass(frozen=True)
class First:
    """What to do before anything else: about what, what to do, and the line to type, if any."""

    name: Text
    do: Message
    type_this: str = ""


@dataclass(frozen=True)
class Readiness:
    """The whole answer. Lines are in order: the worst first, among equals the important first.

    `due` are all lines of `what_is_due`; `not_counted` is why records here were not looked at.
    `first` is what to do first, None where nothing is to be done.
    """

    organisation: str
    today: date
    systems: tuple[ReadyLine, ...]
    scenarios: tuple[ReadyLine, ...]
    businesses: tuple[ReadyLine, ...]
    telework: tuple[ReadyLine, ...]
    due: tuple[DueLine, ...]
    not_counted: tuple[Message, ...] = ()
    first: First | None = None

    @property
    def state(self) -> State:
        """The worst of what matters; what nobody called important decides nothing."""
        weighty = [each.state for each in (*self.systems, *self.telework) if each.matters]
        return min(weighty, key=WORST_FIRST.index, default="never_tried")

    @property
    def pressing(self) -> tuple[DueLine, ...]:
        """What is late beyond what is tolerated."""
        return tuple(each for each in self.due if each.presses)
