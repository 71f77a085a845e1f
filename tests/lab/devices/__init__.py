"""Gateways, servers and devices of a town, as real daemons on the lab's servers.

They are one set: `start` brings all of them up, `stop` takes all of them away. Each stands alone,
so a fault of one (``lab.fault.stopped("hq", "openvpn")``) leaves the others as they are.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.lab.commands import LabFailed
from tests.lab.devices import keys
from tests.lab.devices.daemon import KEPT, Daemon
from tests.lab.devices.gateways import gateways
from tests.lab.devices.office import office
from tests.lab.devices.servers import servers
from tests.lab.instance import Instance
from tests.lab.node import Node

_PLAN = Path(__file__).with_name("plan")
# What the data centre holds to be looked at; what is said there was written after real output.
_FILES = {
    "srv/stations.csv": "子局名,状態\n本町,正常\n浜辺,正常\n",
    "srv/backup/db-1.dump": "rows " * 100,
    "srv/services.json": '[{"Name": "W32Time", "Status": 4, "StartType": 2}]',
    "srv/sessions.json": '{"Active sessions": 25, "Total authentication failures": 2}',
    "srv/www/1mb": "0" * 1_000_000,
}
# Program and Debian package.
_NEEDED = {
    "/usr/sbin/openvpn": "openvpn",
    "/usr/lib/ipsec/charon": "strongswan-charon",
    "/usr/sbin/swanctl": "strongswan-swanctl",
    "/usr/bin/wireguard-go": "wireguard-go",
    "/usr/bin/wg": "wireguard-tools",
    "/usr/sbin/ocserv": "ocserv",
    "/usr/sbin/xrdp": "xrdp",
    "/usr/bin/turnserver": "coturn",
    "/usr/sbin/freeradius": "freeradius",
    "/usr/sbin/chronyd": "chrony",
    "/usr/sbin/snmpd": "snmpd",
    "/usr/sbin/dnsmasq": "dnsmasq-base",
    "/usr/sbin/smbd": "samba",
    "/usr/sbin/postfix": "postfix",
    "/lib/nut/upsd": "nut-server",
}


def daemons(folder: Path) -> list[Daemon]:
    """Every one of them; `folder` holds the lab's keys."""
    return [*gateways(folder), *servers(), *office()]


@contextmanager
def present(lab: Instance) -> Iterator[Path]:
    """Have them there meanwhile; the folder of a plan that knows them."""
    try:
        yield start(lab)
    finally:
        stop(lab)


def start(lab: Instance) -> Path:
    """Start all of them, and wait until they serve; the folder of a plan that knows them."""
    missing = {package for file, package in _NEEDED.items() if not Path(file).exists()}
    if missing:
        raise LabFailed(f"The lab needs these Debian packages: {' '.join(sorted(missing))}")
    if not os.access("/dev/net/tun", os.R_OK | os.W_OK):
        raise LabFailed(
            "The lab's gateways need /dev/net/tun: the kernel's module tun, and the right to read "
            "and write there (chmod 666 /dev/net/tun)"
        )
    folder = keys.make(lab)
    shutil.copytree(_PLAN, folder, dirs_exist_ok=True)
    every = daemons(folder)
    for node in {each.node for each in every}:
        _keys_to(Node(lab, node), folder)
    for path, text in _FILES.items():
        Node(lab, "dc").write(path, text)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(_start, Node(lab, each.node), each) for each in every]:
            done.result()
    return folder


def stop(lab: Instance) -> None:
    """Take all of them away; their keys stay as long as the lab."""
    folder = keys.folder_of(lab)
    for each in reversed(daemons(folder)) if folder.exists() else ():
        node = Node(lab, each.node)
        if each.name in node.services():
            node.service("stop", each.name)
            node.without_unit(each.name)


def _keys_to(node: Node, folder: Path) -> None:
    kept = node.disk / KEPT.lstrip("/")
    kept.mkdir(mode=0o755, exist_ok=True)
    names = ("ca.crt", f"{node.name}.crt", f"{node.name}.key", "static.key", "v2-server.key")
    for name in names:
        shutil.copy(folder / name, kept / name)


def _start(node: Node, daemon: Daemon) -> None:
    for path, text in daemon.files.items():
        node.write(path, text)
    node.unit(daemon.name, **daemon.settings)
    node.service("start", daemon.name)
