"""What the programme costs between drills, with the plan of the model town.

``python -m benchmarks.between_drills --runs 5 --idle 60``: how long each command takes from its
start to its end, how long until the home is there and until it says what lies ahead, and what the
service uses of the processor and of memory while nothing is due. The column `work` is the
processor's time, which a load on the machine changes less.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.terminal import Terminal
from tests.schedule.model_year import Town

DRILL = (sys.executable, "-m", "tui", "--lang", "en")
COMMANDS: dict[str, tuple[str, ...]] = {
    "ready": ("ready", "-o", "ready.html"),
    "schedule status": ("schedule", "status"),
    "schedule year (text)": ("schedule", "year", "--year", "2027"),
    "schedule year (html)": ("schedule", "year", "--year", "2027", "-o", "year.html"),
    "schedule year (docx)": ("schedule", "year", "--year", "2027", "-f", "docx"),
    "check": ("check",),
}
SIGNS = (b"Real event", b"Next drill")
LIMIT_S = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _started(words: Sequence[str], folder: Path) -> tuple[float, float]:
    """Seconds of the clock and of the processor; what it answers is not looked at."""
    before, start = _work(), time.perf_counter()
    nowhere = subprocess.DEVNULL
    subprocess.run((*DRILL, *words), cwd=folder, stdout=nowhere, stderr=nowhere, check=False)
    return time.perf_counter() - start, _work() - before


def _home(folder: Path) -> tuple[float, float]:
    """Seconds until the home's keys are there, and until it says what comes next."""
    start, seen = time.perf_counter(), []
    with Terminal(DRILL, folder) as terminal:
        for sign in (b"Scenarios", SIGNS[1]):
            terminal.until(sign, LIMIT_S)
            seen.append(time.perf_counter() - start)
    return seen[0], seen[1]


def _idle(folder: Path, seconds: int) -> tuple[float, float]:
    """Share of one core (percent) and resident memory (MB) of a service that waits."""
    with (folder / "service.log").open("wb") as log:
        service = subprocess.Popen((*DRILL, "schedule", "run"), cwd=folder, stdout=log, stderr=log)
    try:
        # Its first look at the plan is not idling.
        time.sleep(15)
        before = _used(service.pid)
        time.sleep(seconds)
        share = 100 * (_used(service.pid) - before) / seconds
        status = Path(f"/proc/{service.pid}/status").read_text(encoding="ascii")
        kilobytes = next(x.split()[1] for x in status.splitlines() if x.startswith("VmRSS"))
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait(60)
    return share, int(kilobytes) / 1024


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _told(name: str, taken: Sequence[float], unit: str = "s") -> str:
    low, middle, high = min(taken), statistics.median(taken), max(taken)
    return f"{name:<28}{middle:8.2f} {unit} ({low:.2f} to {high:.2f}, {len(taken)} runs)"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--idle", type=int, default=60, help="seconds; 0: not measured")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Town.built(Path(place), 9).folder
        for name, words in COMMANDS.items():
            _started(words, folder)
            taken = [_started(words, folder) for _ in range(asked.runs)]
            print(_told(name, [each for each, _ in taken]))
            print(_told("  work", [each for _, each in taken]))
        homes = [_home(folder) for _ in range(asked.runs)]
        print(_told("home, first picture", [each for each, _ in homes]))
        print(_told("home, what lies ahead", [each for _, each in homes]))
        if asked.idle:
            shutil.rmtree(folder / "runs", ignore_errors=True)
            share, megabytes = _idle(folder, asked.idle)
            print(f"idle service, {asked.idle} s: {share:.2f} % of a core, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
