"""A town's servers and cables on this machine: ``python -m tests.lab up``.

up | down | status        build it, take it away, tell how its services do
up --set routed|vpn|all   with routers that find the way (FRR), with the gateways and devices
                          that a plan names (OpenVPN, IPsec, SNMP …), or with both
exec NODE COMMAND…        as a server's root; NODE ops: this machine's files, the lab's network
ssh NODE LINE             as the drill, from ops
cut CABLE [far]           carrier lost at both ends, or at the far one
blackhole CABLE [far]     nothing passes, carrier stays
loss CABLE PERCENT        delay CABLE MS [JITTER]    rate CABLE KBIT    mtu CABLE BYTES
restore CABLE|all         whatever happened to a cable is over
poweroff | poweron | freeze | thaw | fill | free NODE
fw NODE drop|reject|refuse|reset PORT [tcp|udp]             fw NODE clear
svc NODE start|stop|restart|kill|kill-main|freeze|thaw|status SERVICE
inside COMMAND…           the same without root: COMMAND is root of namespaces of its own, and
                          whatever it builds ends with it

NODE: hq dc branch1 branch2. CABLE: fib1 rad1 fib2 rad2 fibd radd ops.
"""

# ruff: noqa: T201 - a command tells what it did

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable

from tests.lab import devices, faults, network, routing
from tests.lab.commands import LabFailed
from tests.lab.instance import Instance
from tests.lab.lab import Lab, down, up
from tests.lab.node import Node
from tests.lab.seat import Seat
from tests.lab.topology import CABLES, OPS

# What a lab may have besides its servers.
SETS: dict[str, Callable[[Instance], object]] = {"routed": routing.start, "vpn": devices.start}
ALL = "all"
_FRESH = 'mount -t tmpfs run /run && ip link set lo up && exec "$@"'


def _whole(lab: Instance, verb: str, words: list[str]) -> int:
    """The words for the lab as a whole."""
    began = time.monotonic()
    match [verb, *words]:
        case ["up"]:
            up(lab)
        case ["up", "--set", name] if name in (*SETS, ALL):
            up(lab)
            for each in SETS if name == ALL else [name]:
                SETS[each](lab)
        case ["down"]:
            down(lab)
        case ["status"]:
            print(json.dumps(Lab(lab).status(), indent=1))
            return 0
        case ["restore", "all"]:
            for each in CABLES:
                network.restore(lab, each)
        case ["restore", cable]:
            network.restore(lab, cable)
        case _:
            raise LabFailed(f"not understood: {verb} {' '.join(words)}; --help tells all words")
    print(f"{verb}: {time.monotonic() - began:.2f} s", file=sys.stderr)
    return 0


def _cable(lab: Instance, words: list[str]) -> bool:
    """Harm a cable; whether the words meant that."""
    match words:
        case ["cut", cable, *far]:
            network.cut(lab, cable, far_only=far == ["far"])
        case ["blackhole", cable, *far]:
            network.blackhole(lab, cable, far_only=far == ["far"])
        case ["loss", cable, percent]:
            network.loss(lab, cable, float(percent))
        case ["rate", cable, kbit]:
            network.rate(lab, cable, int(kbit))
        case ["delay", cable, *times]:
            network.delay(lab, cable, *map(float, times))
        case ["mtu", cable, size]:
            network.mtu(lab, cable, int(size))
        case _:
            return False
    return True


def _node(lab: Instance, words: list[str]) -> bool:
    """Harm a server; whether the words meant that."""
    alone: dict[str, Callable[[Node], None]] = {
        "poweroff": Node.power_off,
        "poweron": Node.power_on,
        "freeze": Node.freeze,
        "thaw": Node.thaw,
        "fill": faults.fill,
        "free": faults.free,
    }
    match words:
        case [verb, node] if verb in alone:
            alone[verb](Node(lab, node))
        case ["fw", node, "clear"]:
            faults.open_firewall(Node(lab, node))
        case ["fw", node, verdict, port, *protocol]:
            faults.firewall(Node(lab, node), verdict, int(port), *protocol)
        case _:
            return False
    return True


def _speak(lab: Instance, words: list[str]) -> int:
    """Do what was typed; the exit code."""
    match words:
        case ["exec", node, *command] if command:
            at = Seat(lab) if node == OPS else Node(lab, node)
            line = at.words(command)
            os.execvp(line[0], line)  # noqa: S606 - no shell is wanted
        case ["svc", node, verb, service]:
            done = Node(lab, node).run(["/lab/service", verb, service], check=False)
        case ["ssh", node, *line] if line:
            done = Seat(lab).ssh(node, " ".join(line))
        case _ if _cable(lab, words) or _node(lab, words):
            return 0
        case _:
            return _whole(lab, words[0], words[1:])
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    return done.returncode


def _inside(words: list[str]) -> None:
    namespaces = ["unshare", "-U", "--map-root-user", "--map-auto", "-n", "-m", "-p", "-f"]
    line = [*namespaces, "--kill-child", "--mount-proc", "sh", "-c", _FRESH, "sh", *words]
    os.execvp(line[0], line)  # noqa: S606 - no shell is wanted


def main() -> int:
    """Understand what was typed, and do it."""
    parser = argparse.ArgumentParser(
        "python -m tests.lab",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--prefix", default="lab", help="which of several labs")
    parser.add_argument("words", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    if not given.words:
        parser.error("say what to do")
    if given.words[0] == "inside" and given.words[1:]:
        _inside(given.words[1:])
    try:
        return _speak(Instance(given.prefix), given.words)
    except LabFailed as failed:
        print(failed, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
