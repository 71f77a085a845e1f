"""The library of scenarios that comes with bcp-drill: what is in it, and taking one out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import scenarios
from bcp.asking import Catalogue
from bcp.did_you_mean import remedy
from bcp.message import Phrase
from drills.cli.new_plan import around, parts, shipped, write
from drills.errors import Refusal
from scenarios.load import load_scenario
from scenarios.model import Scenario

NOT_THERE = Phrase(
    "library.not_there",
    ja="ライブラリに「{name}」というシナリオはありません。{then}",
    en="There is no scenario {name!r} in the library. {then}",
)
# Each folder is a plan of a town that does not exist, with the scenarios that fit it.
PLACE = Path(scenarios.__file__).parent / "library"


@dataclass(frozen=True)
class Entry:
    """A scenario of the library, and the folder of the sample plan that it is drilled with."""

    id: str
    folder: Path

    @property
    def scenario(self) -> Path:
        """The file of the scenario."""
        return self.folder / "scenarios" / f"{self.id}.yaml"

    @property
    def answers(self) -> Path:
        """The answers with which it can be tried out."""
        return self.folder / "answers" / f"{self.id}.yaml"


def entries() -> tuple[Entry, ...]:
    """Everything in the library, in order."""
    return tuple(
        Entry(each.stem, folder)
        for folder in sorted(PLACE.iterdir())
        for each in sorted((folder / "scenarios").glob("*.yaml"))
    )


def read(entry: Entry, catalogue: Catalogue) -> Scenario:
    """The scenario as it says itself: reading a sample plan with each would take its time."""
    return load_scenario(entry.scenario, None, catalogue).scenario


def named(name: str) -> Entry:
    """Find a scenario by its name. Raises `Refusal`."""
    found = {each.id: each for each in entries()}
    if name not in found:
        raise Refusal(NOT_THERE(name=name, then=remedy(name, tuple(found))))
    return found[name]


def copied(entry: Entry, to: Path, catalogue: Catalogue) -> bool:
    """Write the scenario and its answers into a plan's folder; say whether the plan came along.

    Where there is no plan yet, the sample plan comes along, with schemas for editors. Nothing is
    written over. Raises `Refusal`.
    """
    begins = not (to / "plan.yaml").exists()
    files = iter((entry.scenario, entry.answers, *(parts(entry.folder) if begins else ())))
    write(to, {**shipped(entry.folder, files), **(around(catalogue) if begins else {})})
    return begins
