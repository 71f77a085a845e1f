"""What it costs to be asked for figures and the calendar, beside ten years of drills.

    python -m benchmarks.feeds [--drills 520] [--systems 60] [--scrapes 50] [--keep FOLDER]

The plan has as many systems as the drills, and a drill by itself each night. The first look reads
everything; a scrape looks whether anything was changed. After each change of the plan, and after a
further drill, everything is told anew. Times are of one process, in seconds: median, and fastest
to slowest.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.history import drills_of, made
from drills.agenda.material import AGENDA_PARTS
from drills.cli.feeding import FolderFeeds, PlanTelling
from tests.history.making import hold

_HEAD = """\
organisation: 見本町
calendar: {time_zone: Asia/Tokyo}
drills:
  - {id: nightly, scenario: s, starts: {cron: "30 2 * * *"}, unattended: walkthrough, missed: skip}
systems:
"""
_SCENARIO = """\
scenario: s
title: s
modes: [walkthrough]
watch: [{system: mail}]
steps:
  - {id: a, inject: {text: a}}
"""


def _plan(folder: Path, systems: int) -> Path:
    ids = ("mail", *(f"system-{number:02}" for number in range(1, systems)))
    rows = [f"  - {{id: {each}, name: {each}, importance: critical, rto: 1h}}\n" for each in ids]
    (folder / "scenarios").mkdir(parents=True, exist_ok=True)
    (folder / "scenarios" / "s.yaml").write_text(_SCENARIO, encoding="utf-8")
    (folder / "plan.yaml").write_text(_HEAD + "".join(rows), encoding="utf-8")
    return folder


def _told(what: str, times: list[float]) -> None:
    spread = f"{min(times):.4f} to {max(times):.4f}, n={len(times)}"
    print(f"{what:44} {statistics.median(times):8.4f} s ({spread})")


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _measured(folder: Path, given: argparse.Namespace) -> None:
    runs = folder / "runs"
    feeds = FolderFeeds(_plan(folder, given.systems), runs)
    told: list[PlanTelling] = []

    def tell() -> None:
        told[:] = [feeds.tell()]

    (runs / ".history.sqlite").unlink(missing_ok=True)
    _told("first look, with the index of drills", [_timed(tell)])
    _told("first look, index there", [_timed(tell) for _ in range(5)])
    scrape = [
        _timed(lambda: (feeds.stamp(), told[0].metrics(time.time(), fresh=True)))
        for _ in range(given.scrapes)
    ]
    _told("scrape, nothing changed", scrape)
    _told(
        "calendar, written once after a change",
        [_timed(lambda: told[0].calendar("ja", AGENDA_PARTS))],
    )
    (new,) = hold(runs, *drills_of(1, given.systems, given.drills))
    _told("told anew after one new drill", [_timed(tell)])
    for each in sorted(new.iterdir()):
        each.unlink()
    new.rmdir()
    print(f"figures: {len(told[0].metrics(0, fresh=True).splitlines())} lines")


def main(words: list[str]) -> None:
    """Make the drills where they are not there yet, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drills", type=int, default=520)
    parser.add_argument("--systems", type=int, default=60)
    parser.add_argument("--scrapes", type=int, default=50)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as empty:
        folder = given.keep or Path(empty)
        made(folder / "runs", given.drills, given.systems)
        _measured(folder, given)


if __name__ == "__main__":
    main(sys.argv[1:])
