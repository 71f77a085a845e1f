"""Who was called, and what came of it: part of `drills.core.events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message

CallResult = Literal["reached", "answered", "no_answer", "wrong_number", "could_not_try"]
"""Spoke with them; they answered a message; nobody answered; it is somebody else's; not tried."""

REACHING: tuple[CallResult, ...] = ("reached", "answered")


@dataclass(frozen=True)
class Called:
    """`by` tried to reach somebody, and this came of it.

    `person` is the contact to be reached, `called` the one who was called: the same, or a deputy.
    `way` counts that contact's methods from 0, as the brief has them; numbers stand in the plan
    alone. `arrives` is when a supplier's people will come, in their words.
    """

    at: int
    step: str
    person: str
    called: str
    way: int
    result: CallResult
    by: str
    note: str = ""
    arrives: str = ""


@dataclass(frozen=True)
class NumberCorrected:
    """A number or address of the plan was found to be wrong, and what is right became known.

    `old` stays here: the plan's file has the new one from now on.
    """

    at: int
    step: str
    person: str
    way: int
    old: str
    new: str
    by: str


@dataclass(frozen=True)
class NumberWritten:
    """What became of a corrected number in the plan's own file.

    `why` is there where it was not written: then the file still has what is wrong.
    """

    at: int
    person: str
    way: int
    why: Message | None = None
