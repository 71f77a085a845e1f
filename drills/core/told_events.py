"""What people saw, or were told by a supplier: part of `drills.core.events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.said_by_people import PeopleSource

StateSaid = Literal["done", "partly", "failed", "could_not_reach"]
"""Fine, in part, down, not known: the words of an answer, for what is looked at."""


@dataclass(frozen=True)
class Sighting:
    """What belongs to a person's word besides the word.

    It was seen or said between `low` and `high` on the drill's clock, which is as exact as the time
    that was given; None where that was as it was recorded. `informant` said it, where that is
    somebody else, and `arrives` is when his people will come, in his words. `photo` is the path of
    a picture at the terminal where this was given, and `sha256` that of its bytes. `merit` is how
    well a call was heard (感明度), from 5 down to 1.
    """

    low: int | None = None
    high: int | None = None
    informant: str = ""
    arrives: str = ""
    photo: str = ""
    sha256: str = ""
    merit: int | None = None


@dataclass(frozen=True)
class Observed:
    """`by` recorded how something stands that is watched by people.

    What follows of it for the check stands in the events behind this one.
    """

    at: int
    check: str
    answer: StateSaid
    by: str
    source: PeopleSource
    note: str = ""
    sighting: Sighting | None = None
