"""Routers between the head office and its branch: OSPF with BFD over the fibre and the radio.

Two static routes see a cut and no black hole. Routing daemons (FRR) see both, as a town's routers
do: of two ways the cheaper one is taken, and BFD tells in a moment that a neighbour is gone though
the carrier stays.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.lab.commands import LabFailed, until
from tests.lab.instance import Instance
from tests.lab.node import Node
from tests.lab.topology import CABLES, SERVERS, Cable, routes_of

ROUTERS = ("hq", "branch1")
BETWEEN = {
    each.name: each for each in CABLES.values() if {e.node for e in each.ends} == set(ROUTERS)
}
_PROGRAMS = Path("/usr/lib/frr")
_USER = "frr"
# In the order in which they are started, with the socket that each opens when it is ready.
_DAEMONS = {"zebra": "zserv.api", "bfdd": "bfdd.vty", "ospfd": "ospfd.vty"}
# A route that flips may flip back: hq takes the fibre for a moment before its neighbour is ready.
HELD_S = 1.0
_WITHIN_S = 120.0


@dataclass(frozen=True)
class Timers:
    """How soon a silent neighbour is given up: after three of BFD's intervals, or `dead_s`."""

    bfd_ms: int | None
    hello_s: int = 1
    dead_s: int = 4


TIMERS = {"bfd100": Timers(100), "bfd300": Timers(300), "hello1": Timers(None)}
USUAL = "bfd300"  # what FRR does where nothing is said


@dataclass(frozen=True)
class Routers:
    """The two routers of a lab, while they run."""

    lab: Instance

    def way(self) -> tuple[str, str]:
        """The cables that carry what is sent now: to the branch, and back from it."""
        there = _way_out(Node(self.lab, "hq"), SERVERS["branch1"])
        return there, _way_out(Node(self.lab, "branch1"), CABLES["ops"].far.ip)

    def until_on(self, cable: str, *, held_s: float = HELD_S) -> None:
        """Return when both ends have sent over this cable for so long; else `LabFailed`."""
        since: float | None = None
        deadline = time.monotonic() + _WITHIN_S
        while since is None or time.monotonic() - since < held_s:
            if self.way() != (cable, cable):
                since = None
            elif since is None:
                since = time.monotonic()
            if time.monotonic() > deadline:
                raise LabFailed(f"the routers are on {self.way()}, and not for good on {cable}")
            time.sleep(0.02)

    def neighbours(self) -> dict[str, tuple[str, int]]:
        """What BFD runs at the head office: per address, how it stands, and its interval in ms."""
        said = Node(self.lab, "hq").run(["vtysh", "-c", "show bfd peers json"]).stdout
        return {p["peer"]: (p["status"], p["receive-interval"]) for p in json.loads(said)}


def _way_out(node: Node, address: str) -> str:
    said = node.run(["ip", "route", "get", address], check=False).stdout.split()
    interface = said[said.index("dev") + 1] if "dev" in said else ""
    cable = _plugs(node.name).get(interface)
    return cable.name if cable else ""


def _plugs(node: str) -> dict[str, Cable]:
    """The interfaces by which a router sees the other, and the cable in each."""
    return {e.interface: each for each in BETWEEN.values() for e in each.ends if e.node == node}


@contextmanager
def routed(lab: Instance, timers: str = USUAL) -> Iterator[Routers]:
    """Have the routers find the way meanwhile; afterwards the static routes are back."""
    routers = Routers(lab)
    try:
        start(lab, timers)
        yield routers
    finally:
        stop(lab)


def start(lab: Instance, timers: str = USUAL) -> None:
    """Start the routing daemons, and wait until both ends are on the fibre and hold."""
    if not (_PROGRAMS / "ospfd").exists():
        raise LabFailed("The routers of the lab need this Debian package: frr")
    for each in ROUTERS:
        node = Node(lab, each)
        _set_up(node, TIMERS[timers])
        for daemon in _daemons(TIMERS[timers]):
            node.service("start", daemon)
        _static_routes(lab, each, "del")
    routers = Routers(lab)
    routers.until_on("fib1")
    if TIMERS[timers].bfd_ms:
        # What runs is asked, not what was written.
        want = {each.far.ip: ("up", TIMERS[timers].bfd_ms) for each in BETWEEN.values()}
        until(lambda: routers.neighbours() == want, f"BFD runs as {want}", within_s=_WITHIN_S)


def stop(lab: Instance) -> None:
    """End the routing daemons, and take the static routes back into use."""
    for each in ROUTERS:
        node = Node(lab, each)
        for daemon in reversed(_DAEMONS):
            if (node.disk / "etc/lab" / daemon).exists():
                node.service("stop", daemon)
                node.without_unit(daemon)
        _static_routes(lab, each, "replace")


def _static_routes(lab: Instance, node: str, verb: str) -> None:
    """Take away the routes that the daemons are to find, or give them back."""
    for route in routes_of(node):
        words = route.split()
        if words[words.index("dev") + 1] in _plugs(node):
            Node(lab, node).run(["ip", "route", verb, *words], check=False)


def _daemons(timers: Timers) -> list[str]:
    return [each for each in _DAEMONS if each != "bfdd" or timers.bfd_ms]


# ------------------------------------------------------------------ settings


def _set_up(node: Node, timers: Timers) -> None:
    node.run(["install", "-d", "-o", _USER, "-g", _USER, "/run/frr"])
    node.write("etc/frr/vtysh.conf", "no service integrated-vtysh-config\n")
    # One file for each: a daemon that is given another's settings as well takes the end of a block
    # that it does not know for the end of all, keeps its own defaults, and says nothing.
    settings = {
        "zebra": f"hostname {node.name}\n",
        "bfdd": _bfdd(timers),
        "ospfd": _ospfd(node.name, timers),
    }
    for daemon in _daemons(timers):
        node.write(f"etc/frr/{daemon}.conf", settings[daemon])
        node.unit(
            daemon,
            RUN=f"{_PROGRAMS}/{daemon} -f /etc/frr/{daemon}.conf -P 0 --log stdout",
            PREPARE=f"rm -f /run/frr/{_DAEMONS[daemon]}",
            READY=f"test -S /run/frr/{_DAEMONS[daemon]}",
        )


def _bfdd(timers: Timers) -> str:
    every = timers.bfd_ms
    lines = ["bfd", " profile lab", f"  receive-interval {every}", f"  transmit-interval {every}"]
    return "\n".join([*lines, "  detect-multiplier 3", " exit", "exit", ""])


def _ospfd(node: str, timers: Timers) -> str:
    lines = [*_in_area("lo"), " ip ospf passive", "exit"]
    if node == "hq":
        # The drill's seat; and the branch reaches everything else through the head office.
        lines += [*_in_area("ops"), " ip ospf passive", "exit"]
    for interface, cable in _plugs(node).items():
        lines += [
            *_in_area(interface),
            f" ip ospf cost {cable.metric}",
            " ip ospf network point-to-point",
            f" ip ospf hello-interval {timers.hello_s}",
            f" ip ospf dead-interval {timers.dead_s}",
        ]
        lines += [" ip ospf bfd", " ip ospf bfd profile lab"] if timers.bfd_ms else []
        lines.append("exit")
    lines += ["router ospf", f" ospf router-id {SERVERS[node]}"]
    # Else what a router says is not said again within five seconds.
    lines += [" timers throttle lsa all 0", " timers lsa min-arrival 0"]
    lines += [" default-information originate always"] if node == "hq" else []
    return "\n".join([*lines, "exit", ""])


def _in_area(interface: str) -> list[str]:
    return [f"interface {interface}", " ip ospf area 0"]
