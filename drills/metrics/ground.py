"""What the figures are told from: values that whoever asks for them has read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from typing import Protocol

from drills.history.rows import DrillRow
from drills.items.standing import ItemStanding
from drills.metrics.values import Family
from drills.readiness.readiness import Readiness


@dataclass(frozen=True)
class ScheduleFigures:
    """How the service that starts drills stands, by its record; instants are Unix time, seconds.

    `last_record` is when it last wrote something down, None where it never did. The counts are
    those of the whole record.
    """

    is_up: bool
    last_record: float | None = None
    started: int = 0
    missed: int = 0
    omitted: int = 0
    asking: int = 0
    notices_sent: int = 0
    notices_failed: int = 0


@dataclass(frozen=True)
class MetricsGround:
    """A plan's standing at an instant.

    `drills` are the past drills, newest first; `planned` the next start of each planned drill by
    its id. `schedule` is None where no service was ever set up here.
    """

    version: str
    readiness: Readiness
    zone: tzinfo = UTC
    drills: Sequence[DrillRow] = ()
    items: Sequence[ItemStanding] = ()
    planned: Mapping[str, datetime] = field(default_factory=dict)
    schedule: ScheduleFigures | None = None

    def began(self, day: date) -> float:
        """The first second of a day where the plan applies, as Unix time."""
        return datetime.combine(day, time(), self.zone).timestamp()

    def drill(self, run: str) -> DrillRow | None:
        """The past drill of that id."""
        return next((each for each in self.drills if each.run_id == run), None)


class Rule(Protocol):
    """What a file of `drills.metrics.families` must have: a function ``found``."""

    def __call__(self, ground: MetricsGround) -> Sequence[Family]:
        """Its families."""
