"""A witness that knows nothing of the drill: asks a web page every 10 ms in a process of its own.

No attempt waits for another, each has its own limit, and all times are this process's
`time.monotonic_ns`, which on one Linux machine is the same clock for every process. It asks until
its standard input is closed, then writes what it saw to standard output.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

STEP_S = 0.01
LIMIT_S = 1.0


@dataclass(frozen=True)
class Attempt:
    """One question: when it was sent, when its answer or its limit came, whether it was good.

    Times are nanoseconds of the machine's monotonic clock, or what `since` makes of them.
    """

    sent: int
    received: int
    good: bool

    def since(self, began_ns: int) -> Attempt:
        """The same in microseconds since an instant."""
        sent, received = ((each - began_ns) // 1000 for each in (self.sent, self.received))
        return Attempt(sent, received, self.good)


@dataclass
class Witness:
    """What a poller saw, in the order of sending; empty while it still looks."""

    attempts: list[Attempt] = field(default_factory=list)


@contextmanager
def watching(url: str) -> Iterator[Witness]:
    """Have a poller look at a page meanwhile; afterwards the witness has spoken."""
    witness = Witness()
    command = [sys.executable, "-m", "tests.proofs.poller", url]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"looking\n"
        try:
            yield witness
        finally:
            seen, _ = process.communicate(timeout=30)
    witness.attempts = sorted(
        (Attempt(*each) for each in json.loads(seen)), key=lambda each: each.sent
    )


async def look(url: str) -> list[Attempt]:
    """Ask until standard input is closed."""
    found: list[Attempt] = []
    under_way: set[asyncio.Task[None]] = set()
    over = asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)
    place = urlsplit(url)
    began = time.monotonic()
    turn = 0
    while not over.done():
        task = asyncio.create_task(_attempt(place.hostname or "", place.port or 80, found))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        turn += 1
        await asyncio.sleep(max(0.0, began + turn * STEP_S - time.monotonic()))
    await asyncio.gather(*under_way)
    return found


async def _attempt(host: str, port: int, found: list[Attempt]) -> None:
    sent, good, writer = time.monotonic_ns(), False, None
    try:
        async with asyncio.timeout(LIMIT_S):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(b"GET / HTTP/1.0\r\n\r\n")
            good = b" 200 " in await reader.readline()
    except OSError:
        pass  # refused, reset or too late (TimeoutError): not good
    found.append(Attempt(sent, time.monotonic_ns(), good))
    if writer is not None:
        writer.transport.abort()


def main() -> None:
    """Be the poller."""
    sys.stdout.write("looking\n")
    sys.stdout.flush()
    found = asyncio.run(look(sys.argv[1]))
    json.dump([(each.sent, each.received, each.good) for each in found], sys.stdout)


if __name__ == "__main__":
    main()
