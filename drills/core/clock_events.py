"""What was done to compare clocks; see `drills.core.events` for what `at` is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ClockCompared:
    """A person read a named reference clock and said so to this terminal at `at`.

    `reference` names it: a wrist watch, or a radio clock that is carried from room to room.
    `shown` is what it showed, in microseconds since midnight where the organisation is; `error`
    is how far the reading may be off, either way.
    """

    at: int
    reference: str
    shown: int
    error: int
    by: str
