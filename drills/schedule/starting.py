"""Beginning a drill that was claimed: its process, what that may know, its entry in the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bcp.refused import Refused
from drills.errors import Spoken
from drills.schedule import events as e
from drills.schedule.children import Children
from drills.schedule.command_line import Order, environment_of, words_of
from drills.schedule.ending import end_of
from drills.schedule.following import Read, told
from drills.schedule.hindering import (
    FULL,
    MOST_AT_ONCE,
    Hindrance,
    beginning_in_the_way,
    hindrance,
    scenario_of,
)
from drills.schedule.outcome import has_journal
from drills.schedule.record import ScheduleRecord

NOT_STARTED = 3


@dataclass(frozen=True)
class Processes:
    """Drills as processes of their own. Raises `JournalBroken` where nothing can be recorded."""

    plan_path: Path
    runs: Path
    record: ScheduleRecord
    children: Children
    now: Callable[[], int]

    def hinders(self, read: Read, order: Order, before: tuple[Order, ...]) -> Hindrance | None:
        """What keeps `order` from beginning; `before` were claimed before it."""
        own = hindrance(read, order, self.runs)
        if own is not None:
            return own
        if len(before) >= MOST_AT_ONCE:
            return Hindrance(FULL(most=MOST_AT_ONCE), may_pass=True)
        fresh = tuple(each for each in before if not has_journal(self.runs / each.run))
        return beginning_in_the_way(read, order, fresh)

    def begin(self, read: Read, order: Order) -> None:
        """Start its process, and record that; what keeps it from starting is recorded, too."""
        mode = order.drill.unattended or "walkthrough"
        try:
            scenario = scenario_of(read, order)
            environment = environment_of(read.plan, scenario)
            words = words_of(order, read.plan, self.plan_path, self.runs)
            folder = Path(read.plan.folder)
            limit = end_of(read.plan, order.drill, scenario)
            pid = self.children.start(order.key, order.run, words, environment, folder)
        except (Refused, Spoken) as trouble:
            why = told(trouble.refusals) if isinstance(trouble, Refused) else (trouble.message,)
            ended = e.DrillEnded(self.now(), order.key, order.run, NOT_STARTED, None, None, why)
            self.record.append(ended)
            return
        named = (self.now(), order.key, order.drill.id, order.run, mode, pid)
        self.record.append(e.DrillBegan(*named, order.thing, limit))
