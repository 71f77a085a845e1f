"""A real time server: chrony, in a network of a test's own. It leaves the machine's clock alone."""

from __future__ import annotations

from tests.daemons.network import Network

PROGRAM = "chronyd"
PORT = 123
_FAKETIME = "/usr/lib/*/faketime/libfaketime.so.1"


def start(network: Network, *settings: str, ahead: str = "") -> None:
    """Start it on port 123 of the network; `ahead` (``+2h``) is where its clock stands."""
    lines = (f"port {PORT}", "allow all", "cmdport 0", "pidfile /run/chronyd.pid", *settings)
    network.run("cat >/run/chrony.conf", text="\n".join(lines) + "\n")
    # The library by itself: its wrapper shares a lock with every other one of the machine.
    clock = f"env LD_PRELOAD=$(ls {_FAKETIME}) FAKETIME={ahead} " if ahead else ""
    command = f"{clock}/usr/sbin/{PROGRAM} -d -x -U -u root -f /run/chrony.conf"
    network.start(command, f"ss -ulnH 'sport = :{PORT}' | grep -q .")
