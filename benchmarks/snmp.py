"""What it costs to ask 200 devices for 10 values each, once a second, by either SNMP library.

    .venv/bin/python -m benchmarks.snmp [--devices 200] [--seconds 10] [--version v3]

The devices are addresses of loopback that a few net-snmp agents answer at; each has a session of
its own, as in a drill. The agents' own work is not counted. Both libraries are timed in the same
run; what the slower one cannot ask in time shows as failed and late.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bcp.model import Organisation, Plan
from bcp.secret_source import SecretSource
from bcp.snmp import SnmpAccount
from drills.errors import Unreachable
from drills.probes._snmp import SnmpAgent
from drills.runtime.secrets import Secret, Secrets
from drills.runtime.snmp import SnmpPool
from drills.runtime.snmp_gufo import Gufo
from drills.runtime.snmp_library import Library
from drills.runtime.snmp_pysnmp import PySnmp
from tests.daemons.snmpd import AUTH, COMMUNITY, PRIVACY, USER, snmpd

VALUES = 10
# net-snmp takes no longer list of addresses.
PER_AGENT = 50
_OIDS = tuple(f"1.3.6.1.2.1.2.2.1.{column}.1" for column in (*range(1, 9), 10, 16))[:VALUES]
_READS, _SIGNS, _HIDES = (SecretSource(env=name) for name in ("READS", "SIGNS", "HIDES"))
ACCOUNTS = {
    "v2c": SnmpAccount("v2c", "v2c", community=_READS),
    "v3": SnmpAccount("v3", "v3", None, USER, "sha256", _SIGNS, "aes128", _HIDES),
}
LIBRARIES: tuple[tuple[str, Callable[[], Library]], ...] = (("gufo-snmp", Gufo), ("pysnmp", PySnmp))


@dataclass
class Timed:
    """What one library did. `took` are seconds per question, `cpu` is our own share of one core."""

    took: list[float] = field(default_factory=list)
    late: int = 0
    failed: int = 0
    cpu: float = 0.0
    spent_s: float = 0.0

    @property
    def each_ms(self) -> float:
        """CPU time per answer."""
        return self.spent_s * 1000 / max(len(self.took), 1)


async def _asked(make: Callable[[], Library], places: Sequence[str], account: str, s: int) -> Timed:
    plan = Plan(Organisation("bench"), snmp_accounts=tuple(ACCOUNTS.values()))
    secrets = {_READS: Secret(COMMUNITY), _SIGNS: Secret(AUTH), _HIDES: Secret(PRIVACY)}
    pool, timed = SnmpPool(plan, Secrets({}, secrets), make), Timed()
    # Sessions are made once in a drill: who the agents are is learnt before the clock runs.
    await _round(pool, places, account, Timed(), over_s=2.0)
    began_cpu, began = time.process_time(), time.perf_counter()
    for _ in range(s):
        await _round(pool, places, account, timed, over_s=1.0)
    timed.spent_s = time.process_time() - began_cpu
    timed.cpu = timed.spent_s / (time.perf_counter() - began)
    pool.close()
    return timed


async def _round(
    pool: SnmpPool, places: Sequence[str], account: str, timed: Timed, over_s: float
) -> None:
    """Ask each device once, spread over the time, as a drill does."""
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def one(number: int, place: str) -> None:
        await asyncio.sleep(began + number * over_s / len(places) - loop.time())
        sent = time.perf_counter()
        try:
            found = await pool.session(SnmpAgent(place, account), loop.time() + 3.0).get(_OIDS)
        except (Unreachable, OSError):
            timed.failed += 1
            return
        timed.failed += any(each is None for each in found.values())
        timed.took.append(time.perf_counter() - sent)
        timed.late += timed.took[-1] > over_s

    await asyncio.gather(*(one(number, place) for number, place in enumerate(places)))
    await asyncio.sleep(max(0.0, began + over_s - loop.time()))


def _devices(count: int, folder: Path, running: ExitStack) -> list[str]:
    """Agents that answer at so many addresses of loopback."""
    places = []
    for first in range(0, count, PER_AGENT):
        numbers = range(first, min(first + PER_AGENT, count))
        hosts = [f"127.0.{number // 250 + 1}.{number % 250 + 1}" for number in numbers]
        agent = running.enter_context(snmpd(folder / str(first), ["127.0.0.1", *hosts]))
        places += [f"{host}:{agent.port}" for host in hosts]
    return places


def _line(name: str, timed: Timed) -> str:
    ms = sorted(each * 1000 for each in timed.took)
    middle, high = statistics.median(ms), ms[int(len(ms) * 0.99)]
    return (
        f"{name:10} answers {len(ms):6}  failed {timed.failed}  late {timed.late}  "
        f"median {middle:6.2f} ms  99% {high:7.2f} ms  CPU {timed.cpu:5.1%}  "
        f"headroom {1 - timed.cpu:5.1%} of one core  {timed.each_ms:5.2f} ms CPU per answer"
    )


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="What it costs to ask devices over SNMP.")
    asked.add_argument("--devices", type=int, default=200)
    asked.add_argument("--seconds", type=int, default=10)
    asked.add_argument("--version", choices=sorted(ACCOUNTS), default="v3")
    given = asked.parse_args()
    print(
        f"{platform.python_version()} {platform.machine()}, SNMP {given.version}, "
        f"{given.devices} devices x {VALUES} values, {given.seconds} s each"
    )
    found = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        places = _devices(given.devices, Path(folder), running)
        for name, make in LIBRARIES:
            found[name] = asyncio.run(_asked(make, places, given.version, given.seconds))
            print(_line(name, found[name]))
    ratio = found["pysnmp"].each_ms / found["gufo-snmp"].each_ms
    print(f"pysnmp takes {ratio:.1f} times the CPU of gufo-snmp for one answer")


if __name__ == "__main__":
    main()
