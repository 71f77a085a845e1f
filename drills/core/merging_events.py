"""What a merged record says of the segments it was made from: part of `drills.core.events`.

A merged record begins with the merged brief and `Merged`. After that, each record is of the
segment that the nearest `FromSegment` before it names by its place in `Merged.segments`. What is
added to the merged record behind its end is of no segment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drills.core.brief import Brief
from drills.core.clock_bounds import ClockEvidence
from scenarios.model import Mode

Signed = Literal["good", "unknown", "none"]
"""Whether the plan knows the key that signed a bundle, does not know it, or nobody signed."""


@dataclass(frozen=True)
class Segment:
    """One segment run as it was handed in, and where it stands on the common clock.

    `head` is the hash of its last record. `key` is the fingerprint of the key that signed its
    bundle, None where nobody did, and `signature` what that shows; `left_out` is what the bundle
    does not hold; `closed` is whether its record has its end. `kept` is the copy beside the merged
    record, and `sha256` its fingerprint, empty for a run's folder. `wall_ns` is what
    its own clock showed at its start (Unix time), `began` that start on the common clock.
    `ahead` is how far its clock is ahead of the first segment's, give or take `error`; None where
    nothing bounds it, so that its own clock is taken as it is. `steps` and `checks` are those that
    it tells of, by their merged ids.
    """

    run_id: str
    zone: str | None
    organisation: str
    terminal: str | None
    operator: str
    mode: Mode
    head: str
    records: int
    key: str | None
    signature: Signed
    left_out: tuple[str, ...]
    closed: bool
    kept: str
    sha256: str
    wall_ns: int
    began: int
    ahead: int
    error: int | None
    steps: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call it: its zone, or its run where it has none."""
        return self.zone or self.run_id


@dataclass(frozen=True)
class ClockPair:
    """How far a time between two segments may be off; `error` None: never compared.

    `one` and `other` are places in `Merged.segments`.
    """

    one: int
    other: int
    error: int | None


@dataclass(frozen=True)
class Municipality:
    """One of several municipalities that held a drill together, and its own part of it.

    `code` is its organisation's; every id of its own begins with it: ``01204/mail``. `brief` is
    what its own merged drill started with, on the common clock. `segments` are places in
    `Merged.segments`. `without` are its zones whose segment was left out.
    """

    code: str
    name: str
    brief: Brief
    segments: tuple[int, ...]
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merged:
    """A person made one record of these segments; what was known of their clocks stands with it.

    `without` are zones whose segment `by` deliberately left out, and codes of municipalities that
    took part and whose records are all missing. `municipalities` is empty where the segments are
    of one organisation.
    """

    at: int
    by: str
    segments: tuple[Segment, ...]
    evidence: tuple[ClockEvidence, ...]
    pairs: tuple[ClockPair, ...]
    without: tuple[str, ...] = ()
    municipalities: tuple[Municipality, ...] = ()


NO_SEGMENT = -1
"""Stands in `FromSegment` where what follows is of the merged drill itself."""


@dataclass(frozen=True)
class FromSegment:
    """The records from here on are of this segment, until another is named or the drill ends."""

    at: int
    segment: int


@dataclass(frozen=True)
class SegmentEnded:
    """One segment's own end; the merged drill ends once, after all of them."""

    at: int
    finish: Literal["completed", "time_limit", "aborted", "stop_condition", "real_event"]
