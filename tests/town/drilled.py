"""Whole drills in a town, as a person would start them."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from drills.core.events import Event
from drills.core.machine import evolve
from drills.core.state import CheckState, Drill
from drills.journal.sqlite import read
from drills.town.town import Town


@dataclass(frozen=True)
class Drilled:
    """How a drill ended: its exit code, what happened and how things stood at the end."""

    code: int | None
    events: tuple[Event, ...]
    drill: Drill

    def outcome(self, step: str) -> str | None:
        """How a step was judged; None where it never ended."""
        ended = self.drill.step(step).ended
        return ended.outcome if ended else None

    def codes(self, step: str) -> list[str]:
        """The codes of the words that say why a step was judged as it was."""
        ended = self.drill.step(step).ended
        return [why.code for why in ended.why] if ended else []

    def lost(self, system: str) -> bool:
        """Whether a check of the system ever saw it down."""
        return any(each.outages for each in self._checks(system))

    def back(self, system: str) -> bool:
        """Whether every check of the system sees it up."""
        return all(each.lost is None for each in self._checks(system))

    def _checks(self, system: str) -> list[CheckState]:
        checks = self.drill.started().checks
        own = [self.drill.checks[each.id] for each in checks if each.system == system]
        assert own
        return own


async def drilled(town: Town, scenario: str, mode: str, runs: Path) -> Drilled:
    """Run a scenario of the town with its own answers."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tui", "run", str(town.plan / "scenarios" / f"{scenario}.yaml")),
        *("--mode", mode, "--yes", "--headless", "--runs", str(runs)),
        *("--answers", str(town.folder / "answers" / f"{scenario}.yaml")),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return recorded(process.returncode, runs, scenario, said.decode())


def recorded(code: int | None, runs: Path, scenario: str, said: str) -> Drilled:
    """What the record of a run says; `said` is what its program said, where there is none."""
    found = [each for each in runs.glob("*") if each.name.endswith(scenario)]
    assert found, said
    events = tuple(record.event() for record in read(found[0]))
    drill = Drill()
    for event in events:
        drill = evolve(drill, event)
    return Drilled(code, events, drill)
