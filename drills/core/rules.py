"""What must come next: the rules in the order in which they count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bcp.asking import ProbeCall
from drills.core.absence import absence
from drills.core.approvals import signed_beforehand
from drills.core.clocks import past_jumps
from drills.core.closing import closing, closing_wakes
from drills.core.events import (
    ClosingBegan,
    Deviated,
    Event,
    PretenceCleared,
    PretenceSet,
    StepDue,
    StepEnded,
    TimeJumped,
)
from drills.core.expiring import expired, expires, waits_for_nobody
from drills.core.guards import guard_wakes, guarded
from drills.core.kinds import kind_of
from drills.core.markers import marker_follows, marker_wakes
from drills.core.obligations import outlasts, time_is_over
from drills.core.ready import readiness, superseded
from drills.core.segments import comes_by_clock, foreign_follows, holds_the_end, is_foreign
from drills.core.state import Drill, StepState
from scenarios.model import Inject, Pretend, Probe, Step, Wait


def follow(drill: Drill, now: int) -> Event | None:
    """Give the fact that must come next at `now`, or None where nothing follows yet."""
    if drill.brief is None or drill.ended is not None:
        return None
    away = absence(drill)
    if away is not None:
        return away
    for each in _consequences(drill):
        return each
    given = signed_beforehand(drill)
    if given is not None:
        return given
    now = past_jumps(drill, now)
    if drill.closing is not None:
        return closing(drill, now)
    return (
        guarded(drill, now)
        or foreign_follows(drill, now)
        or _open_steps(drill, now)
        or (None if drill.paused else _due_steps(drill, now))
        or marker_follows(drill, now)
        or _end(drill, now)
    )


def next_wake(drill: Drill) -> int | None:
    """Give the next instant at which something may follow without any news, or None."""
    if drill.brief is None or drill.ended is not None:
        return None
    later = [each for each in _wakes(drill) if each > drill.now]
    return min(later, default=None)


def asks_a_person(drill: Drill, step: str) -> bool:
    """Whether people must say something for this step to go on."""
    model = drill.model(step)
    return kind_of(model).needs_a_person(drill, model)


def call_of(drill: Drill, step: str) -> ProbeCall:
    """Give the question of a step that asks the world. Raises `ValueError` for another kind."""
    do = drill.model(step).do
    if isinstance(do, Probe | Wait) and do.call is not None:
        return do.call
    raise ValueError(f"step {step} asks nothing of the world")


def _steps(drill: Drill) -> Iterator[tuple[Step, Step | None, StepState]]:
    before = None
    for step in drill.started().scenario.steps:
        yield step, before, drill.step(step.id)
        before = step


def _consequences(drill: Drill) -> Iterator[Event]:
    """What a step that has held brings with it: pretended states and jumps, each once."""
    steps = drill.started().scenario.steps
    pretends = tuple(each for step in steps if step.set for each in step.set)
    for step in steps:
        state = drill.step(step.id)
        if state.ended is not None and state.ended.outcome == "held":
            brought = _brought_by(step, state.ended, pretends)
            yield from islice(brought, state.consequences, state.consequences + 1)


def _brought_by(step: Step, ended: StepEnded, pretends: tuple[Pretend, ...]) -> Iterator[Event]:
    at = ended.at
    for each in step.set:
        yield PretenceSet(at, each.kind, each.id, each.state, step.id, each.until)
    for cleared in step.clear:
        yield PretenceCleared(at, cleared.kind, cleared.id, step.id, ended.source)
    for each in pretends:
        if each.until == step.id:
            yield PretenceCleared(at, each.kind, each.id, step.id, ended.source)
    if isinstance(step.do, Inject) and step.do.jump is not None:
        yield TimeJumped(at, step.do.jump.us, step.id)


def _open_steps(drill: Drill, now: int) -> Event | None:
    for step, _, state in _steps(drill):
        if not state.is_open:
            continue
        until = expires(drill, step, state)
        over = until is not None and now >= until and not drill.paused
        if over and waits_for_nobody(drill, step, state):
            return expired(drill, step, state, now)
        found = _deviation(drill, step, state) or kind_of(step).follows(drill, step, state, now)
        if found is not None:
            return found
        if over:
            return expired(drill, step, state, now)
    return None


def _deviation(drill: Drill, step: Step, state: StepState) -> Deviated | None:
    """A person did something before what must precede it (逸脱); a machine is refused instead."""
    if state.answer is None or state.answer.answer != "done":
        return None
    for rule in drill.started().scenario.forbid:
        told = any((each.step, each.before) == (step.id, rule.before) for each in drill.deviations)
        if step.id in rule.steps and rule.before not in drill.moments and not told:
            return Deviated(state.answer.at, step.id, rule.before)
    return None


def _due_steps(drill: Drill, now: int) -> Event | None:
    for step, before, state in _steps(drill):
        if state.due is not None or state.ended is not None or is_foreign(drill.started(), step):
            continue
        ready = readiness(drill, step, before)
        if ready.never is not None:
            return StepEnded(now, step.id, "skipped", "skipped", "injected", (ready.never,))
        if ready.at is None or ready.at > now:
            continue
        unneeded = superseded(drill, step)
        if unneeded is not None:
            return StepEnded(now, step.id, "skipped", "skipped", "injected", (unneeded,))
        return StepDue(now, step.id, ready.at)
    return None


def _end(drill: Drill, now: int) -> ClosingBegan | None:
    if not drill.paused and now >= time_is_over(drill):
        return ClosingBegan(now, "time_limit")
    if holds_the_end(drill):
        return None
    brief = drill.started()
    open_still = (
        step
        for step, _, state in _steps(drill)
        if state.ended is None and not is_foreign(brief, step)
    )
    if all(drill.step(each.id).is_open and outlasts(drill, each) for each in open_still):
        return ClosingBegan(now, "completed")
    return None


def _wakes(drill: Drill) -> Iterator[int]:
    if drill.closing is not None:
        yield from closing_wakes(drill)
        return
    # In a pause no deadline comes nearer, so none of them wakes anybody.
    if not drill.paused:
        yield time_is_over(drill)
    for step, before, state in _steps(drill):
        if state.ended is not None:
            continue
        if is_foreign(drill.started(), step):
            own, moment = None, comes_by_clock(drill, step.id)
        elif state.due is None:
            own, moment = None, readiness(drill, step, before).at
        else:
            own, moment = kind_of(step).wake(drill, step, state), expires(drill, step, state)
        moments = (own, None if drill.paused else moment)
        yield from (each for each in moments if each is not None)
    yield from guard_wakes(drill)
    yield from marker_wakes(drill)
