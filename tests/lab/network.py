"""Namespaces and cables, and what happens to a cable.

Every cable passes through the namespace ``wire`` as a bridge with two ports: node, bridge, node. So
the cable itself is harmed, and neither node is told.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import suppress
from pathlib import Path

from tests.lab.commands import LabFailed, run, start, until
from tests.lab.instance import Instance
from tests.lab.topology import (
    CABLES,
    NAMESPACES,
    SEATS,
    SERVERS,
    WIRE,
    ZONES,
    Cable,
    End,
    ends_at,
    routes_of,
)

DELAYING = Path(__file__).with_name("slow_cable.py")
# A route over a dead interface is passed over, so the one with the next metric is taken.
_FORWARD = (
    "net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 "
    "net.ipv4.conf.all.ignore_routes_with_linkdown=1 "
    "net.ipv4.conf.default.ignore_routes_with_linkdown=1 "
    # A refusal is told to everybody who asks, not once a second.
    "net.ipv4.icmp_ratelimit=0"
)
# A process that is "root" of a user namespace may only name the groups that it has.
_PING = "net.ipv4.ping_group_range='0 2147483647'"
_PING_BY_FEWER = "net.ipv4.ping_group_range='0 65535'"
_FAULTS = """
table bridge fault {
  chain cable { type filter hook forward priority 0; policy accept; }
}
"""
# A zone's terminal has a way to everywhere, as an intruder would; its server lets nothing through.
_WALL = """
table inet wall {
  chain zone {
    type filter hook forward priority 0; policy accept;
    iifname "pc" counter drop
    oifname "pc" drop
  }
}
"""


def ip(lab: Instance, node: str, *lines: str) -> None:
    """Give `ip` these lines in a node, in one process."""
    if lines:
        run([*lab.within(node), "ip", "-batch", "-"], text="\n".join(lines) + "\n")


def build(lab: Instance) -> None:
    """Make the namespaces, lay the cables and give addresses and routes."""
    (lab.folder / "net").mkdir(parents=True)
    for node in NAMESPACES:
        lab.network(node).touch()
        run(["unshare", f"--net={lab.network(node)}", "true"])
        run([*lab.within(node), "sh", "-c", _sysctl(node)])
        own = [f"address add {SERVERS[node]}/32 dev lo"] if node in SERVERS else []
        ip(lab, node, "link set lo up", *own)
    lines = []
    for cable in CABLES.values():
        lines += [
            f"link add {port} type veth peer name {end.interface} netns {lab.network(end.node)}"
            for port, end in zip(cable.ports, cable.ends, strict=True)
        ]
        lines.append(f"link add {cable.name} type bridge mcast_snooping 0 ageing_time 0")
        lines += [f"link set {port} master {cable.name}" for port in cable.ports]
        lines += [f"link set {each} up" for each in (cable.name, *cable.ports)]
    ip(lab, WIRE, *lines)
    for node in (*SERVERS, *SEATS):
        ip(lab, node, *(f"address add {e.address} dev {e.interface}" for e in ends_at(node)))
        plugged_in(lab, node)
    _nft(lab, _FAULTS)
    for _, server in ZONES.values():
        run([*lab.within(server), "nft", "-f", "-"], text=_WALL)


def crossings(lab: Instance, zone: str) -> int:
    """How many packets a zone's terminal has sent that would have left its zone."""
    listed = run([*lab.within(ZONES[zone][1]), "nft", "list", "table", "inet", "wall"]).stdout
    found = re.search(r"counter packets (\d+)", listed)
    if found is None:
        raise LabFailed(f"the wall of {zone} has no counter")
    return int(found.group(1))


def _sysctl(node: str) -> str:
    if node == WIRE:
        return "true"
    if node in SEATS:
        return f"sysctl -qw {_PING} 2> /dev/null || sysctl -qw {_PING_BY_FEWER}"
    return f"sysctl -qw {_FORWARD}"


def plugged_in(lab: Instance, node: str) -> None:
    """All interfaces of a node up, with the routes that the kernel forgot when they went down."""
    ip(lab, node, *(f"link set {each.interface} up" for each in ends_at(node)))
    ip(lab, node, *(f"route replace {each}" for each in routes_of(node)))


def unplugged(lab: Instance, node: str) -> None:
    """All interfaces of a node down."""
    ip(lab, node, *(f"link set {each.interface} down" for each in ends_at(node)))


def cable_of(name: str) -> Cable:
    """The cable of that name; `LabFailed` names all where there is none."""
    if name not in CABLES:
        raise LabFailed(f"there is no cable {name!r}; there are {', '.join(CABLES)}")
    return CABLES[name]


# ---------------------------------------------------------------- what happens to a cable


def cut(lab: Instance, name: str, *, far_only: bool = False) -> None:
    """Carrier is lost at both ends; or at the far one only, as behind a media converter."""
    cable = cable_of(name)
    ip(lab, WIRE, *(f"link set {port} down" for port in cable.ports[far_only:]))
    seen = cable.ends[far_only:]
    until(lambda: not any(_works(lab, end) for end in seen), f"the loss of {name} is seen")


def uncut(lab: Instance, name: str) -> None:
    """Carrier is back, and both ends have seen it, unless they are off."""
    cable = cable_of(name)
    ip(lab, WIRE, *(f"link set {port} up" for port in cable.ports))
    if not any(_is_off(lab, end) for end in cable.ends):
        until(lambda: all(_works(lab, end) for end in cable.ends), f"carrier on {name} is seen")
        until(lambda: _passes(lab, cable), f"{name} passes")


def _works(lab: Instance, end: End) -> bool:
    """Whether the kernel has its carrier in use.

    The flag LOWER_UP is up to a second ahead of this, on which routes and bridges act.
    """
    return " state UP " in _said_of(lab, end)


def _is_off(lab: Instance, end: End) -> bool:
    """Whether the interface itself is down, as without power."""
    flags = _said_of(lab, end).partition("<")[2].partition(">")[0]
    return "UP" not in flags.split(",")


def _said_of(lab: Instance, end: End) -> str:
    return run([*lab.within(end.node), *f"ip -o link show dev {end.interface}".split()]).stdout


def _passes(lab: Instance, cable: Cable) -> bool:
    """Whether its bridge passes on what comes."""
    listed = run([*lab.within(WIRE), "bridge", "link", "show"]).stdout.splitlines()
    of_it = [line for line in listed if f" master {cable.name} " in line]
    return all("state forwarding" in line for line in of_it)


def blackhole(lab: Instance, name: str, *, far_only: bool = False) -> None:
    """Nothing passes and both ends see their carrier; or only what the far end sends is lost."""
    _rule(lab, name, "blackhole", "drop", cable_of(name).ports[far_only:])


def loss(lab: Instance, name: str, percent: float) -> None:
    """So much of what is sent is lost, by chance."""
    _rule(lab, name, "loss", f"numgen random mod 1000 < {round(percent * 10)} drop")


def mtu(lab: Instance, name: str, size: int) -> None:
    """Longer frames vanish without a word: a ping passes, a login hangs."""
    _rule(lab, name, "mtu", f"meta length > {size} drop")


def _rule(
    lab: Instance, name: str, kind: str, what: str, ports: tuple[str, ...] | None = None
) -> None:
    come = ", ".join(f'"{port}"' for port in ports or cable_of(name).ports)
    _nft(lab, f'add rule bridge fault cable iifname {{ {come} }} {what} comment "{name} {kind}"\n')


def pass_again(lab: Instance, name: str, kind: str) -> None:
    """Take back a black hole, a loss or an MTU."""
    listed = run([*lab.within(WIRE), "nft", "-a", "list", "chain", "bridge", "fault", "cable"])
    for line in listed.stdout.splitlines():
        if f'comment "{name} {kind}"' in line:
            _nft(lab, f"delete rule bridge fault cable handle {line.rpartition('handle ')[2]}\n")


def _nft(lab: Instance, text: str) -> None:
    run([*lab.within(WIRE), "nft", "-f", "-"], text=text)


def rate(lab: Instance, name: str, kbit: int) -> None:
    """No more than so many kbit/s pass each way."""
    for port in cable_of(name).ports:
        words = f"tc qdisc replace dev {port} root tbf rate {kbit}kbit burst 8kb latency 400ms"
        run([*lab.within(WIRE), *words.split()])


def full_rate(lab: Instance, name: str) -> None:
    for port in cable_of(name).ports:
        run([*lab.within(WIRE), *f"tc qdisc del dev {port} root".split()], check=False)


def delay(lab: Instance, name: str, ms: float, jitter_ms: float = 0) -> None:
    """Everything takes so much longer each way.

    A process carries the frames in place of the bridge, because not every kernel has netem. A veth
    hands over unfinished checksums and frames of 64 kB unless told not to.
    """
    cable = cable_of(name)
    for end in cable.ends:
        offload = f"ethtool -K {end.interface} tx off tso off gso off gro off"
        run([*lab.within(end.node), *offload.split()])
    ip(lab, WIRE, *(f"link set {port} nomaster" for port in cable.ports))
    words = [sys.executable, "-I", str(DELAYING), *cable.ports, str(ms), str(jitter_ms)]
    start([*lab.within(WIRE), *words], "carrying")


def on_time(lab: Instance, name: str) -> None:
    """Take back a delay."""
    ports = cable_of(name).ports
    until(lambda: not _carriers_killed(lab, ports[0]), f"the carrier of {name} ends")
    ip(lab, WIRE, *(f"link set {port} master {name}" for port in ports))


def _carriers_killed(lab: Instance, port: str) -> list[int]:
    left = []
    for pid in lab.processes(WIRE):
        with suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
            if port in words and str(DELAYING) in words:
                os.kill(pid, signal.SIGKILL)
                left.append(pid)
    return left


def restore(lab: Instance, name: str) -> None:
    """Whatever happened to a cable is over."""
    on_time(lab, name)
    full_rate(lab, name)
    for kind in ("blackhole", "loss", "mtu"):
        pass_again(lab, name, kind)
    uncut(lab, name)
