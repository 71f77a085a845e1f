"""Sends a WireGuard server more beginnings than it cares to answer, until it is ended.

    python -m tests.daemons.wireguard_load SERVER_KEY

A server that has 128 waiting answers each with a cookie, for a second from then on. While it does
so it works so fast that a crowd may not make 128 wait: the next must come before it stands idle.
"""

from __future__ import annotations

import socket
import sys
from base64 import b64decode
from contextlib import suppress
from pathlib import Path

from drills.wire import wireguard
from tests.daemons.wireguard import PORT

_CROWD = 100
_PAUSE_S = 0.001
_COOKIE = 3


def main() -> None:
    """Send crowds of them; a file says that the server has answered with a cookie."""
    stranger, ephemeral = bytes([1]) * 32, bytes([2]) * 32
    keys = wireguard.Keys(stranger, b64decode(sys.argv[1]))
    begun = wireguard.initiation(keys, ephemeral, bytes(4), wireguard.tai64n(0))
    with socket.socket(type=socket.SOCK_DGRAM) as sending:
        sending.connect(("127.0.0.1", PORT))
        sending.settimeout(_PAUSE_S)
        while True:
            for _ in range(_CROWD):
                sending.send(begun.datagram)
            if _answered_with_a_cookie(sending):
                Path("/run/sending").touch()


def _answered_with_a_cookie(sending: socket.socket) -> bool:
    """Whether one came before it was quiet for the time of a pause."""
    seen = False
    with suppress(TimeoutError):
        while True:
            seen |= sending.recv(4096)[0] == _COOKIE
    return seen


if __name__ == "__main__":
    main()
