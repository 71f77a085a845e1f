"""How long `bcp-drill ready` takes beside ten years of drills: a whole process, as a person waits.

    python -m benchmarks.ready [--drills 520] [--systems 60] [--runs 5] [--keep FOLDER]

The drills are real journals, one for each week, of a plan in which every system promises a time and
was lost and came back in each. With ``--keep`` they are made in that folder once and found there
the next time. The first start reads every journal, later ones its index; then each system's
question is changed, so that every one of them is compared with the plan of its drill. Printed are
median, fastest and slowest; `work` is the processor's time, which a load on the machine changes
less. Unix only.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.history import in_a_folder, made, timed, told
from drills.history.index import NAME

GOAL_S = 1.0
ANY = (0, 1, 2, 3)


def _plan(folder: Path, systems: Sequence[str], port: int) -> None:
    lines = ["organisation: 見本町", "systems:"]
    for number, each in enumerate(systems):
        needs = f", depends_on: [{systems[number - 1]}]" if number % 3 else ""
        asked = f'probe: {{tcp: "127.0.0.1:{port + number}"}}{needs}'
        lines.append(f"  - {{id: {each}, importance: critical, rto: 2h, {asked}}}")
    (folder / "plan.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(words: list[str]) -> None:
    """Make the drills where they are not there yet, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drills", type=int, default=520)
    parser.add_argument("--systems", type=int, default=60)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(words)
    systems = ("mail", *(f"system-{number:02}" for number in range(1, given.systems)))

    def measured(folder: Path) -> None:
        runs = folder / "runs"
        made(runs, given.drills, given.systems)
        _plan(folder, systems, 1000)
        timed(runs, "ready", good=ANY)  # not counted: it leaves the bytecode behind
        (runs / NAME).unlink()
        told("ready, first index", [timed(runs, "ready", good=ANY)])
        for what, port in (("ready", 1000), ("ready, all changed", 2000)):
            _plan(folder, systems, port)
            told(what, [timed(runs, "ready", good=ANY) for _ in range(given.runs)], GOAL_S)

    in_a_folder(given.keep, measured)


if __name__ == "__main__":
    main(sys.argv[1:])
