"""The record and the claims while processes are killed, disks are full and servers go away."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from drills.schedule import events as e
from drills.schedule.record import read, verify
from tests.daemons import postgresql
from tests.daemons.network import network
from tests.house.source import ROOT
from tests.schedule.test_shared_claims import ADDRESS

WRITES = """
import sys
from pathlib import Path
from drills.schedule.events import ServiceEnded
from drills.schedule.record import ScheduleRecord

record = ScheduleRecord(Path(sys.argv[1]))
for n in range(100_000):
    record.append(ServiceEnded(n, sys.argv[2], "stopped"))
    print(n, flush=True)
"""


@pytest.mark.parametrize("rounds", [(1, 2, 3, 5, 8, 13)])
def test_what_was_acknowledged_is_there_however_the_process_is_killed(
    tmp_path: Path, rounds: tuple[int, ...]
) -> None:
    acknowledged = 0
    for number in rounds:
        words = [sys.executable, "-c", WRITES, str(tmp_path), f"life{number}"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, text=True) as ours:
            assert ours.stdout is not None
            for _ in range(number):
                assert ours.stdout.readline()
            ours.send_signal(signal.SIGKILL)
            told = number + sum(1 for line in ours.stdout if line.endswith("\n"))
        acknowledged += told
        found = verify(tmp_path)
        assert found.what is None
        # What was written and not told of any more may be there, once for each life.
        assert acknowledged <= found.entries
        acknowledged = found.entries


FULL = """
import json, subprocess
from pathlib import Path
from drills.errors import JournalBroken
from drills.schedule.events import ServiceEnded
from drills.schedule.record import ScheduleRecord, read, verify

runs, told = Path("/run/small/runs"), []
record = ScheduleRecord(runs)
kept = 0
def write(most):
    global kept
    try:
        for n in range(most):
            record.append(ServiceEnded(kept, "x" * 300, "stopped"))
            kept += 1
    except JournalBroken as broken:
        told.append(broken.message.code)

write(3)
with open("/run/small/full", "wb", buffering=0) as full:
    try:
        while full.write(bytes(4096)):
            pass
    except OSError:
        pass
write(5_000)
at_full = verify(runs)
Path("/run/small/full").unlink()
write(3)
after = verify(runs)
record.close()
subprocess.run(["mount", "-o", "remount,ro", "/run/small"], check=True)
try:
    ScheduleRecord(runs)
except JournalBroken as broken:
    told.append(broken.message.code)
print(json.dumps([told, kept, at_full.entries, after.entries, len(read(runs)),
    at_full.what is None and after.what is None]))
"""


def test_a_full_disk_loses_nothing_and_a_read_only_one_can_be_read(tmp_path: Path) -> None:
    with network(tmp_path) as inside:
        inside.run("mkdir /run/small && mount -t tmpfs -o size=1m none /run/small")
        told, kept, at_full, after, read_only, is_good = json.loads(inside.python(FULL))
    assert is_good
    assert (after, read_only) == (kept, kept)
    assert at_full == kept - 3
    assert len(told) == 2


CUT = """
import json, os, signal, subprocess, time
from datetime import timedelta
from pathlib import Path
from bcp.instants import micros
from drills.schedule import events as e
from drills.schedule.claims_postgres import PostgresClaims
from tests.schedule.test_adversity import DAY, MINUTE, NINE, TEN
from tests.schedule.world import MovedClock, World, events, planned

DRILL = '''
  - {{id: daily, scenario: look, starts: {{cron: "0 10 * * mon-fri"}}, unattended: walkthrough,
     missed: late, late_within: 2h}}
'''
folder, clock = Path({folder!r}), MovedClock(micros(NINE))
plan = planned(folder / "plan", DRILL)

def host(name):
    def claims(record):
        made = PostgresClaims({address!r}, name, record)
        made.prepare()
        return made
    one = World(folder / name, plan, clock, name, make_claims=claims)
    one.service.began()
    return one

hosts = [host("one"), host("two")]
def look(at):
    clock.to(at)
    for each in hosts:
        each.service.tick()
    return [len(each.started) for each in hosts]

seen = []
mark = Path({data!r}) / "postmaster.pid"
os.kill(int(mark.read_text("ascii").split()[0]), signal.SIGINT)
while mark.exists():  # it goes with the last of the server
    time.sleep(0.05)
for minutes in (0, 1, 20):
    seen.append(look(TEN + minutes * MINUTE))
subprocess.run({again!r}, shell=True, check=True)
while subprocess.run(["pg_isready", "-q", "-h", "/run/pg"]).returncode:
    time.sleep(0.05)
for minutes in (21, 22):
    seen.append(look(TEN + minutes * MINUTE))
troubles = [
    [each.what.code for each in events(one.runs) if isinstance(each, e.ServiceTroubled)]
    for one in hosts
]
print(json.dumps([seen, troubles]))
"""


def test_a_postgresql_that_is_cut_and_back_under_running_services_starts_each_drill_once(
    tmp_path: Path,
) -> None:
    with network(tmp_path) as inside:
        postgresql.start(inside)
        postgresql.sql(inside, f"ALTER DATABASE {postgresql.DATABASE} OWNER TO {postgresql.USER}")
        again = f"setsid {postgresql.SERVE} -D {postgresql.DATA} </dev/null >/dev/null 2>&1 &"
        named = {"folder": str(tmp_path), "address": ADDRESS, "data": postgresql.DATA}
        script = CUT.format(**named, again=again)
        seen, troubles = json.loads(inside.python(script))
    assert seen == [[0, 0], [0, 0], [0, 0], [1, 0], [1, 0]]
    assert troubles == [["schedule.claims_unreachable"]] * 2
    (elsewhere,) = (x.event() for x in read(tmp_path / "two") if x.kind == "TakenElsewhere")
    assert isinstance(elsewhere, e.TakenElsewhere)
    assert elsewhere.host.startswith("one ")
