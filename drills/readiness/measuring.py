"""Which scenarios measure what, and what to type to hold one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bcp.model import Plan
from scenarios.model import Goal, Probe, Scenario, Wait
from scenarios.selectors import selected, watched_systems


def measured_by(plan: Plan, scenarios: Sequence[Scenario]) -> Mapping[str, list[Scenario]]:
    """The scenarios that can measure each system: that watch it, and not at a table only."""
    found: dict[str, list[Scenario]] = {}
    for each in scenarios:
        if each.modes != ("tabletop",):
            for system in about(plan, each):
                found.setdefault(system, []).append(each)
    return found


def typed(scenario: Scenario) -> str:
    """The command line that measures: acting where its steps act, else only looking."""
    acts = any(each.acts for each in scenario.steps)
    real = [each for each in scenario.modes if each != "tabletop"]
    mode = "operational" if acts and "operational" in real else next(iter(real), None)
    return f"bcp-drill run {scenario.id}" + (f" --mode {mode}" if mode is not None else "")


def about(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """What a scenario watches, has a target for, waits for, or asks about."""
    goals = (one for each in scenario.targets for one in _aimed(plan, each))
    waits = (each.do.system for each in scenario.steps if isinstance(each.do, Wait))
    asks = (each.do.call for each in scenario.steps if isinstance(each.do, Probe | Wait))
    asked = (each.subject for each in asks if each and plan.kind_of(each.subject) == each.word)
    named = (*watched_systems(plan, scenario, None), *goals, *(each for each in waits if each))
    return tuple(dict.fromkeys((*named, *asked)))


def _aimed(plan: Plan, goal: Goal) -> tuple[str, ...]:
    return selected(plan, goal.system) if goal.system is not None else ()
