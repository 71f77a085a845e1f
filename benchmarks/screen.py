"""How long from a key to its picture: the drill board on a real terminal, with much going on.

``python -m benchmarks.screen``; every second all of 500 watched systems go down or come back, and
the window of the watch is told, over the same seam as from a real engine, while that engine's
thread has 20 SSH handshakes under way with a server process. Keys are typed into the terminal and
the first bytes of what they must bring are waited for.

The server is another machine in the field; here it takes the processors that are left over
(`os.nice`), so that what it computes is not taken for something that the screen waits for. The
handshakes themselves are the engine's work, in the same process as the screen, as in the field.
Every byte to and from the server takes half of `--rtt`, as on a line between a town hall and its
data centre; with ``--rtt 0`` the handshakes are a load that takes every processor there is. How
many there were in a second is printed.

Beside it, in the same run, the same is measured of the smallest app that answers a key, with the
same handshakes in a thread of its process: nothing that is built on Textual can be quicker on this
machine, whatever else that is doing.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bcp.durations import HOUR, SECOND, Span
from bcp.message import Text
from bcp.model import Rto
from benchmarks.terminal import Terminal
from drills.core import events as e
from drills.core.brief import Brief
from drills.runtime import courtesy, seam
from scenarios.reading import Reading
from tests.core import making

# As little of the processors as can be had.
LEAST = 19
STEPS = 40
UP, DOWN = Reading({"reply": True}), Reading({"reply": False})


def crowded(systems: int) -> Brief:
    """Many systems, and questions that wait without a limit: their rows change only by a key."""
    watched = (
        making.system(f"s{n}", name=Text(f"窓口システム{n}"), rto=Rto(Span(HOUR)))
        for n in range(systems)
    )
    steps = (making.ask(f"q{n}", at=0) for n in range(STEPS))
    return replace(making.brief(*steps, systems=tuple(watched), limit=8 * HOUR))


def second(brief: Brief, number: int) -> list[e.Event]:
    """What one second brings: every check changes, and the window is told."""
    at = number * SECOND
    good, bad = e.Sample(at - 500_000, at - 400_000, "held", UP), None
    found: list[e.Event] = []
    for check in brief.checks:
        bad = e.Sample(at - 300_000, at - 200_000, "broken", DOWN)
        if number % 2:
            found.append(e.CheckLost(at, check.id, good, bad))
        else:
            first = replace(good, sent=at - 100_000, received=at)
            found.append(e.CheckReturned(at, check.id, bad, first))
    tallies = tuple(
        e.CheckTally(each.id, 1, 1, 0, 0, at - 500_000, at - 300_000, at, 1)
        for each in brief.checks
    )
    return [*found, e.Watched(at, at - SECOND, tallies)]


def child(systems: int, port: int, handshakes: int) -> None:
    """The app with its engine thread, in this process."""
    # The screen is loaded in the child alone.
    from tui.app import DrillApp  # noqa: PLC0415
    from tui.feed import Session  # noqa: PLC0415
    from tui.smooth import smoothly  # noqa: PLC0415
    from tui.wire import Wire  # noqa: PLC0415

    brief = crowded(systems)
    engine = threading.Thread(
        target=lambda: courtesy.run(_engine(wire, brief, port, handshakes)), daemon=True
    )
    wire = Wire(lambda line: None, engine.start)
    session = Session("r", "controller", wire, wire)
    with smoothly():
        app = DrillApp(None, "en", by="op", session=session)  # type: ignore[arg-type]
        app.key_pressed = courtesy.COURTESY.key_pressed
        app.run()


def smallest_child(port: int, handshakes: int) -> None:
    """The smallest app that answers a key, with handshakes in a thread of this process."""
    # The screen is loaded in the child alone.
    from textual.app import App, ComposeResult  # noqa: PLC0415
    from textual.widgets import Static  # noqa: PLC0415

    from tui.smooth import smoothly  # noqa: PLC0415

    class Smallest(App[None]):
        count = 0

        def compose(self) -> ComposeResult:
            yield Static("[q0]", markup=False)

        def on_key(self) -> None:
            self.count += 1
            self.query_one(Static).update(f"[q{self.count}]")

    threading.Thread(target=lambda: asyncio.run(_busy(port, handshakes)), daemon=True).start()
    with smoothly():
        Smallest().run()


async def _busy(port: int, handshakes: int) -> None:
    import asyncssh  # noqa: PLC0415

    # Prepared once, as the engine does it: see `drills.runtime.ssh_options`.
    options = asyncssh.SSHClientConnectionOptions(
        known_hosts=None, username="x", client_keys=None, config=None
    )
    await asyncio.gather(*(_shaking_hands(port, options) for _ in range(handshakes)))


async def _engine(wire: object, brief: Brief, port: int, handshakes: int) -> None:
    deliver = wire.deliver  # type: ignore[attr-defined]
    began: list[e.Event] = [
        e.DrillStarted(0, brief),
        *(e.StepDue(0, f"q{n}", 0) for n in range(STEPS)),
    ]
    for line in seam.recorded(began):
        deliver(line)
    busy = asyncio.create_task(_busy(port, handshakes))
    start = time.monotonic()
    for number in range(1, 100_000):
        await asyncio.sleep(max(0.0, start + number - time.monotonic()))
        for line in seam.recorded(second(brief, number)):
            deliver(line)
        deliver(seam.written(seam.Beaten(number * SECOND)))
    del busy


async def _shaking_hands(port: int, options: object) -> None:
    import asyncssh  # noqa: PLC0415

    while True:
        async with asyncssh.connect("127.0.0.1", port, config=None, options=options):
            pass


def server(rtt_ms: float) -> None:
    """An SSH server that lets anybody in; says its port and runs until its input ends."""
    import asyncssh  # noqa: PLC0415

    let_in, began = 0, time.monotonic()

    class Open(asyncssh.SSHServer):
        def begin_auth(self, username: str) -> bool:
            nonlocal let_in
            let_in += 1
            return False

    async def serve() -> None:
        key = asyncssh.generate_private_key("ssh-ed25519")
        listening = await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[key], server_factory=Open
        )
        port = listening.get_port()
        async with await asyncio.get_running_loop().create_server(
            lambda: _Near(port, rtt_ms / 2e3), "127.0.0.1"
        ) as line:
            far = line.sockets[0].getsockname()[1]
            print(far if rtt_ms else port, flush=True)
            await asyncio.to_thread(sys.stdin.read)

    os.nice(LEAST)
    asyncio.run(serve())
    print(let_in / (time.monotonic() - began), flush=True)


class _Late(asyncio.Protocol):
    """One end of a line on which every byte is under way for `delay` seconds."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.other: asyncio.Future[asyncio.Transport] = asyncio.get_running_loop().create_future()

    def connection_lost(self, exc: Exception | None) -> None:
        self._later(lambda transport: transport.close())

    def data_received(self, data: bytes) -> None:
        self._later(lambda transport: transport.write(data))

    def _later(self, work: Callable[[asyncio.Transport], None]) -> None:
        def arrived() -> None:
            self.other.add_done_callback(lambda other: work(other.result()))

        asyncio.get_running_loop().call_later(self.delay, arrived)


class _Near(_Late):
    """The end of the line that the drill connects to; the far end goes to the server."""

    def __init__(self, port: int, delay: float) -> None:
        super().__init__(delay)
        self._port = port
        self._opening: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._opening = asyncio.ensure_future(self._open(transport))

    async def _open(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - it is a stream
        loop = asyncio.get_running_loop()
        there, far = await loop.create_connection(
            lambda: _Late(self.delay), "127.0.0.1", self._port
        )
        far.other.set_result(transport)
        self.other.set_result(there)


@dataclass
class Server:
    """The server in another process: its port, and how many it let in each second, at the end."""

    port: int = 0
    rate: float = 0.0


@contextmanager
def serving(wanted: bool, rtt_ms: float) -> Iterator[Server]:
    """A server, or none, which has the port nought."""
    if not wanted:
        yield Server()
        return
    words = [sys.executable, "-m", "benchmarks.screen", "--server", "--rtt", str(rtt_ms)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None  # noqa: S101 - it is a pipe
        there = Server(int(running.stdout.readline()))
        yield there
        assert running.stdin is not None  # noqa: S101
        running.stdin.close()
        there.rate = float(running.stdout.readline())


@dataclass
class Measured:
    """Seconds from a key to its picture, by what the key does."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    def add(self, what: str, seconds: float) -> None:
        """One more key."""
        self.taken.setdefault(what, []).append(seconds)


def measure(terminal: Terminal, keys: int) -> Measured:
    """Type keys at uneven intervals, and wait for what each must bring."""
    found, dice, at = Measured(), random.Random(7), 0  # noqa: S311 - no secret
    terminal.until(b"[q0]", 60.0)
    terminal.rest(4.0)
    for _ in range(keys):
        down = at < 5 or (at < 14 and dice.random() < 0.5)
        at += 1 if down else -1
        sign = f"[q{at}]".encode()
        found.add("cursor", terminal.press(b"\x1b[B" if down else b"\x1b[A", sign))
        terminal.rest(dice.uniform(0.05, 0.2))
        if dice.random() < 0.2:
            found.add("dialog", terminal.press(b"a", b"Name"))
            terminal.rest(0.3)
            terminal.write(b"\x1b")
            terminal.rest(0.5)
    return found


def smallest(terminal: Terminal, keys: int) -> Measured:
    """The same of the smallest app."""
    found, dice = Measured(), random.Random(7)  # noqa: S311 - no secret
    terminal.until(b"[q0]", 60.0)
    terminal.rest(4.0)
    for number in range(1, keys + 1):
        found.add("smallest app", terminal.press(b"x", f"[q{number}]".encode()))
        terminal.rest(dice.uniform(0.05, 0.2))
    return found


def told(found: Measured) -> None:
    """Print what was measured."""
    for what, taken in found.taken.items():
        cuts = statistics.quantiles(taken, n=100)
        print(
            f"{what}: {len(taken)} keys, p50 {cuts[49] * 1e3:.1f} ms, p90 {cuts[89] * 1e3:.1f} ms, "
            f"p99 {cuts[98] * 1e3:.1f} ms, longest {max(taken) * 1e3:.1f} ms"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--systems", type=int, default=500)
    parser.add_argument("--handshakes", type=int, default=20)
    parser.add_argument(
        "--rtt", type=float, default=20.0, help="milliseconds to the server and back"
    )
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--smallest", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--server", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.server:
        server(wanted.rtt)
        return
    if wanted.child is not None:
        if wanted.smallest:
            smallest_child(wanted.child, wanted.handshakes)
        else:
            child(wanted.systems, wanted.child, wanted.handshakes)
        return
    with serving(wanted.handshakes > 0, wanted.rtt) as server_there:
        words = _words(wanted, server_there.port)
        began = time.perf_counter()
        with Terminal(words, Path.cwd()) as terminal:
            found = measure(terminal, wanted.keys)
            took = time.perf_counter() - began
            busy = terminal.cpu_s()
        with Terminal([*words, "--smallest"], Path.cwd()) as terminal:
            floor = smallest(terminal, wanted.keys)
    print(f"{wanted.systems} systems at 1 Hz, {wanted.handshakes} handshakes under way, 160x50")
    if server_there.port:
        print(f"{server_there.rate:.0f} handshakes a second, {wanted.rtt:g} ms there and back")
    told(found)
    told(floor)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"CPU of the app with its engine {busy / took:.0%}; load of this machine {load}")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB")


def _words(wanted: argparse.Namespace, port: int) -> Sequence[str]:
    return (
        *(sys.executable, "-m", "benchmarks.screen", "--child", str(port)),
        *("--systems", str(wanted.systems), "--handshakes", str(wanted.handshakes)),
    )


if __name__ == "__main__":
    main()
