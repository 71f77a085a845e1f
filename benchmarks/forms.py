"""How long a report takes in each form: a whole process, as a person waits for it.

    python -m benchmarks.forms [--systems 60] [--runs 5] [--form xlsx ...]

One drill, a real journal, in which every system is lost and comes back. Each form is written so
many times, once more beforehand that does not count; median, fastest and slowest are printed, the
processor's time (`work`), which a load on the machine changes less, and how large the file is. The
product promises two seconds; the form pdf lays out pages, and is not held to it. Unix only.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bcp.durations import MINUTE
from drills import writers
from tests.history.making import Held, hold

COMMAND = Path(sys.executable).with_name("bcp-drill")
GOAL_S = 2.0
NOT_HELD_TO_IT = ("pdf",)


def _drill(systems: int) -> Held:
    ids = ("mail", *(f"system-{number:02}" for number in range(1, systems)))
    back = tuple((each, (40 + place * 13 % 17) * MINUTE) for place, each in enumerate(ids))
    return Held("2026-04-06", back=back, systems=ids)


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _timed(run: Path, form: str, out: Path) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    out.unlink(missing_ok=True)
    words = (COMMAND, "report", run.name, "--runs", run.parent, "-f", form, "-o", out)
    before, begun = _work(), time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - begun, _work() - before


def _told(run: Path, form: str, rounds: int) -> None:
    out = run.parent / f"report{writers.writer(form).ENDINGS[0]}"
    _timed(run, form, out)
    both = [_timed(run, form, out) for _ in range(rounds)]
    times, work = ([each[place] for each in both] for place in (0, 1))
    spread = f"({min(times):.2f} to {max(times):.2f}, n={rounds})"
    goal = "" if form in NOT_HELD_TO_IT else f"   goal {GOAL_S:g} s"
    size = out.stat().st_size / 1024
    figures = f"{statistics.median(times):6.2f} s {spread}   work {statistics.median(work):.2f} s"
    print(f"{form:6} {figures}   {size:6.0f} KiB{goal}")


def main() -> None:
    """Hold the drill once, and time its report in each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--systems", type=int, default=60)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--form", nargs="*", choices=writers.names(), default=writers.names())
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (run,) = hold(Path(folder), _drill(given.systems))
        for form in given.form:
            _told(run, form, given.runs)


if __name__ == "__main__":
    main()
