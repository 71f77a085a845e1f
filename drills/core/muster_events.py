"""How people are, and whether they come (安否・参集): part of `drills.core.events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drills.core.evidence import Source

MusterState = Literal["safe", "injured", "need_help", "coming", "arrived", "cannot_come"]

SAFETY: tuple[MusterState, ...] = ("safe", "injured", "need_help")
MOVING: tuple[MusterState, ...] = ("coming", "arrived", "cannot_come")


@dataclass(frozen=True)
class Mustered:
    """`by` says how `person`, a contact, is, or whether they come.

    `eta` is how long after `at` they expect to be there, in microseconds of the event clock. What
    is said later of the same person takes the place of what was said before.
    """

    at: int
    step: str
    person: str
    state: MusterState
    by: str
    eta: int | None = None
    note: str = ""
    source: Source = "observed"


@dataclass(frozen=True)
class PeopleAbsent:
    """These contacts are not there in this drill.

    `drawn` are those of them whom the lot fell on, by `seed`; the others were named beforehand.
    """

    at: int
    absent: tuple[str, ...]
    drawn: tuple[str, ...] = ()
    seed: str = ""
