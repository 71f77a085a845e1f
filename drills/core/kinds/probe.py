"""A question to the world, asked once; asked again only where a restart lost the answer."""

from __future__ import annotations

from drills.core.events import Event, ProbeAsked
from drills.core.kinds.ending import by_answer, by_people, by_sample
from drills.core.segments import by_words
from drills.core.state import Drill, StepState
from drills.core.told import call_by_people
from scenarios.model import Probe, Step


def by_person(drill: Drill, step: Step) -> bool:
    """Say whether words take the place of the network, or only people can answer."""
    return by_words(drill.started(), step) or call_by_people(step) is not None


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say the same."""
    return by_person(drill, step)


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """Ask, then end on the answer."""
    asked = call_by_people(step)
    if asked is not None:
        return by_people(drill, step, asked, state)
    if by_person(drill, step):
        return by_answer(drill, step, state, drill.person_source)
    if not isinstance(step.do, Probe) or state.asked is not None:
        return None
    if state.last_sample is None:
        return ProbeAsked(now, step.id, state.attempt + 1)
    return by_sample(drill, step, step.do.call, state.last_sample)


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """The answer comes as an event."""
    return None
