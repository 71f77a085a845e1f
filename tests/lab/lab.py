"""The whole lab: up, down, and the handles by which tests hold it."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from tests.lab import devices, disk, network
from tests.lab.commands import LabFailed
from tests.lab.faults import Faults
from tests.lab.instance import Instance
from tests.lab.node import Node
from tests.lab.routing import USUAL, Routers, routed
from tests.lab.seat import Seat
from tests.lab.topology import SERVERS, ZONES

RESIDENTS = 20_000
# Program and Debian package.
_NEEDED = {
    "ip": "iproute2",
    "nft": "nftables",
    "ping": "iputils-ping",
    "ethtool": "ethtool",
    "sysctl": "procps",
    "unshare": "util-linux",
    "nginx": "nginx-light",
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "sudo": "sudo",
}


@dataclass(frozen=True)
class Lab:
    """A lab that is up."""

    instance: Instance

    @property
    def fault(self) -> Faults:
        """What can go wrong."""
        return Faults(self.instance)

    @property
    def ops(self) -> Seat:
        """Where the drill is run from."""
        return Seat(self.instance)

    def terminal(self, zone: str) -> Seat:
        """The terminal of a zone: ``lgwan``, ``internet`` or ``my_number``."""
        return Seat(self.instance, ZONES[zone][0])

    @property
    def known_hosts(self) -> Path:
        """The host keys of all servers."""
        return self.instance.keys / "known_hosts"

    def key(self, name: str = "drill") -> Path:
        """A private key: the drill's, or a ``stranger``'s, whom no server knows."""
        return self.instance.keys / name

    def node(self, name: str) -> Node:
        """A server by its name."""
        return Node(self.instance, name)

    def routed(self, timers: str = USUAL) -> AbstractContextManager[Routers]:
        """Routers between the head office and its branch, and no static routes, meanwhile."""
        return routed(self.instance, timers)

    def devices(self) -> AbstractContextManager[Path]:
        """Gateways and devices on the servers meanwhile; the folder of a plan that knows them."""
        return devices.present(self.instance)

    def status(self) -> dict[str, dict[str, str] | str]:
        """Each server and its services."""
        nodes = (self.node(each) for each in SERVERS)
        return {each.name: each.states() if each.is_on() else "off" for each in nodes}


def up(instance: Instance) -> Lab:
    """Build the lab, unless it stands; what an earlier attempt left is cleared first."""
    _must_be_possible()
    lab = Lab(instance)
    with instance.locked():
        if instance.ready.exists() and all(lab.node(each).is_on() for each in SERVERS):
            return lab
        instance.remove()
        try:
            _build(lab)
        except BaseException:
            instance.remove()
            raise
    return lab


def down(instance: Instance) -> None:
    """Take everything away."""
    with instance.locked():
        instance.remove()


def _build(lab: Lab) -> None:
    lab.instance.folder.mkdir(parents=True, mode=0o755)
    network.build(lab.instance)
    lab.instance.keys.mkdir(mode=0o700)
    for name in ("drill", "stranger"):
        disk.make_key(lab.instance, name)
    with ThreadPoolExecutor(len(SERVERS)) as pool:
        for done in [pool.submit(_first_start, lab.node(each)) for each in SERVERS]:
            done.result()
    disk.write_known_hosts(lab.instance)
    lab.instance.ready.touch()


def _first_start(node: Node) -> None:
    disk.make_key(node.lab, node.name)
    disk.make(node.lab, node.name)
    node.power_on()
    if node.name == "hq":
        node.run(["/lab/database", "init"])
        node.service("start", "postgres")
        node.run(["/lab/database", "seed", str(RESIDENTS)])
        node.run(["/lab/database", "backup"])


def _must_be_possible() -> None:
    if os.geteuid() != 0:
        raise LabFailed(
            "The lab makes networks, which only root may. As another user, where the system lets "
            "users have namespaces (package uidmap, a line in /etc/subuid and /etc/subgid), type: "
            "python -m tests.lab inside COMMAND"
        )
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    missing = {package for name, package in _NEEDED.items() if not shutil.which(name, path=path)}
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        missing.add("postgresql")
    if missing:
        raise LabFailed(f"The lab needs these Debian packages: {' '.join(sorted(missing))}")
