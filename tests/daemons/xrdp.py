"""A real Remote Desktop server: xrdp, in a network of a test's own, without any session behind."""

from __future__ import annotations

from pathlib import Path

from tests.daemons.network import Network

PROGRAM = "xrdp"
PORT = 3389


def start(network: Network, papers: tuple[Path, Path], layer: str = "negotiate") -> None:
    """Start it on port 3389 of the network; `layer` is its ``security_layer``."""
    network.run("mkdir /run/xrdp && mount -t tmpfs none /var/log")
    network.run("cp -r /etc/xrdp/. /run/xrdp && mount --bind /run/xrdp /etc/xrdp")
    cert, key = papers
    network.run(
        f"sed -i 's|^security_layer=.*|security_layer={layer}|;"
        f" s|^certificate=.*|certificate={cert}|; s|^key_file=.*|key_file={key}|;"
        " s|^port=.*|port=tcp://127.0.0.1:3389|' /etc/xrdp/xrdp.ini"
    )
    network.start("/usr/sbin/xrdp --nodaemon", f"ss -tlnH 'sport = :{PORT}' | grep -q .")
