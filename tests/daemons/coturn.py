"""A real STUN and TURN server: coturn, in a network of a test's own."""

from __future__ import annotations

from tests.daemons.network import Network

PROGRAM = "turnserver"
PORT = 3478


def start(network: Network) -> None:
    """Start it on port 3478 of the network, at both addresses of loopback."""
    words = [
        "-n",
        "--listening-ip=127.0.0.1",
        "--listening-ip=::1",
        "--no-tls",
        "--no-dtls",
        "--no-cli",
        "--simple-log",
    ]
    words += ["--log-file=stdout", "--pidfile=/run/turn.pid", "--userdb=/run/turn.db"]
    network.start(f"{PROGRAM} {' '.join(words)}", f"ss -ulnH 'sport = :{PORT}' | grep -q .")
