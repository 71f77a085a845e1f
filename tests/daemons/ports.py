"""Ports on loopback: free ones, and waiting for a daemon to listen."""

from __future__ import annotations

import secrets
import socket
import time

# Below those from which Linux takes a port for every connection that begins (32768 to 60999): a
# port that was free must still be so when a daemon takes it, and a closed one must stay closed.
_LOWEST, _COUNT = 20_000, 12_000
_given: set[int] = set()


def free_port() -> int:
    """A port that nothing listens on at this moment; each is given once."""
    while True:
        port = _LOWEST + secrets.randbelow(_COUNT)
        if port not in _given and _is_free(port):
            _given.add(port)
            return port


def _is_free(port: int) -> bool:
    try:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(type=kind) as sock:
                sock.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True


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
