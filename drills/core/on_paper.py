"""Runs of which paper tells everything: what that does to their state, and what it leaves untold.

A step that the paper says nothing of is not told: neither done nor left out, and never failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from drills.core.across import is_untold
from drills.core.on_paper_events import KeptOnPaper, StepWritten, SystemSeen
from drills.core.segments import is_foreign
from drills.core.state import Drill
from scenarios.model import Step
from scenarios.zones import carrier_of, home_of, zone_of, zone_of_system


def kept(drill: Drill, event: KeptOnPaper) -> Drill:
    """A run is from paper; of a merged drill only the part is whose record says so."""
    if drill.parts:
        return drill
    return replace(drill, on_paper=event, widths={**drill.widths, "onset": event.width})


def written(drill: Drill, event: StepWritten) -> Drill:
    """How exact the times of a step are, and so the moment that its end is."""
    names = (event.step, drill.model(event.step).marks)
    width = event.until - event.at
    fresh = {
        name: max(width, drill.widths.get(name, 0))
        for name in names
        if name and (name == event.step or name not in drill.moments)
    }
    return replace(drill, widths={**drill.widths, **fresh})


def seen(drill: Drill, event: SystemSeen) -> Drill:
    """What people saw of a system."""
    return replace(drill, seen=(*drill.seen, event))


def papers(drill: Drill) -> Mapping[int, KeptOnPaper]:
    """The parts of a drill that are from paper, by their place; 0 where it is not merged."""
    if drill.on_paper is not None:
        return {0: drill.on_paper}
    found = {place: part.on_paper for place, part in drill.parts.items()}
    return {place: each for place, each in found.items() if each is not None}


def untold_on_paper(drill: Drill) -> tuple[Step, ...]:
    """The steps that a paper should have told of and did not, in the scenario's order."""
    return tuple(each for each in drill.started().scenario.steps if _is_missed(drill, each))


def _is_missed(drill: Drill, step: Step) -> bool:
    brief = drill.started()
    if not is_untold(drill, step.id) or is_foreign(brief, step):
        return False
    if drill.on_paper is not None:
        return True
    home = home_of(brief.plan, brief.scenario)
    carrier = carrier_of(zone_of(step, brief.plan, brief.scenario), brief.plan, home)
    return carrier in _zones(drill)


def tells_of(drill: Drill, system: str) -> bool:
    """Whether only paper could tell how a system was."""
    if drill.on_paper is not None:
        return True
    return zone_of_system(drill.started().plan, system) in _zones(drill)


def _zones(drill: Drill) -> frozenset[str]:
    return frozenset(_zones_of(drill))


def _zones_of(drill: Drill) -> Iterator[str]:
    for place in papers(drill) if drill.merged is not None else ():
        zone = drill.merged.segments[place].zone if drill.merged else None
        if zone is not None:
            yield zone
