"""The grade of a drill (総合評価): how its targets were met, by a scale, and what capped it.

A rate is always rounded down and taken at the worse end of the interval, so that neither rounding
nor the error of a measurement ever betters a grade.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Text
from bcp.model import Importance
from drills.report.measured_lines import Figure, Words

Kind = Literal["rto", "rpo", "step"]
"""What a graded target is about: a return, the data lost, or the time of a step."""


@dataclass(frozen=True)
class GradeLine:
    """One target's rate of achievement and grade.

    `id` is the system's or the step's, `level` the rung. `rate_percent` is limit by actual in
    percent, from 0.0 to 999.9, cut to one decimal; None: not computable. `counts` says whether it
    is among the targets that the overall grade counts. `importance` is None of a step, and
    `needed_down` what it depends on that was down, too.
    """

    kind: Kind
    id: str
    level: str | None
    name: Words
    importance: Importance | None
    figure: Figure
    rate_percent: float | None
    grade: str
    counts: bool
    needed_down: tuple[Text, ...] = ()


@dataclass(frozen=True)
class GradeMeaning:
    """A grade of the scale, and what it means."""

    grade: str
    meaning: Text


@dataclass(frozen=True)
class Grading:
    """The overall grade by `scale`, a preset's name.

    Of the `targets` that had a limit `counted` are those that had anything to measure. `measured`
    of these were measured, observed or attested, neither pretended nor assumed, and `met` of these
    were met. `rate_percent` is the mean of their rates, each at most 100. `uncapped`
    is the grade before the rules took some of it, which `capped` tells; `why` says the grade in a
    sentence or two. `rules` are the laws by which it was computed, and
    `legend` is the whole scale, the best grade first.
    """

    grade: str
    meaning: Text
    why: Message
    scale: str
    scale_title: Text
    rate_percent: float | None
    targets: int
    counted: int
    met: int
    measured: int
    rto_targets: int
    rto_met: int
    uncapped: str
    capped: tuple[Message, ...]
    lines: tuple[GradeLine, ...]
    rules: tuple[Message, ...]
    legend: tuple[GradeMeaning, ...]
