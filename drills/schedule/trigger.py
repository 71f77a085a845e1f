"""The scheduler's trigger for one planned drill: it asks the programme and knows no rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from apscheduler.triggers.base import BaseTrigger  # type: ignore[import-untyped]


class ProgrammeTrigger(BaseTrigger):  # type: ignore[misc]
    """Fires when the drill is next due; `next_after` gives the first time after another, or None.

    What is due while the scheduler does not look is no matter of the trigger: every tick settles
    whatever was due before it.
    """

    __slots__ = ("_next_after",)

    def __init__(self, next_after: Callable[[datetime], datetime | None]) -> None:
        self._next_after = next_after

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """The first time behind both (aware times)."""
        return self._next_after(max(now, previous_fire_time or now))
