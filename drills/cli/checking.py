"""Reading a plan and all its scenarios, and keeping every mistake of all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.device_checks import not_askable
from bcp.key_files import missing_key_files
from bcp.load import LoadedPlan, load_plan
from bcp.marks import Mark, marks_of
from bcp.model import Plan
from bcp.refused import Refusal, Refused
from drills import probes
from drills.cli.making_sense import ReadHere, senseless
from drills.cli.places import scenario_files
from drills.runtime.calendar import local_now

if TYPE_CHECKING:
    from drills.cli.planned_here import PlannedHere
    from scenarios.model import Scenario


@dataclass(frozen=True)
class Checked:
    """What was found. `plan` None: it has mistakes, so the scenarios were read without it.

    `drillable` are the scenarios without mistakes, `marks` what is still to be adapted,
    `senseless` what makes no sense in the plan.
    """

    plan: Plan | None
    scenarios: int
    refusals: tuple[Refusal, ...]
    warnings: tuple[Refusal, ...]
    drillable: tuple[Scenario, ...] = ()
    marks: tuple[Mark, ...] = ()
    senseless: tuple[Refusal, ...] = ()


def checked(place: Path, most: int | None = None) -> Checked:
    """Read everything in one pass. `most` points of each rule of sense; None gives all of them."""
    catalogue = probes.catalogue()
    refusals: list[Refusal] = []
    warnings: list[Refusal] = []
    loaded: LoadedPlan | None = None
    drillable: dict[Path, Scenario] = {}
    try:
        loaded = load_plan(place, catalogue)
        warnings += (*loaded.warnings, *missing_key_files(loaded))
        warnings += not_askable(loaded, catalogue)
    except Refused as refused:
        refusals += refused.refusals
    files = scenario_files(place)
    if files:
        # A plan without scenarios needs none of what reads them, which takes 20 ms to load.
        from scenarios.load import load_scenario  # noqa: PLC0415
    broken: dict[Path, tuple[Refusal, ...]] = {}
    for path in files:
        try:
            found = load_scenario(path, loaded, catalogue)
            drillable[path] = found.scenario
            warnings += found.warnings
        except Refused as refused:
            broken[path] = refused.refusals
    plan = loaded.plan if loaded else None
    marks = marks_of(loaded, files) if loaded else ()
    told: tuple[Refusal, ...] = ()
    otherwise: frozenset[Path] = frozenset()
    if loaded is not None:
        planned = _planned(loaded, drillable, broken)
        otherwise = planned.held_otherwise
        refusals += planned.mistakes
        names = [path.stem for path in broken if path not in otherwise]
        read_here = ReadHere(tuple(drillable.values()), planned.drills, names)
        told = senseless(loaded, local_now(loaded.plan).date(), read_here, most)
    for path, mistakes in broken.items():
        # What no planned drill holds as it is written is no reason to refuse them all.
        (warnings if path in otherwise else refusals).extend(mistakes)
    read = (tuple(refusals), tuple(warnings), tuple(drillable.values()))
    return Checked(plan, len(files), *read, marks, told)


def _planned(
    loaded: LoadedPlan, written: Mapping[Path, Scenario], broken: Collection[Path]
) -> PlannedHere:
    # Above it is told why this is not loaded with the file.
    from drills.cli.planned_here import PlannedHere, planned_here  # noqa: PLC0415

    if not loaded.plan.drills or not (written or broken):
        return PlannedHere()
    return planned_here(loaded, written, broken)
