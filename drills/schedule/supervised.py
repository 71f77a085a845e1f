"""Words to whoever supervises the service: one datagram each, as systemd's sd_notify(3) has it.

Without a supervisor (`NOTIFY_SOCKET` is not set), and on systems without such sockets, nothing is
said.
"""

from __future__ import annotations

import os
from contextlib import suppress

from drills.platform import datagram_to

READY = "READY=1"
STOPPING = "STOPPING=1"
WATCHDOG = "WATCHDOG=1"


def tell_supervisor(*words: str) -> None:
    """Send the words. Whether anybody hears them is no matter of the service."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    if place:
        # An abstract name begins with a zero byte, which no environment can hold.
        address = f"\0{place[1:]}" if place.startswith("@") else place
        with suppress(OSError):
            datagram_to(address, "\n".join(words).encode())


def watchdog_seconds() -> float | None:
    """How often the supervisor wants a sign of life: half of its patience (WATCHDOG_USEC)."""
    given = os.environ.get("WATCHDOG_USEC", "")
    own = os.environ.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
    return int(given) / 2_000_000 if own and given.isdigit() and int(given) else None
