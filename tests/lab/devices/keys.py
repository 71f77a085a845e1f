"""The keys, certificates and passwords of the gateways and devices: made once for each lab."""

from __future__ import annotations

from pathlib import Path

from tests.daemons import openvpn, wireguard
from tests.daemons.certificates import Authority
from tests.lab.instance import Instance
from tests.lab.topology import SERVERS

# What the drill knows: a file each in the folder of the plan.
PASSWORDS = {
    "community": "town-reads",
    "radius-secret": "shared-with-the-nas",
    "account": "himitsu-no-kotoba",
}
USER = "drill"


def folder_of(lab: Instance) -> Path:
    """Where all of it lies, beside the plan that names it."""
    return lab.keys / "devices"


def make(lab: Instance) -> Path:
    """Make them, unless they are there."""
    folder = folder_of(lab)
    if folder.exists():
        return folder
    folder.mkdir(mode=0o700)
    authority = Authority(folder)
    for node in ("hq", "dc"):
        authority.issue(node, name=SERVERS[node])
    authority.issue("client", purpose="client")
    openvpn.keys(folder)
    server, probe = wireguard.key_pair(), wireguard.key_pair()
    texts = {
        "wireguard.key": server.private,
        "wireguard.pub": server.public,
        "probe.key": probe.private,
        "probe.pub": probe.public,
        "probe.psk": wireguard.preshared(),
        **PASSWORDS,
    }
    ports = f"remote {SERVERS['hq']} 1194 udp\n"
    files = "ca ca.crt\ncert client.crt\nkey client.key\n"
    texts["client.ovpn"] = f"client\ndev tun\n{ports}nobind\nremote-cert-tls server\n{files}"
    for name, text in texts.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(text)
    return folder
