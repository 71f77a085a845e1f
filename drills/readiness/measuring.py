"""Which drills measure what, and what to type to hold one today."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bcp.message import Text
from bcp.model import Plan
from scenarios.model import Goal, Mode, Probe, Run, Scenario, Wait
from scenarios.planned import Planned, course_of
from scenarios.ramps import Ramp
from scenarios.selectors import selected, watched_systems
from scenarios.zones import terminals


@dataclass(frozen=True)
class Course:
    """A scenario as it may be held: as it is written, or with what a planned drill gives to it.

    `id` is ``SCENARIO`` or ``SCENARIO/DRILL``, as `scenarios.planned.course_of` names it. `mode` is
    the most that may be done with it today: acting only where the plan permits every one of its
    actions, and at a table where it can be held nowhere else.
    """

    id: str
    name: Text
    scenario: Scenario
    mode: Mode
    permitted: bool = True
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def typed(self) -> str:
        """The command line that holds it today."""
        return self.typed_as(self.mode)

    @property
    def looks(self) -> str:
        """The command line that only looks, where it can be held so."""
        return self.typed_as("walkthrough" if "walkthrough" in self.scenario.modes else self.mode)

    def typed_as(self, mode: Mode) -> str:
        """The same in another mode."""
        line = f"bcp-drill run {self.scenario.id} --mode {mode}"
        given = (shlex.quote(f"{name}={value}") for name, value in self.settings.items())
        return " ".join((line, *(f"--set {each}" for each in given)))


@dataclass(frozen=True)
class Courses:
    """Every course, and by the things of the plan those that can measure each."""

    every: Sequence[Course]
    measuring: Mapping[str, Sequence[Course]]


def courses(
    plan: Plan, scenarios: Sequence[Scenario], planned: Sequence[Planned], today: date
) -> tuple[Course, ...]:
    """Every scenario as it is written, then what planned drills make of it, each once."""
    found: dict[object, Course] = {}
    for each in scenarios:
        name = each.title.or_id(each.id)
        found[each.id, ()] = Course(each.id, name, each, *_most(plan, each, today))
    for one in planned:
        own, id_ = one.scenario, course_of(one.drill, plan.drills)
        name = own.title.or_id(own.id) if id_ == own.id else one.drill.name.or_id(one.drill.id)
        most = _most(plan, own, today)
        key = (own.id, tuple(sorted(one.settings.items())))
        found.setdefault(key, Course(id_, name, own, *most, one.settings))
    return tuple(found.values())


def _most(plan: Plan, scenario: Scenario, today: date) -> tuple[Mode, bool]:
    """The mode that measures, as far as it is permitted; whether all of its actions are."""
    real = [each for each in scenario.modes if each != "tabletop"]
    if not real:
        return "tabletop", True
    acts = any(each.acts for each in scenario.steps) and "operational" in real
    permitted = not acts or all(each >= today.isoformat() for each in _until(plan, scenario))
    if acts and permitted:
        return "operational", True
    looks = (each for each in real if each != "operational" or not acts)
    return next(looks, "operational"), permitted


def _until(plan: Plan, scenario: Scenario) -> Iterator[str]:
    """The last days (ISO) of what the plan permits of its actions."""
    for step in scenario.steps:
        if isinstance(step.do, Run):
            for ref in (step.do.do, step.do.undo):
                server = plan.server(ref.server) if ref else None
                command = server.command(ref.command) if server and ref else None
                if command is not None and command.allowed_until is not None:
                    yield command.allowed_until
        elif isinstance(step.do, Ramp) and step.do.synthetic is not None:
            accounts = (each for way in plan.telework for each in way.test_accounts)
            named = step.do.synthetic.account
            yield from (each.allowed_until for each in accounts if each.id in named)


def survey_line(plan: Plan, zone: str | None) -> str:
    """The command line that asks once what lies in `zone`, from a terminal that reaches it."""
    if len(terminals(plan)) < 2:
        return "bcp-drill survey"
    manned = [each.id for each in plan.zones if each.terminal]
    return f"bcp-drill survey --zone {zone if zone in manned else manned[0]}"


def measured_by(plan: Plan, held: Sequence[Course]) -> Mapping[str, list[Course]]:
    """What can measure each system: what watches it, and not at a table only."""
    found: dict[str, list[Course]] = {}
    for each in held:
        if each.scenario.modes != ("tabletop",):
            for system in about(plan, each.scenario):
                found.setdefault(system, []).append(each)
    return found


def about(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """What a scenario watches, has a target for, waits for, or asks about."""
    asks = (each.do.call for each in scenario.steps if isinstance(each.do, Probe | Wait))
    asked = (each.subject for each in asks if each and plan.kind_of(each.subject) == each.word)
    named = (*watched_systems(plan, scenario, None), *aimed_at(plan, scenario))
    return tuple(dict.fromkeys((*named, *asked)))


def aimed_at(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """What a scenario has a target for, or waits for."""
    goals = (one for each in scenario.targets for one in _aimed(plan, each))
    waits = (each.do.system for each in scenario.steps if isinstance(each.do, Wait))
    return (*goals, *(each for each in waits if each))


def _aimed(plan: Plan, goal: Goal) -> tuple[str, ...]:
    return selected(plan, goal.system) if goal.system is not None else ()
