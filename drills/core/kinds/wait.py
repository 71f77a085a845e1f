"""Asked until it holds: a watched system, or a probe of the step's own."""

from __future__ import annotations

from drills.core.events import Event, ProbeAsked, Source, StepEnded
from drills.core.kinds.ending import by_answer, by_people, by_sample, judged
from drills.core.segments import by_words
from drills.core.standing import held_since, pretended_up
from drills.core.state import Drill, StepState
from drills.core.told import call_by_people, source_of_checks
from scenarios.model import Step, Wait


def by_person(drill: Drill, step: Step) -> bool:
    """Say whether words take the place of the network, or only people can answer."""
    return by_words(drill.started(), step) or call_by_people(step) is not None


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say the same."""
    return by_person(drill, step)


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """Ask again, or end when it holds."""
    asked = call_by_people(step)
    if asked is not None:
        return by_people(drill, step, asked, state)
    if by_person(drill, step):
        return by_answer(drill, step, state, drill.person_source)
    if not isinstance(step.do, Wait):
        return None
    if step.do.system is not None:
        return _for_system(drill, step, step.do, state, now)
    return _for_probe(drill, step, step.do, state, now)


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """The next ask of a probe; a watched system's news comes as events."""
    if not isinstance(step.do, Wait) or state.last_sample is None or state.asked is not None:
        return None
    return state.last_sample.sent + step.do.every.us


def _for_system(
    drill: Drill, step: Step, wait: Wait, state: StepState, now: int
) -> StepEnded | None:
    system = wait.system or ""
    if not held_since(drill, system, wait.level, state.due or 0):
        return None
    pretended = pretended_up(drill, system, wait.level) is not None
    source: Source = "injected" if pretended else source_of_checks(drill, system, wait.level)
    return StepEnded(now, step.id, "held", "held", source)


def _for_probe(drill: Drill, step: Step, wait: Wait, state: StepState, now: int) -> Event | None:
    if wait.call is None or state.asked is not None:
        return None
    if state.last_sample is not None:
        if judged(drill, wait.call, state.last_sample)[0] == "held":
            return by_sample(drill, step, wait.call, state.last_sample)
        if now < state.last_sample.sent + wait.every.us:
            return None
    return ProbeAsked(now, step.id, state.attempt + 1)
