"""A real file server: Samba's smbd, in a network of a test's own. It shares nothing."""

from __future__ import annotations

from tests.daemons.network import Network

PROGRAM = "smbd"
PORT = 445
_SETTINGS = """
[global]
server role = standalone server
disable netbios = yes
smb ports = 445
interfaces = lo
bind interfaces only = yes
load printers = no
printcap name = /dev/null
disable spoolss = yes
map to guest = never
log file = /run/samba/log
private dir = /run/samba/private
lock directory = /run/samba/lock
state directory = /run/samba/state
cache directory = /run/samba/cache
pid directory = /run/samba
ncalrpc dir = /run/samba/ncalrpc
"""


def start(network: Network, *settings: str) -> None:
    """Start it on port 445 of the network."""
    network.run("mkdir -p /run/samba/private /run/samba/lock /run/samba/state /run/samba/cache")
    network.run("cat >/run/samba/smb.conf", text="\n".join((_SETTINGS, *settings)) + "\n")
    network.start(
        "/usr/sbin/smbd --foreground --no-process-group -s /run/samba/smb.conf",
        f"ss -tlnH 'sport = :{PORT}' | grep -q .",
    )
