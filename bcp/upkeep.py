"""How a plan is kept alive: countermeasures, figures, inspections, and the drills of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bcp.durations import HOUR, Span
from bcp.field_marks import yaml_key
from bcp.message import Text
from bcp.programme.rule import Rule

Progress = Literal["open", "doing", "done"]
Direction = Literal["smaller", "larger"]
DrillFigure = Literal[
    "rto_met", "targets_met", "people_reached", "people_checked_in", "step_minutes"
]
"""What a drill can tell of a figure: percents of targets or of people, or minutes of a step."""
InspectionKind = Literal["daily", "regular", "detailed"]
UnattendedMode = Literal["tabletop", "walkthrough", "operational"]
DrillSending = Literal["none", "test", "real"]
IfMissed = Literal["skip", "late", "ask"]
IfClosed = Literal["skip", "before", "after"]
Obstacle = Literal["closed-days", "blackouts", "outages", "quiet-hours"]
TurnList = Literal["backups", "systems", "servers", "links", "radio", "power", "telework", "sites"]


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
class Turn:
    """One thing of a list of the plan each time, in its order: given to the drill's parameter."""

    parameter: str
    of: TurnList


@dataclass(frozen=True)
class PlannedDrill:
    """A drill of the year's programme (訓練計画). `scenario` is the scenario's id.

    `starts` are the rules by which it comes due (`bcp.programme.rule`); `when` is free words for
    people. With `unattended` it starts by itself in that mode, with `answers`, `set`, `turn`,
    `signed` and `zone` given to it, and is ended after `limit`; without, a person starts it and is
    reminded. `missed` is what happens where it was due while nothing could start it: nothing, a
    start within `late_within`, or a question to a person. `if_closed` says what happens on a day
    on which no drill is held: it is dropped, or moved to the working day before or after; without
    it what comes by cron is dropped and the rest is held after. `despite` are those that do not
    count for it. `remind` are the times before it at which people are reminded.
    """

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
    starts: tuple[Rule, ...] = ()
    unattended: UnattendedMode | None = None
    send: DrillSending = "none"
    missed: IfMissed = "ask"
    late_within: Span = Span(4 * HOUR)
    if_closed: IfClosed | None = None
    despite: tuple[Obstacle, ...] = ()
    responsible: str | None = None
    answers: str | None = None
    # In the order of `scenarios.reading.Fact`: of equal unions `typing` hands out the first again.
    set_: Mapping[str, bool | int | float | str | None] = yaml_key("set", default_factory=dict)
    turn: Turn | None = None
    signed: tuple[str, ...] = ()
    zone: str | None = None
    limit: Span | None = None
    remind: tuple[Span, ...] = ()
