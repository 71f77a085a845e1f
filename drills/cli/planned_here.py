"""The planned drills of a plan as they will be held, each with its own `set`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bcp.load import LoadedPlan
from bcp.refused import Refusal, Refused
from bcp.upkeep import PlannedDrill
from drills import probes
from drills.runtime.calendar import local_now
from scenarios.model import Scenario
from scenarios.planned import Planned, planned, planned_mistakes


@dataclass(frozen=True)
class PlannedHere:
    """The planned drills without mistakes, and the mistakes in how the others are planned.

    `held_otherwise` are the files of scenarios that have mistakes as they are written, and none in
    any of the drills that are planned with them.
    """

    drills: Sequence[Planned] = ()
    mistakes: Sequence[Refusal] = ()
    held_otherwise: frozenset[Path] = frozenset()


def planned_here(
    loaded: LoadedPlan, written: Mapping[Path, Scenario], broken: Iterable[Path] = ()
) -> PlannedHere:
    """What is planned with the scenarios that were read, and with those `broken` as written."""
    today = local_now(loaded.plan).date().isoformat()
    files = {path.stem: path for path in (*written, *broken)}
    drills: list[Planned] = []
    mistakes: list[Refusal] = []
    sound: dict[Path, bool] = {}
    for drill in loaded.plan.drills:
        path = files.get(drill.scenario or "")
        if path is None:
            continue
        scenario = written.get(path)
        own, refused = _held(drill, path, scenario, loaded, today)
        drills += own
        sound[path] = sound.get(path, True) and bool(own)
        if scenario is not None:
            mistakes += planned_mistakes(drill, scenario, loaded, refused)
    otherwise = frozenset(path for path, good in sound.items() if good and path not in written)
    return PlannedHere(drills, mistakes, otherwise)


def _held(
    drill: PlannedDrill, path: Path, scenario: Scenario | None, loaded: LoadedPlan, today: str
) -> tuple[Sequence[Planned], Refused | None]:
    if not drill.set_ and drill.turn is None:
        return ((Planned(drill, scenario),) if scenario is not None else ()), None
    try:
        return planned(drill, path, loaded, probes.catalogue(), today), None
    except Refused as refused:
        return (), refused
