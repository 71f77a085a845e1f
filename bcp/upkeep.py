"""How a plan is kept alive: countermeasures, figures, inspections, and the drills of the year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.durations import Span
from bcp.message import Text

Progress = Literal["open", "doing", "done"]
Direction = Literal["smaller", "larger"]
DrillFigure = Literal[
    "rto_met", "targets_met", "people_reached", "people_checked_in", "step_minutes"
]
"""What a drill can tell of a figure: percents of targets or of people, or minutes of a step."""
InspectionKind = Literal["daily", "regular", "detailed"]


@dataclass(frozen=True)
class Countermeasure:
    """A weakness and what is done about it (対策の実施計画). `due` is an ISO date.

    `systems` are those that it is about.
    """

    id: str
    weakness: Text
    action: Text | None = None
    cost: Text | None = None
    fiscal_year: int | None = None
    owner: str | None = None
    due: str | None = None
    status: Progress = "open"
    systems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """A figure by which the plan is judged over the years; `scale` is a preset of grades.

    `fed_by` is what a drill tells of it, and `step` the step whose minutes count, or at which
    people are reached or check in; without one, all of that kind count. Of people those count who
    were there `within` that time of the step's beginning, where it is given.
    """

    id: str
    name: Text = Text()
    target: float | None = None
    unit: str | None = None
    direction: Direction = "larger"
    source: Text | None = None
    scale: str | None = None
    fed_by: DrillFigure | None = None
    step: str | None = None
    within: Span | None = None


@dataclass(frozen=True)
class Inspection:
    """Something that is inspected again and again (点検). `last` and `next` are ISO dates."""

    id: str
    of: str
    kind: InspectionKind = "regular"
    every: Span | None = None
    last: str | None = None
    next: str | None = None
    by: Text | None = None
    found: Text | None = None


@dataclass(frozen=True)
class DrillRoles:
    """Who directs, controls, evaluates and writes down a planned drill."""

    director: Text | None = None
    controller: Text | None = None
    evaluator: Text | None = None
    recorder: Text | None = None


@dataclass(frozen=True)
class PlannedDrill:
    """A drill of the year's programme (訓練計画). `scenario` is the scenario's id."""

    id: str
    scenario: str | None = None
    name: Text = Text()
    purpose: Text | None = None
    when: Text | None = None
    place: Text | None = None
    participants: tuple[Text, ...] = ()
    roles: DrillRoles = DrillRoles()
    stop_if: Text | None = None
    safety: Text | None = None
    prepare: tuple[Text, ...] = ()
    evaluate: tuple[Text, ...] = ()
    approver: Text | None = None
