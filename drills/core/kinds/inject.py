"""A situation is given, and that is all: the step ends as it begins."""

from __future__ import annotations

from drills.core.events import Event, StepEnded
from drills.core.state import Drill, StepState
from scenarios.model import Step


def by_person(drill: Drill, step: Step) -> bool:
    """Say no: players receive it, nobody answers."""
    return False


def needs_a_person(drill: Drill, step: Step) -> bool:
    """Say no."""
    return False


def follows(drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
    """End it at the instant it was given."""
    return StepEnded(now if state.due is None else state.due, step.id, "held", "held", "injected")


def wake(drill: Drill, step: Step, state: StepState) -> int | None:
    """Nothing is waited for."""
    return None
