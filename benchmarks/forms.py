"""How long each form of a report takes, and how much memory, each in a new process.

    python -m benchmarks.forms [--runs 5] [--systems 60] [--rows 500] [--only pdf docx]

The report is that of a made-up drill in which everything happens, with as many systems and as many
rows in its log as are asked for. The time is that of the writer with its library loaded anew; the
memory is the most that the process ever held.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from itertools import cycle, islice

from drills import writers
from drills.report.assembled import report_of
from drills.report.model import Report
from tests.report.made_up import recorded, rich


def _report(systems: int, rows: int) -> Report:
    made = report_of(recorded(rich()))
    return replace(
        made,
        recoveries=tuple(islice(cycle(made.recoveries), systems)),
        timeline=tuple(islice(cycle(made.timeline), rows)),
    )


def _once(form: str, systems: int, rows: int) -> None:
    """What the child does: writes, and tells its figures."""
    made = _report(systems, rows)
    began = time.perf_counter()
    raw = writers.writer(form).written(made, "ja")
    took = time.perf_counter() - began
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{took:.3f} {held:.0f} {len(raw)}")


def main() -> None:
    """Write each form as often as asked, and print median, least, most, memory and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, standard in (("--runs", 5), ("--systems", 60), ("--rows", 500)):
        parser.add_argument(name, type=int, default=standard)
    parser.add_argument("--only", nargs="*", choices=writers.names(), default=writers.names())
    parser.add_argument("--once")
    given = parser.parse_args()
    if given.once:
        _once(given.once, given.systems, given.rows)
        return
    print(f"{given.systems} systems, {given.rows} rows of log, {given.runs} runs each")
    for form in given.only:
        asked = ["--once", form, "--systems", str(given.systems), "--rows", str(given.rows)]
        told = [
            subprocess.run(
                [sys.executable, "-m", "benchmarks.forms", *asked],
                capture_output=True,
                text=True,
                check=True,
            ).stdout.split()
            for _ in range(given.runs)
        ]
        times = [float(each[0]) for each in told]
        held = max(int(each[1]) for each in told)
        print(
            f"{form:5} {statistics.median(times):6.2f} s ({min(times):.2f} to {max(times):.2f}) "
            f"{held:4} MiB {int(told[0][2]) / 1024:6.0f} KiB"
        )


if __name__ == "__main__":
    main()
