"""How long ten years of drills take to look at: each a whole process, as a person waits for it.

    python -m benchmarks.history [--drills 520] [--systems 60] [--runs 5] [--keep FOLDER]

The drills are real journals, one for each week, in which every system is lost and comes back. With
``--keep`` they are made in that folder once and found there the next time. The first index is built
once; everything else is started that many times, and median, fastest and slowest are printed. The
new run is a further week, added before each start. `work` is the processor's time, which a load on
the machine changes less. Unix only.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from bcp.durations import MINUTE
from drills.history.index import NAME
from tests.history.making import Held, hold

FIRST = date(2016, 4, 4)
COMMAND = Path(sys.executable).with_name("bcp-drill")


def drills_of(count: int, systems: int, start: int = 0) -> Iterator[Held]:
    """So many weekly drills, from the week `start` on."""
    ids = ("mail", *(f"system-{number:02}" for number in range(1, systems)))
    for week in range(start, start + count):
        # Times that wander a little, and grow shorter over the years.
        back = tuple(
            (each, (40 + (week * 7 + place * 13) % 17 - week // 60) * MINUTE)
            for place, each in enumerate(ids)
        )
        began = (FIRST + timedelta(weeks=week)).isoformat()
        yield Held(began, back=back, systems=ids)


def made(runs: Path, count: int, systems: int) -> None:
    """Write as many drills as are not there yet."""
    there = len(list(runs.glob("*/journal.sqlite"))) if runs.is_dir() else 0
    if there >= count:
        return
    begun = time.perf_counter()
    hold(runs, *drills_of(count - there, systems, there))
    took = time.perf_counter() - begun
    print(f"{count - there} drills of {systems} systems written in {took:.1f} s")


class Took(NamedTuple):
    """Seconds: by the clock, and of the processor, which a busy machine changes less."""

    passed: float
    work: float


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(runs: Path, *words: str, good: Sequence[int] = (0,)) -> Took:
    """One start of the command, which must end with one of these codes."""
    before, begun = _work(), time.perf_counter()
    done = subprocess.run(
        (COMMAND, *words, "--runs", runs),
        cwd=runs.parent,
        env=_environment(runs.parent),
        capture_output=True,
        check=False,
    )
    took = Took(time.perf_counter() - begun, _work() - before)
    if done.returncode not in good:
        sys.stderr.buffer.write(done.stderr)
        sys.exit(f"bcp-drill {' '.join(words)} ended with {done.returncode}")
    return took


def _environment(folder: Path) -> dict[str, str]:
    """With Python's bytecode kept, as an installation keeps it, but out of the sources' folders."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "BCP_DRILL_LANG": "ja", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def told(what: str, times: list[Took], goal: float | None = None) -> None:
    """Print a line of figures."""
    wanted = f"   goal {goal:g} s" if goal else ""
    passed, work = ([each[place] for each in times] for place in (0, 1))
    spread = f"{min(passed):.2f} to {max(passed):.2f}, n={len(times)}"
    figures = (
        f"{statistics.median(passed):7.2f} s ({spread})   work {statistics.median(work):.2f} s"
    )
    print(f"{what:34} {figures}{wanted}")


def _measured(runs: Path, rounds: int, systems: int) -> None:
    for words in (("history",), ("trend", "-f", "html"), ("report", "last", "--past")):
        timed(runs, *words)  # not counted: it leaves the bytecode behind
    (runs / NAME).unlink()
    told("history, first index", [timed(runs, "history")])

    def asked(*words: str) -> list[Took]:
        return [timed(runs, *words) for _ in range(rounds)]

    told("history", asked("history"), 1.0)
    told("trend, every system", asked("trend"), 1.0)
    told("trend, one system", asked("trend", "mail"), 1.0)
    told("trend, every system, as a page", asked("trend", "-f", "html"))
    told("report of the newest drill", asked("report", "last"), 2.0)
    told("the same beside its past", asked("report", "last", "--past"))
    told("history after one new run", list(_with_new_runs(runs, rounds, systems)), 1.0)


def _with_new_runs(runs: Path, rounds: int, systems: int) -> Iterator[Took]:
    there = len(list(runs.glob("*/journal.sqlite")))
    for number in range(rounds):
        (new,) = hold(runs, *drills_of(1, systems, there + number))
        yield timed(runs, "history")
        for each in sorted(new.iterdir()):
            each.unlink()
        new.rmdir()


def main(words: list[str]) -> None:
    """Make the drills where they are not there yet, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drills", type=int, default=520)
    parser.add_argument("--systems", type=int, default=60)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(words)

    def measured(folder: Path) -> None:
        made(folder / "runs", given.drills, given.systems)
        _measured(folder / "runs", given.runs, given.systems)

    in_a_folder(given.keep, measured)


def in_a_folder(keep: Path | None, work: Callable[[Path], None]) -> None:
    """Work there, or in a folder that is gone afterwards."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        work(keep)
        return
    with tempfile.TemporaryDirectory() as folder:
        work(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
