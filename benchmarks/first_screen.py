"""How long until a person sees something: the demo's first screen, in a real terminal.

``python -m benchmarks.first_screen --runs 10``; then how long until the town is up behind it and
its drill has begun; and, in the same run and terminal, the first picture of Textual's own smallest
app, which nothing built on Textual can beat.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.terminal import Terminal

SMALLEST = """
from textual.app import App
from textual.widgets import Static
class Smallest(App):
    def compose(self):
        yield Static("PAINTED")
Smallest().run()
"""
LIMIT_S = 30.0


def painted(words: Sequence[str], signs: Sequence[bytes]) -> list[float]:
    """Seconds from the start of a command to the first sight of each sign on its terminal."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        began, seen = time.perf_counter(), []
        with Terminal(words, Path(folder)) as terminal:
            for sign in signs:
                terminal.until(sign, LIMIT_S)
                seen.append(time.perf_counter() - began)
    return seen


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
        first, drill = painted(demo, (b"Real event", b"This is a drill"))
        ours.append(first)
        begun.append(drill)
        smallest += painted([sys.executable, "-c", SMALLEST], (b"PAINTED",))
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
