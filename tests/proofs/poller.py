"""A witness that knows nothing of the drill: asks every 10 ms in a process of its own.

What it asks is told by the address: ``http://host:port/`` wants a page, ``file:///path`` wants one
more block written to that file, ``postgresql://host:port/user`` wants a line inserted and read,
``icmp://address`` wants an echo, ``route://address/interface`` wants the kernel to send out there.

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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from tests.proofs import questions

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
def watching(url: str, within: Sequence[str] = ()) -> Iterator[Witness]:
    """Have a poller look meanwhile; afterwards the witness has spoken.

    `within` stands before its command, for instance to start it in another network.
    """
    witness = Witness()
    command = [*within, sys.executable, "-m", "tests.proofs.poller", url]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"looking\n"
        try:
            yield witness
        finally:
            seen, _ = process.communicate(timeout=120)
    witness.attempts = sorted(
        (Attempt(*each) for each in json.loads(seen)), key=lambda each: each.sent
    )


async def look(url: str) -> list[Attempt]:
    """Ask until standard input is closed."""
    found: list[Attempt] = []
    under_way: set[asyncio.Task[None]] = set()
    over = asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)
    place = urlsplit(url)
    ask = questions.ASKED_BY[place.scheme]
    began = time.monotonic()
    turn = 0
    while not over.done():
        task = asyncio.create_task(_attempt(ask, place, found))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        turn += 1
        await asyncio.sleep(max(0.0, began + turn * STEP_S - time.monotonic()))
    await asyncio.gather(*under_way)
    return found


async def _attempt(ask: questions.Question, place: SplitResult, found: list[Attempt]) -> None:
    sent, good = time.monotonic_ns(), False
    with suppress(OSError, EOFError):  # refused, reset, broken off, full or too late (TimeoutError)
        async with asyncio.timeout(LIMIT_S):
            good = await ask(place, sent)
    found.append(Attempt(sent, time.monotonic_ns(), good))


def main() -> None:
    """Be the poller."""
    sys.stdout.write("looking\n")
    sys.stdout.flush()
    found = asyncio.run(look(sys.argv[1]))
    json.dump([(each.sent, each.received, each.good) for each in found], sys.stdout)


if __name__ == "__main__":
    main()
