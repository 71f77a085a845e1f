"""The planned drills of a plan as they will be held, each with its own `set`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bcp.load import LoadedPlan
from bcp.refused import Refusal, Refused
from drills import probes
from drills.runtime.calendar import local_now
from scenarios.model import Scenario
from scenarios.planned import Planned, planned, planned_mistakes


def planned_here(
    loaded: LoadedPlan, written: Mapping[Path, Scenario]
) -> tuple[Sequence[Planned], Sequence[Refusal]]:
    """Those whose scenario is among those `written`, and the mistakes in how they are planned.

    A drill with mistakes is not among the first.
    """
    by_name = {path.stem: (path, scenario) for path, scenario in written.items()}
    today = local_now(loaded.plan).date().isoformat()
    held: list[Planned] = []
    mistakes: list[Refusal] = []
    for drill in loaded.plan.drills:
        if drill.scenario not in by_name:
            continue
        path, scenario = by_name[drill.scenario]
        refused: Refused | None = None
        own: Sequence[Planned] = (Planned(drill, scenario),)
        if drill.set_ or drill.turn:
            try:
                own = planned(drill, path, loaded, probes.catalogue(), today)
            except Refused as trouble:
                refused, own = trouble, ()
        held += own
        mistakes += planned_mistakes(drill, scenario, loaded, refused)
    return held, mistakes
