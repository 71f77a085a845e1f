"""What it costs to ask 200 VPN gateways once a second, as the watch of a drill does.

    .venv/bin/python -m benchmarks.vpn [--gateways 200] [--seconds 20]

A third of them speak IKEv2, a third OpenVPN, a third WireGuard: real daemons, each of which answers
at many addresses of loopback (127.0.1.1, 127.0.1.2 …), in a network of its own. Each gateway is
asked as often as its probe allows: WireGuard's lets a server be asked every 5 seconds.

CPU is that of the asking process: the engine's thread with the whole watch, its trackers and its
politeness. The daemons' own is told beside it. Needs root, or a user who may have namespaces with
/dev/net/tun.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bcp.asking import Expectation, ProbeCall
from bcp.durations import Span
from bcp.model import Organisation, Plan, System
from bcp.secret_source import SecretSource
from drills import probes
from drills.core.events import Event, Watched
from drills.core.state import Drill
from drills.runtime.asking import Asker
from drills.runtime.clock import DrillClock
from drills.runtime.secrets import Secret, Secrets
from drills.runtime.watcher import Watcher
from scenarios.reading import Reading
from tests.core import making
from tests.daemons import wireguard
from tests.daemons.certificates import Authority
from tests.daemons.charon import Charon
from tests.daemons.network import Network, network
from tests.daemons.wireguard import Peer, key_pair

WORDS = ("ikev2", "openvpn", "wireguard")
PORTS = {"ikev2": 500, "openvpn": 1194, "wireguard": wireguard.PORT}
EVERY = {"ikev2": Span(1_000_000), "openvpn": Span(1_000_000), "wireguard": Span(5_000_000)}
DAEMONS = ("charon", "openvpn", "wireguard-go")
_WARM_S = 5
# One daemon plays many gateways here, so what it allows to each is allowed to all of them.
_OPENVPN = """mode server
tls-server
multihome
proto udp
port 1194
dev tun0
topology subnet
server 198.18.1.0 255.255.255.0
ca {folder}/ca.crt
cert {folder}/server.crt
key {folder}/server.key
dh none
connect-freq-initial 100000 1
verb 1
"""


@dataclass
class Asked:
    """What the watch asked of one kind, and how long each answer took (seconds)."""

    took: list[float] = field(default_factory=list)
    unanswered: int = 0


class Timing:
    """Asks for the watch, and notes how long it took and whether an answer came."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.by_word = {word: Asked() for word in WORDS}

    async def ask(self, call: ProbeCall, timeout_us: int | None = None) -> Reading:
        """One reading."""
        began = time.perf_counter()
        reading = await self._asker.ask(call, timeout_us)
        asked = self.by_word[call.word]
        if reading.facts.get("reply") is True:
            asked.took.append(time.perf_counter() - began)
        else:
            asked.unanswered += 1
        return reading


def counted(told: list[Event]) -> dict[str, int]:
    """What the watch told the journal: its windows, one a second, and the answers in them."""
    windows = [each for each in told if isinstance(each, Watched)]
    tallies = [tally for each in windows for tally in each.tallies]
    kinds = ("held", "broken", "unknown", "late")
    return {"windows": len(windows)} | {k: sum(getattr(t, k) for t in tallies) for k in kinds}


def gateways(count: int, server_key: str) -> Iterator[tuple[str, ProbeCall]]:
    """Each gateway's name and its question."""
    for number in range(count):
        word = WORDS[number % len(WORDS)]
        subject = f"127.0.{number // 250 + 1}.{number % 250 + 1}:{PORTS[word]}"
        params = {"server_key": server_key, "key": {"file": f"{number}.key"}}
        expect: tuple[Expectation, ...] = probes.get(word).HEALTHY
        yield (
            f"{word}-{number}",
            ProbeCall(word, subject, params if word == "wireguard" else {}, expect),
        )


def _secrets(folder: Path) -> Secrets:
    files = [each for each in folder.glob("*.key") if each.stem.isdigit()]
    return Secrets(at={SecretSource(file=f.name): Secret(f.read_text()) for f in files})


async def asked_for(folder: Path, count: int, seconds: int) -> dict[str, object]:
    """Watch them for so long; figures for `main` to print."""
    asks = list(gateways(count, (folder / "server.pub").read_text()))
    systems = tuple(System(n, probe=(call,), every=EVERY[call.word]) for n, call in asks)
    brief = making.brief(making.inject("s"), systems=systems)
    asker = Asker(Plan(Organisation("bench"), folder=str(folder)), secrets=_secrets(folder))
    timing, drill, told = Timing(asker), Drill(), list[Event]()
    watcher = Watcher(brief, timing, DrillClock())
    watching = asyncio.create_task(watcher.run(lambda: drill, told.extend))
    # The probes are imported with their first questions.
    await asyncio.sleep(_WARM_S)
    timing.by_word = {word: Asked() for word in WORDS}
    told.clear()
    cpu, others, began = time.process_time(), _spent_by_daemons(), time.perf_counter()
    await asyncio.sleep(seconds)
    over = time.perf_counter() - began
    found = {
        "seconds": over,
        "cpu": (time.process_time() - cpu) / over,
        "daemons": {k: (v - others[k]) / over for k, v in _spent_by_daemons().items()},
        "told": counted(told),
        "by_word": {word: vars(each) for word, each in timing.by_word.items()},
    }
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    await asker.close()
    return found


def _spent_by_daemons() -> dict[str, float]:
    """Seconds of CPU that each has used so far."""
    out = dict.fromkeys(DAEMONS, 0.0)
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            name, _, rest = (each / "stat").read_text().partition("(")[2].rpartition(")")
            if name in out:
                ticks = rest.split()[11:13]
                out[name] += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return out


def _started(inside: Network, folder: Path, count: int) -> None:
    """The three daemons, and a key for each gateway that speaks WireGuard."""
    authority = Authority(folder)
    authority.issue("server")
    inside.run("cat >/run/openvpn.conf", text=_OPENVPN.format(folder=folder))
    listening = "ss -ulnH 'sport = :1194' | grep -q ."
    inside.start("openvpn --config /run/openvpn.conf", listening)
    Charon().start(inside)
    inside.run("sed -i s/127.0.0.1/%any/ /etc/swanctl/swanctl.conf")
    inside.run("swanctl --load-all --noprompt --uri unix:///run/charon.vici")
    server, peers = key_pair(), []
    for number in range(WORDS.index("wireguard"), count, len(WORDS)):
        ours = key_pair()
        peers.append(Peer(ours.public))
        (folder / f"{number}.key").touch(mode=0o600)
        (folder / f"{number}.key").write_text(ours.private)
    (folder / "server.pub").write_text(server.public)
    wireguard.start(inside, server, *peers)


def _line(word: str, asked: Asked) -> str:
    ms = sorted(each * 1000 for each in asked.took) or [0.0]
    return (
        f"{word:10} answers {len(asked.took):6}  unanswered {asked.unanswered}  "
        f"median {statistics.median(ms):6.2f} ms  99% {ms[int(len(ms) * 0.99)]:7.2f} ms"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What it costs to ask VPN gateways.")
    parser.add_argument("--gateways", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--within", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.within:
        print(json.dumps(asyncio.run(asked_for(given.within, given.gateways, given.seconds))))
        return
    with tempfile.TemporaryDirectory() as name, network(Path(name)) as inside:
        _started(inside, Path(name), given.gateways)
        own = f"--gateways {given.gateways} --seconds {given.seconds} --within {name}"
        said = inside.run(f"{sys.executable} -m benchmarks.vpn {own}")
    found = json.loads(said.splitlines()[-1])
    cores = len(os.sched_getaffinity(0))
    print(
        f"{platform.python_version()} {platform.machine()}, {cores} cores, {given.gateways} "
        f"gateways watched for {found['seconds']:.1f} s"
    )
    for word in WORDS:
        print(_line(word, Asked(**found["by_word"][word])))
    print("told the journal: " + ", ".join(f"{v} {k}" for k, v in found["told"].items()))
    used, daemons = found["cpu"], found["daemons"]
    print(f"CPU {used:.1%} of one core, headroom {1 - used:.1%} of it", end="; ")
    print(", ".join(f"{name} {share:.1%}" for name, share in daemons.items()))


if __name__ == "__main__":
    main()
