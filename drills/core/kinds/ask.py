"""A question to a person: the answer ends it."""

from __future__ import annotations

from drills.core.events import Event
from drills.core.kinds.ending import by_answer
from drills.core.state import Drill, StepState
from scenarios.model import Step


def by_person(drill: Drill, step: Step) -> bool:
    """Say yes, in every mode."""
    return True


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say yes."""
    return True


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """End it on the answer."""
    return by_answer(drill, step, state, "observed")


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """Only a person moves it."""
    return None
