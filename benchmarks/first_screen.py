"""How long until a person sees something: the demo's first screen, in a real terminal.

``python -m benchmarks.first_screen --runs 10``; then how long until the town is up behind it and
its drill has begun; and, in the same run and terminal, the first picture of Textual's own smallest
app, which nothing built on Textual can beat.
"""

from __future__ import annotations

import argparse
import os
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self):
        yield Static("PAINTED")
Smallest().run()
"""
LIMIT_S = 30.0
SIZE = (50, 160)


def painted(words: Sequence[str], signs: Sequence[bytes], cwd: Path) -> list[float]:
    """Seconds from the start of a command to the first sight of each sign on its terminal."""
    import fcntl  # noqa: PLC0415 - a pseudo terminal is a thing of Unix
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    began = time.perf_counter()
    child = subprocess.Popen(
        words,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=cwd,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
    )
    os.close(theirs)
    try:
        return [_until(ours, sign, began) for sign in signs]
    finally:
        _end(child)
        os.close(ours)


def _until(terminal: int, sign: bytes, began: float) -> float:
    seen = b""
    while time.perf_counter() - began < LIMIT_S:
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 65_536)
            if sign in seen:
                return time.perf_counter() - began
    raise TimeoutError(f"{sign!r} was not seen within {LIMIT_S} s; seen: {seen[-2000:]!r}")


def _end(child: subprocess.Popen[bytes]) -> None:
    """SIGTERM is an order to abort: the drill takes back what it did, and its town ends."""
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    runs = parser.parse_args().runs
    ours: list[float] = []
    begun: list[float] = []
    smallest: list[float] = []
    demo = [sys.executable, "-m", "tui", "--lang", "en", "demo"]
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            first, drill = painted(demo, (b"Real event", b"This is a drill"), Path(folder))
            ours.append(first)
            begun.append(drill)
            smallest += painted([sys.executable, "-c", SMALLEST], (b"PAINTED",), Path(folder))
    for name, taken in (
        ("first picture of the demo", ours),
        ("its drill begun", begun),
        ("first picture of the smallest Textual app", smallest),
    ):
        low, middle, high = min(taken), statistics.median(taken), max(taken)
        print(f"{name}: {middle:.3f} s ({low:.3f} to {high:.3f}, {runs} runs)")
    print(f"first pictures, ratio {statistics.median(ours) / statistics.median(smallest):.2f}")


if __name__ == "__main__":
    main()
