"""A real WireGuard server (wireguard-go, in user space), in a network of a test's own."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from tests.daemons.network import Network

PROGRAM = "wireguard-go"
PORT = 51820


@dataclass(frozen=True)
class KeyPair:
    """A private key and its public one, as ``wg`` writes them."""

    private: str
    public: str


def key_pair() -> KeyPair:
    """A new one."""
    private = _wg("genkey")
    return KeyPair(private, _wg("pubkey", text=private))


def preshared() -> str:
    """A new secret for two to share."""
    return _wg("genpsk")


@dataclass(frozen=True)
class Peer:
    """Whom a server knows; `psk` empty: they share no secret."""

    public: str
    psk: str = ""


def start(network: Network, server: KeyPair, *peers: Peer) -> None:
    """Start it on port 51820 of the network, with these peers."""
    network.start(f"{PROGRAM} -f wg0", "wg show wg0")
    lines = [f"[Interface]\nPrivateKey = {server.private}\nListenPort = {PORT}"]
    for peer in peers:
        lines.append(f"[Peer]\nPublicKey = {peer.public}")
        if peer.psk:
            lines.append(f"PresharedKey = {peer.psk}")
    network.run("cat >/run/wg0.conf && wg setconf wg0 /run/wg0.conf", text="\n".join(lines) + "\n")
    network.run("ip link set wg0 up")


def endpoints(network: Network) -> dict[str, str]:
    """Where the server would send what is meant for each peer."""
    said = network.run("wg show wg0 endpoints").split()
    return dict(zip(said[::2], said[1::2], strict=True))


def _wg(verb: str, text: str = "") -> str:
    done = subprocess.run(["wg", verb], input=text, capture_output=True, text=True, check=True)
    return done.stdout.strip()
