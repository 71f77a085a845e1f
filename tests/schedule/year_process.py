"""One process of the service that lives through a year on a clock of its own, as fast as it can."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bcp.instants import micros, moment
from bcp.load import load_plan
from bcp.programme.dues import dues
from drills.probes import catalogue
from drills.schedule.alive import Alive
from tests.schedule.world import MovedClock, World

FIRST, LAST = datetime(2027, 4, 1, tzinfo=UTC), datetime(2028, 4, 1, tzinfo=UTC)


def live(plan: Path, runs: Path, number: int) -> None:
    """Tick whenever something is due, and shortly after it, for what another left behind."""
    clock = MovedClock(micros(FIRST))
    alive = Alive(runs, f"host{number}", number, plan)
    world = World(runs, plan, clock, alive.name, lives=alive.lives)
    world.service.began()
    found = [
        each.at.astimezone(UTC) for each in dues(load_plan(plan, catalogue()).plan, FIRST, LAST)
    ]
    for n, at in enumerate(found):
        for later in (0, 3, 6):
            clock.to(max(at + timedelta(minutes=later), moment(clock.now())))
            world.service.tick()
        if n == len(found) // 2:
            sys.stdout.write("half\n")
            sys.stdout.flush()
    world.record.close()
    alive.leave()


if __name__ == "__main__":
    live(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
