"""One look of a service at its programme, at a time that is said: ``PLAN RUNS TIME [drill]``.

With a drill's id, that drill is missed first. Prints what the record then says of each notice.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from bcp.instants import micros
from bcp.load import load_plan
from bcp.message import Message
from drills import probes
from drills.schedule.events import DrillMissed
from drills.schedule.notifying import Notifying
from drills.schedule.record import ScheduleRecord
from drills.schedule.standing import Standing, stood


async def look(plan: Path, runs: Path, now: datetime, *missed: str) -> None:
    record = ScheduleRecord(runs)
    us = micros(now)
    for each in missed:
        why = Message("schedule.nobody_there")
        record.append(DrillMissed(us, f"{each}@{now:%Y-%m-%d}", each, us, "skip", why))
    notifying = Notifying(runs, record, lambda: us, _told)
    standing = stood(Standing(), (each.event() for each in record.after(0)))
    notifying.tick(load_plan(plan, probes.catalogue()).plan, standing, now)
    await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))
    await notifying.drain(1)
    standing = stood(standing, (each.event() for each in record.after(0)))
    for state in sorted(standing.notices.values(), key=lambda one: (one.kind, one.to)):
        words = (state.kind, state.to, state.stage, str(state.attempt))
        sys.stdout.write(" ".join(words) + "\n")


def _told(trouble: BaseException) -> None:
    sys.stdout.write(f"trouble {trouble!r}\n")


if __name__ == "__main__":
    plan, runs, now, *missed = sys.argv[1:]
    asyncio.run(look(Path(plan), Path(runs), datetime.fromisoformat(now), *missed))
