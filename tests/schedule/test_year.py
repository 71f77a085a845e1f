"""A fiscal year with several processes, restarts and clock changes: each start once, none lost."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bcp.instants import micros, moment
from bcp.load import load_plan
from bcp.programme.days import Days
from bcp.programme.dues import Due, dues
from bcp.programme.local_time import zone_of
from bcp.programme.obstacles import Obstacles
from drills.journal.file import NAME
from drills.probes import catalogue
from drills.schedule import events as e
from drills.schedule.record import verify
from tests.house.source import ROOT
from tests.schedule.world import TWICE, MovedClock, World, events, planned, standing

FIRST, LAST = datetime(2027, 4, 1, tzinfo=UTC), datetime(2028, 4, 1, tzinfo=UTC)
ZONES = ("Asia/Tokyo", "America/New_York", "Europe/Berlin")


def _all_dues(plan: Path, runs: Path) -> list[Due]:
    loaded = load_plan(plan, catalogue()).plan
    found = dues(loaded, FIRST, LAST, standing(runs).held())
    return [each for each in found if not each.expected]


def _instants(plan: Path, dice: random.Random) -> Iterator[datetime]:
    """Every time that something is due, others between them, and the ends of two silences."""
    loaded = load_plan(plan, catalogue()).plan
    own = [each.at.astimezone(UTC) for each in dues(loaded, FIRST, LAST)]
    others = [FIRST + dice.random() * (LAST - FIRST) for _ in range(10)]
    yield from sorted((*own, *others, LAST - timedelta(minutes=1)))


def _check(plan: Path, runs: Path, killed: int = 0) -> None:
    """Each start once, and what was left out with its reason; nothing held on a closed day."""
    assert not (runs / TWICE).exists(), (runs / TWICE).read_text("utf-8")
    began = {each.key for each in events(runs) if isinstance(each, e.DrillBegan)}
    folders = {each.parent.name for each in runs.glob(f"*/{NAME}")}
    assert folders == {each.run for each in standing(runs).dues.values() if each.began is not None}
    omitted = {each.key for each in events(runs) if isinstance(each, e.DrillOmitted)}
    wanted = _all_dues(plan, runs)
    # Whoever was ahead of a process that died in the middle of a start may find it too late.
    late = {x.key for x in events(runs) if isinstance(x, e.ClaimLost) and x.policy == "skip"}
    assert {each.key for each in wanted if each.omitted is None} == began | late
    assert len(late) <= killed
    assert not began & late
    assert len(began) > 70
    assert {each.key for each in wanted if each.omitted is not None} == omitted
    loaded = load_plan(plan, catalogue()).plan
    obstacles, zone = Obstacles(loaded, Days.of(loaded)), zone_of(loaded)
    for each in standing(runs).dues.values():
        if each.began is not None:
            local = moment(each.began).astimezone(zone).replace(tzinfo=None)
            drill = next(x for x in loaded.drills if x.id == each.drill)
            assert obstacles.at(local, drill.despite) is None, each.key
    assert verify(runs).what is None


@pytest.mark.parametrize(("zone", "seed"), [(zone, n) for n, zone in enumerate(ZONES)])
def test_four_processes_start_each_due_drill_once_in_a_year_of_restarts(
    tmp_path: Path, zone: str, seed: int
) -> None:
    dice, runs = random.Random(seed), tmp_path / "runs"  # noqa: S311
    plan, clock = planned(tmp_path / "plan", zone=zone), MovedClock(micros(FIRST))
    alive: dict[str, World] = {}

    def begin(name: str) -> None:
        alive[name] = World(runs, plan, clock, name, lives=lambda other: other in alive)
        alive[name].service.began()

    for n in range(4):
        begin(f"p{n}")
    count = 4
    for at in _instants(plan, dice):
        clock.to(at)
        for name in dice.sample(sorted(alive), len(alive)):
            alive[name].service.tick()
        if dice.random() < 0.1:
            # Some are killed, now and then all of them; others come in their place, later.
            for name in dice.sample(sorted(alive), dice.randint(1, 4)):
                alive.pop(name).record.close()
            clock.to(moment(clock.now()) + timedelta(minutes=dice.randint(0, 300)))
            while len(alive) < 4:
                count += 1
                begin(f"p{count}")
    for each in alive.values():
        each.record.close()
    _check(plan, runs)


def test_four_real_processes_share_a_year_while_one_after_the_other_is_killed(
    tmp_path: Path,
) -> None:
    plan, runs = planned(tmp_path / "plan"), tmp_path / "runs"
    words = [sys.executable, "-m", "tests.schedule.year_process", str(plan), str(runs)]

    def process(number: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*words, str(number)], cwd=ROOT, stdout=subprocess.PIPE)

    ours = [process(number) for number in range(4)]
    for killed in ours[:2]:
        assert killed.stdout is not None
        # Each tells when it is so far through the year; then it is killed, wherever it is.
        assert killed.stdout.readline() == b"half\n"
        killed.kill()
        killed.wait()
        killed.stdout.close()
    ours[:2] = [process(4), process(5)]
    for each in ours:
        each.communicate(timeout=60)
        assert each.returncode == 0
    _check(plan, runs, killed=2)
