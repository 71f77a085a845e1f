"""Sends a WireGuard server more beginnings than it cares to answer, until it is ended.

    python -m tests.daemons.wireguard_load SERVER_KEY

A server that has many waiting answers each with a cookie, for a second after the last crowd.
"""

from __future__ import annotations

import socket
import sys
import time
from base64 import b64decode
from pathlib import Path

from drills.wire import wireguard
from tests.daemons.wireguard import PORT

_CROWD = 2_000
_PAUSE_S = 0.3


def main() -> None:
    """Send crowds of them; a file says that the first has been sent."""
    stranger, ephemeral = bytes([1]) * 32, bytes([2]) * 32
    keys = wireguard.Keys(stranger, b64decode(sys.argv[1]))
    begun = wireguard.initiation(keys, ephemeral, bytes(4), wireguard.tai64n(0))
    with socket.socket(type=socket.SOCK_DGRAM) as sending:
        while True:
            for _ in range(_CROWD):
                sending.sendto(begun.datagram, ("127.0.0.1", PORT))
            Path("/run/sending").touch()
            time.sleep(_PAUSE_S)


if __name__ == "__main__":
    main()
