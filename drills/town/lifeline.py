"""A process of the town, seen from inside: its order, its word that it is ready, and its end.

Standard input is the lifeline. Its first line is the order (JSON); afterwards nothing is sent, and
the process ends when the pipe closes. The pipe closes when whoever started the process ends, in
whatever way, so nothing of the town can outlive it. A pipe does this on every operating system.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import Mapping
from typing import Any

_STDIN = 0


def read_order() -> Mapping[str, Any]:
    """The order this process was started with; call it first and once."""
    # Ctrl-C reaches every process of a terminal, but only the first one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = b""
    while not line.endswith(b"\n"):
        some = os.read(_STDIN, 65_536)
        if not some:
            raise SystemExit(1)
        line += some
    order: Mapping[str, Any] = json.loads(line)
    return order


def say_ready(**answer: Any) -> None:
    """Tell the starter that this process works now."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


async def until_cut() -> None:
    """Wait until the lifeline closes."""
    loop, cut = asyncio.get_running_loop(), asyncio.Event()

    def watch() -> None:
        # Not through sys.stdin: a thread that waits in it would hold its lock at the exit.
        while os.read(_STDIN, 4_096):
            pass
        loop.call_soon_threadsafe(cut.set)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()
    await cut.wait()
