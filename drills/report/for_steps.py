"""The steps that something to be typed is for: two lines for one server must not look the same."""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.core.state import Drill

OF_STEPS = Phrase("report.of_steps", ja="手順［{steps:list}］: ", en="Step [{steps:list}]: ")


def for_steps(*steps: str | None) -> Message | str:
    """Their names, to stand before where it is typed; nothing where no step is known (a marker)."""
    known = tuple(each for each in steps if each)
    return OF_STEPS(steps=known) if known else ""


def for_action(drill: Drill, action: int) -> Message | str:
    """The same for the step that an action was ordered by."""
    ordered = drill.actions.get(action)
    return for_steps(ordered.order.step if ordered else None)
