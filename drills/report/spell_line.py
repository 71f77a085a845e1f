"""One piece of a step's time as a value of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drills.report.measured_lines import Period

SpellKind = Literal[
    "late",
    "people",
    "approval",
    "work",
    "check",
    "timetable",
    "before",
    "other",
    "seen",
    "edge",
    "paused",
]


@dataclass(frozen=True)
class SpellLine:
    """What a piece of time was spent on; `kind` is a word of `path_words.KINDS`."""

    kind: SpellKind
    period: Period
