"""Which step ended an outage, as far as the record and the scenario tell."""

from __future__ import annotations

from drills.core.outages import Outage
from drills.core.state import Drill
from scenarios.model import Inject, Probe, Run, Step, Wait
from scenarios.zones import waits_on


def anchor_of(drill: Drill, system: str, level: str | None, outage: Outage) -> Step | None:
    """The step that ended it; None where nothing tells.

    A pretended outage was ended by the step that cleared it. A real one was ended by the last
    action before the return, of those on a server of the system and of those for which, by the
    scenario, a step waited that looked for the return. Where nothing acted, it is the last step
    before such a look.
    """
    cleared = _cleared(drill, system, outage)
    if cleared is not None:
        return cleared
    looked_for = _above_looks(drill, system, level)
    begun = [each for each in drill.started().scenario.steps if _while_down(drill, each, outage)]
    acted = [
        each
        for each in begun
        if isinstance(each.do, Run)
        and (each.id in looked_for or each.do.do.server in _servers(drill, system))
    ]
    others = [
        each for each in begun if each.id in looked_for and not isinstance(each.do, Inject | Run)
    ]
    return max(acted or others, key=lambda each: _until(drill, each), default=None)


def before_of(drill: Drill, step: Step) -> Step | None:
    """The step that is written above this one."""
    steps = drill.started().scenario.steps
    place = steps.index(step)
    return steps[place - 1] if place else None


def _cleared(drill: Drill, system: str, outage: Outage) -> Step | None:
    if outage.return_source == "measured" or outage.returned is None:
        return None
    step = next(
        (
            each.ended.step
            for each in drill.pretences
            if each.began.id == system
            and each.ended is not None
            and each.ended.step is not None
            and outage.returned.low <= each.ended.at <= outage.returned.high
        ),
        None,
    )
    return None if step is None else drill.started().scenario.step(step)


def _above_looks(drill: Drill, system: str, level: str | None) -> frozenset[str]:
    """Every step that came before one that looked whether the system was back."""
    steps = drill.started().scenario.steps
    found: set[str] = set()
    wanted = [each for each in steps if _looks(each, system, level)]
    while wanted:
        step = wanted.pop()
        above = {each.step for each in waits_on(step, before_of(drill, step))} - found
        wanted += [each for each in steps if each.id in above]
        found |= above
    return frozenset(found)


def _looks(step: Step, system: str, level: str | None) -> bool:
    if isinstance(step.do, Wait):
        return step.do.system == system and (level is None or step.do.level in (None, level))
    return isinstance(step.do, Probe) and step.do.call.subject == system


def _servers(drill: Drill, system: str) -> frozenset[str]:
    """The servers that the system runs on, and those through which it is asked."""
    brief = drill.started()
    model = brief.plan.system(system)
    asked = {each.call.server for each in brief.checks_of.get(system, ())}
    return frozenset({*(model.runs_on if model else ()), *filter(None, asked)})


def _while_down(drill: Drill, step: Step, outage: Outage) -> bool:
    """Whether it can have ended the outage: begun before the return, an action after the loss."""
    state = drill.step(step.id)
    if state.due is None or outage.returned is None:
        return False
    if state.ended is not None and state.ended.outcome in ("broken", "skipped"):
        return False
    if state.action is not None:
        # What acted before it was certain that something was down may have caused it.
        at = drill.actions[state.action].order.at
        return outage.lost.high <= at <= outage.returned.high
    return outage.lost.low < _until(drill, step) <= outage.returned.high


def _until(drill: Drill, step: Step) -> int:
    ended = drill.step(step.id).ended
    return ended.at if ended is not None else drill.now
