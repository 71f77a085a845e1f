"""How long a prefecture of 179 municipalities waits for its results.

    python -m benchmarks.returns

One town holds a small drill at a table. Its record is written anew for each of 179 codes and signed
by a key of its own. Each figure is of ``bcp-drill compare --pack`` as a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from drills.core import events as e
from drills.core.handed_in import Given
from drills.journal.bundle_writing import Wanted, write_bundle
from drills.journal.folder import Runs
from drills.journal.signing import new_key
from drills.journal.sqlite import read
from tests.cli.test_merge import recorded
from tests.packs import sent

BODIES, TIMES = 179, 5


def made(folder: Path) -> Path:
    """The pack, the list of bodies, and their signed records in ``back``."""
    town = sent.plan_in(folder / "town", "見本町", "01000", "hp")
    sent.scenario_in(town)
    sent.key_line(town, "key")
    sent.packed(town)
    (town / "answers.yaml").write_text(sent.ANSWERS.format(after="1s"), encoding="utf-8")
    sent.done("run", "joint", "--answers", "answers.yaml", cwd=town)
    (run,) = Runs(town / "runs").newest_first()
    events = tuple(each.event() for each in read(run))
    (town / "back").mkdir()
    lines = ["code,name,area,public_key"]
    for number in range(1, BODIES + 1):
        code = f"01{number:03}"
        key = returned(town, code, events)
        lines.append(f"{code},{code}町,area {number % 14},{key}")
    (town / "bodies.csv").write_text("\n".join(lines), encoding="utf-8")
    return town


def returned(town: Path, code: str, events: Sequence[e.Event]) -> str:
    """Write the record of one body, and give the line of its key."""
    first = events[0]
    if not isinstance(first, e.DrillStarted):
        raise SystemExit("the record does not begin with a start")
    organisation = replace(first.brief.plan.organisation, code=code, name=f"{code}町")
    brief = replace(first.brief, plan=replace(first.brief.plan, organisation=organisation))
    again = (replace(first, brief=brief), *events[1:])
    run = recorded(town / "records" / code, Given(code, again))
    key = new_key(town / f"{code}.key")
    write_bundle(run, town / "back" / f"{code}.zip", Wanted(key=key))
    return key.line


def main() -> None:
    """Print how long each form took, and how many bodies were counted."""
    with tempfile.TemporaryDirectory() as name:
        town = made(Path(name))
        words = ("compare", "--pack", "joint.zip", "back", "--bodies", "bodies.csv")
        for form in ("text", "html", "csv", "xlsx"):
            out = ("-o", f"results.{'txt' if form == 'text' else form}")
            times = []
            for _ in range(TIMES):
                began = time.monotonic()
                subprocess.run(
                    [sys.executable, "-m", "tui", *words, *out],
                    cwd=town,
                    check=True,
                    capture_output=True,
                )
                times.append(time.monotonic() - began)
                (town / out[1]).unlink()
            print(f"{form}: {median(times):.2f} s ({min(times):.2f} to {max(times):.2f})")
        counted = sent.done(*words, "-f", "csv", cwd=town).out.count("実施,")
        print(f"{BODIES} bodies, {counted} counted; {TIMES} times each")


if __name__ == "__main__":
    main()
