"""A real OpenVPN server, in a network of a test's own."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.daemons.certificates import Authority
from tests.daemons.network import Network

PROGRAM = "openvpn"
PORT = 1194
STATIC_KEY, SERVER_KEY, CLIENT_KEY = "static.key", "v2-server.key", "v2-client.key"
_SERVER = """
mode server
tls-server
local {host}
port {port}
proto {proto}
dev tun{number}
topology subnet
server 198.18.{number}.0 255.255.255.0
ca {folder}/ca.crt
cert {folder}/server.crt
key {folder}/server.key
dh none
keepalive 2 10
verb 4
log /run/openvpn{port}.log
"""


def keys(folder: Path) -> None:
    """A static key, and a server's and a client's key for tls-crypt-v2."""
    for kind, file in (("tls-auth", STATIC_KEY), ("tls-crypt-v2-server", SERVER_KEY)):
        _openvpn("--genkey", kind, str(folder / file))
    server = ("--tls-crypt-v2", str(folder / SERVER_KEY))
    _openvpn(*server, "--genkey", "tls-crypt-v2-client", str(folder / CLIENT_KEY))


def start(
    network: Network,
    authority: Authority,
    *options: str,
    port: int = PORT,
    tcp: bool = False,
    host: str = "127.0.0.1",
) -> None:
    """Start it on a port of the network; `options` are lines of its settings.

    It has ``server.crt`` of the authority, and takes whoever has a certificate of it.
    """
    settings = _SERVER.format(
        host=host,
        port=port,
        proto="tcp-server" if tcp else "udp",
        number=port % 250,
        folder=authority.folder,
    )
    lines = settings + "\n".join(options) + "\n"
    network.run(f"cat >/run/openvpn{port}.conf", text=lines)
    listening = f"ss -{'t' if tcp else 'u'}lnH 'sport = :{port}' | grep -q ."
    network.start(f"{PROGRAM} --config /run/openvpn{port}.conf", listening)


def connect(network: Network, folder: Path) -> None:
    """Have somebody connected to it, and stay, who has ``client.crt`` of the folder."""
    words = f"client\nremote 127.0.0.1 {PORT}\ndev null\nifconfig-noexec\nroute-noexec\n"
    words += f"ca {folder}/ca.crt\ncert {folder}/client.crt\nkey {folder}/client.key\n"
    network.run("cat >/run/other.conf", text=f"{words}log /run/other.log\n")
    network.start(f"{PROGRAM} --config /run/other.conf", "grep -q Completed /run/other.log")


def log(network: Network, port: int = PORT) -> str:
    """What it has written so far."""
    return network.run(f"cat /run/openvpn{port}.log")


def _openvpn(*words: str) -> None:
    subprocess.run([PROGRAM, *words], capture_output=True, check=True)
