"""Hosts that share a plan: a real PostgreSQL gives each start to one of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drills.errors import Refusal, Unreachable
from drills.schedule import events as e
from drills.schedule.claims_postgres import PostgresClaims
from drills.schedule.record import ScheduleRecord, read
from tests.daemons import postgresql
from tests.daemons.network import network

ADDRESS = f"postgresql://{postgresql.USER}:{postgresql.PASSWORD}@127.0.0.1/{postgresql.DATABASE}"
RACE = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from drills.schedule import events as e
from drills.schedule.claims_postgres import PostgresClaims
from drills.schedule.record import ScheduleRecord, read

folder, address = Path({folder!r}), {address!r}
takers = []
for n in range(4):
    record = ScheduleRecord(folder / f"host{{n % 2}}")
    record.append(e.ServiceBegan(n, f"service{{n}}", "copied-vm", n, "bcp-drill", "UTC"))
    takers.append((f"service{{n}}", PostgresClaims(address, "copied-vm", record)))
takers[0][1].prepare()

def take(pair):
    key, (service, claims) = pair
    return claims.take(e.DrillClaimed(1, key, "nightly", 1, service, key))

pairs = [(f"nightly@{{n}}", taker) for n in range(10) for taker in takers]
with ThreadPoolExecutor(8) as pool:
    won = [key for (key, taker), one in zip(pairs, pool.map(take, pairs)) if one]
print(json.dumps(sorted(won)))
"""


def test_of_four_services_on_two_hosts_one_takes_each_start(tmp_path: Path) -> None:
    with network(tmp_path) as inside:
        postgresql.start(inside)
        postgresql.sql(inside, f"ALTER DATABASE {postgresql.DATABASE} OWNER TO {postgresql.USER}")
        won = json.loads(inside.python(RACE.format(folder=str(tmp_path), address=ADDRESS)))
        assert won == sorted(f"nightly@{n}" for n in range(10))
    kinds = [type(x.event()) for n in (0, 1) for x in read(tmp_path / f"host{n}")]
    # Each host knows of each start: it has it, or the other one does.
    assert (kinds.count(e.DrillClaimed), kinds.count(e.TakenElsewhere)) == (10, 10)


def test_claims_that_nobody_answers_for_are_unknown_and_not_taken(tmp_path: Path) -> None:
    record = ScheduleRecord(tmp_path)
    claims = PostgresClaims("postgresql://drill:secret-word@127.0.0.1:1/x", "host", record)
    with pytest.raises(Unreachable, match="Nothing begins") as told:
        claims.take(e.DrillClaimed(1, "nightly@1", "nightly", 1, "service", "run"))
    assert "secret-word" not in str(told.value)
    assert record.after(0) == ()
    with pytest.raises(Refusal, match="postgresql://"):
        PostgresClaims("mysql://x", "host", record)
    record.close()
