"""Ports on loopback: free ones, and waiting for a daemon to listen."""

from __future__ import annotations

import socket
import time


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def wait_for_port(port: int, *, greeting: bytes = b"", within_s: float = 120.0) -> None:
    """Return when the port accepts and, where given, has said `greeting`; else `TimeoutError`."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1.0) as sock:
                if not greeting or sock.recv(len(greeting)) == greeting:
                    return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"nothing listens on port {port}")
