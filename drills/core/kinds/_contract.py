"""What every kind of step answers."""

from __future__ import annotations

from typing import Protocol

from drills.core.events import Event
from drills.core.state import Drill, StepState
from scenarios.model import Step


class Kind(Protocol):
    """One kind of step, as the rules see it."""

    def by_person(self, drill: Drill, step: Step) -> bool:
        """Whether a person's answer ends the step in this mode."""
        ...

    def needs_a_person(self, drill: Drill, step: Step) -> bool:
        """Whether a person must say something while the step is open, if only an approval."""
        ...

    def follows(self, drill: Drill, step: Step, state: StepState, now: int) -> Event | None:
        """Give the fact that follows while the step is open, or None to wait."""
        ...

    def wake(self, drill: Drill, step: Step, state: StepState) -> int | None:
        """Give the instant at which something may follow by itself, or None."""
        ...
