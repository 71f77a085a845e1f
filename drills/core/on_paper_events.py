"""A run whose whole record was read from paper: part of `drills.core.events`.

Nothing of it was recorded at the time. What it tells is what people saw and the minute that they
wrote down; nothing of it was measured.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KeptOnPaper:
    """Everything that follows was read from the file `file` with this SHA-256.

    `by` entered it at `entered`, an instant of the drill's clock that lies behind its end. The
    drill began within `width` from its zero, which is as exact as that was written.
    """

    at: int
    width: int
    by: str
    file: str
    sha256: str
    entered: int


@dataclass(frozen=True)
class StepWritten:
    """A step began or ended between `at` and `until`, which is as exact as its time was written."""

    at: int
    step: str
    until: int


@dataclass(frozen=True)
class SystemSeen:
    """People wrote that a system had stopped or was back between `at` and `until`.

    `place` is the cell that says so.
    """

    at: int
    system: str
    works: bool
    until: int
    place: str = ""
