"""What is heard from the other zones of a drill: part of `drills.core.events`."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.model import Ending


@dataclass(frozen=True)
class SegmentWord:
    """Somebody brought word of how a step ended that another zone's terminal carries out.

    `by` wrote it down here, `told_by` said it there, in the zone `zone`; `at` is when it was
    heard, which is later than when it was so.
    """

    at: int
    step: str
    zone: str
    ending: Ending
    by: str
    told_by: str
    note: str = ""
