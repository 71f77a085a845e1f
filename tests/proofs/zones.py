"""One drill at terminals that cannot reach each other: each runs its segment, people carry word.

Every terminal is a process in a network of its own, with its own folder of runs. Nothing passes
between them but ``bcp-drill order … heard``, as somebody would type it after a call.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import Template

from drills.core.machine import replay
from drills.core.segments import words_awaited
from drills.core.state import Drill
from drills.errors import JournalBroken
from drills.journal.folder import Runs
from drills.journal.sqlite import read
from tests.lab.disk import USER
from tests.lab.lab import Lab
from tests.proofs.stage import environment, said, typed

PLAN = Path(__file__).parent / "zones_plan"
SCENARIO = "three-zones"
PATIENCE_S = 120.0
# Who sits at each terminal, and answers and approves there.
PEOPLE = {"lgwan": "情報係長", "internet": "広報担当", "my_number": "市民課職員"}
_ANSWERED = {
    "lgwan": ("declare",),
    "internet": (),
    "my_number": ("register-back",),
}
# So that the watch sees what is stopped, however busy the machine is.
_LATE = {"web-start": "3s"}
_APPROVED = {"lgwan": ("cut", "mend"), "internet": ("web-stop", "web-start"), "my_number": ()}


@dataclass(frozen=True)
class Segment:
    """One terminal's run, with its own folder."""

    zone: str
    runs: Path
    process: subprocess.Popen[bytes]

    @property
    def run(self) -> Path:
        """The folder of its only run."""
        (folder,) = Runs(self.runs).newest_first()
        return folder

    def drill(self) -> Drill:
        """The drill as its journal has it so far."""
        if not Runs(self.runs).newest_first():
            return Drill()
        try:
            return replay(each.event() for each in read(self.run))
        except JournalBroken:
            return Drill()  # only just being made


def written_plan(lab: Lab, folder: Path, *, my_number_terminal: bool) -> Path:
    """Write the plan for this lab, with or without a terminal in the My Number zone."""
    servers = {each: lab.node(each).address for each in ("hq", "dc", "branch1")}
    words = {
        **servers,
        "user": USER,
        "known_hosts": lab.known_hosts,
        "identity": lab.key(),
        "until": (date.today() + timedelta(days=365)).isoformat(),
        "my_number_terminal": ", terminal: pc-my-number" if my_number_terminal else "",
    }
    for source in PLAN.rglob("*.yaml"):
        target = folder / source.relative_to(PLAN)
        target.parent.mkdir(parents=True, exist_ok=True)
        filled = Template(source.read_text(encoding="utf-8")).substitute(words)
        target.write_text(filled, encoding="utf-8")
    return folder / "scenarios" / f"{SCENARIO}.yaml"


def begun(lab: Lab, folder: Path, scenario: Path, zone: str, *extra: str) -> Segment:
    """Start the segment of a zone at its terminal; `extra` are steps that it is asked besides."""
    answers = folder / f"answers-{zone}.yaml"
    answers.write_text(_answers(zone, extra), encoding="utf-8")
    runs = folder / f"runs-{zone}"
    words: list[str | Path] = ["run", scenario, "--zone", zone]
    words += ["--mode", "operational", "--yes", "--headless"]
    words += ["--answers", answers, "--runs", runs, "--operator", PEOPLE[zone], "--json"]
    with (folder / f"told-{zone}").open("wb") as told:
        process = subprocess.Popen(
            lab.terminal(zone).words(typed(*words)),
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
    return Segment(zone, runs, process)


def _answers(zone: str, extra: tuple[str, ...]) -> str:
    by = PEOPLE[zone]
    approved = [
        f"  - {{step: {each}, role: lead, by: {by}の承認者, after: {_LATE.get(each, '200ms')}}}"
        for each in _APPROVED[zone]
    ]
    answered = [
        f"  - {{step: {each}, answer: done, by: {by}, after: 200ms}}"
        for each in (*_ANSWERED[zone], *extra)
    ]
    parts = (("approvals:", approved), ("answers:", answered))
    lines = [line for key, entries in parts if entries for line in (key, *entries)]
    return "\n".join([*lines, ""])


def carried(segments: Mapping[str, Segment]) -> None:
    """Carry word between the terminals until all have ended, as people do by telephone.

    A word is brought only of what has ended at the terminal that did it.
    """
    deadline = time.monotonic() + PATIENCE_S
    while any(each.process.poll() is None for each in segments.values()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"the segments do not end within {PATIENCE_S} s")
        drills = {zone: each.drill() for zone, each in segments.items()}
        for zone, drill in drills.items():
            if drill.brief is not None and drill.closing is None:
                _told(segments[zone], drill, drills)
        time.sleep(0.1)


def _told(segment: Segment, drill: Drill, drills: Mapping[str, Drill]) -> None:
    foreign = drill.started().segment.foreign
    for step, _ in words_awaited(drill, drill.now):
        there = drills.get(foreign[step], Drill())
        ended = there.step(step).ended if there.brief is not None else None
        if ended is not None:
            heard(segment, step, ended.ending, PEOPLE[foreign[step]])


def heard(segment: Segment, step: str, ending: str, told_by: str) -> None:
    """Write down word of a step at a terminal."""
    words = ["order", segment.run.name, "heard", step, ending, "--told-by", told_by]
    words += ["--by", PEOPLE[segment.zone], "--runs", str(segment.runs)]
    said(*words, cwd=segment.runs, timeout=120).check_returncode()


def ended(segments: Mapping[str, Segment]) -> Mapping[str, Drill]:
    """End whatever still runs, and give the drills as their journals have them."""
    for each in segments.values():
        if each.process.poll() is None:
            each.process.kill()
        each.process.wait()
    return {zone: each.drill() for zone, each in segments.items()}
