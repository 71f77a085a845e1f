"""Figures of a merged drill: from one segment alone where they can be told so.

Where they run from one zone's clock to another's, this says how far those may be apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from drills.core.merging_events import Merged
from drills.core.standing import deciding
from drills.core.state import Drill
from scenarios.zones import zone_of_system


def of_step(drill: Drill, step: str) -> Drill:
    """The drill as the segment that carried a step out saw it; as it is where it is not merged."""
    place = step_place(drill, step)
    return drill if place is None else seen_from(drill, place)


def of_system(drill: Drill, system: str, level: str | None) -> Drill:
    """The drill as the only segment that tells of a system saw it; else the whole."""
    places = places_of(drill, system, level)
    return seen_from(drill, *places) if len(places) == 1 else drill


def seen_from(drill: Drill, place: int) -> Drill:
    """What one segment tells, with the moments that came in any of them."""
    part = drill.parts.get(place)
    if part is None:
        return drill
    moments, widths = {**part.moments, **drill.moments}, {**part.widths, **drill.widths}
    return replace(part, moments=moments, widths=widths)


def step_place(drill: Drill, step: str) -> int | None:
    """The place of the segment that carried a step out, or None."""
    if drill.merged is None:
        return None
    return _owners(drill.merged).get(step)


def _owners(merged: Merged) -> Mapping[str, int]:
    return {step: place for place, each in enumerate(merged.segments) for step in each.steps}


def places_of(drill: Drill, system: str, level: str | None) -> frozenset[int]:
    """The places of the segments whose checks or pretended states decide about a system."""
    if drill.merged is None:
        return frozenset()
    systems = frozenset(_deciders(drill, system, level, frozenset()))
    checks = {
        each.id
        for one in systems
        for each in deciding(drill.started(), one, level if one == system else None)
    }
    return frozenset(
        place
        for place, each in enumerate(drill.merged.segments)
        if checks & set(each.checks) or _tells(drill, place, systems)
    )


def _tells(drill: Drill, place: int, systems: Collection[str]) -> bool:
    """Whether a segment pretended something of these systems, or people there wrote of them."""
    part = drill.parts.get(place)
    if part is None:
        return False
    pretended = {each.began.id for each in part.pretences if each.began.kind == "system"}
    return bool((pretended | {each.system for each in part.seen}) & set(systems))


def _deciders(drill: Drill, system: str, level: str | None, seen: frozenset[str]) -> Iterator[str]:
    """The system, and where it has no checks of its own, all that it depends on."""
    model = drill.started().plan.system(system)
    yield system
    if model is None or system in seen or deciding(drill.started(), system, level):
        return
    for need in model.depends_on:
        for other in need.any_of:
            yield from _deciders(drill, other, None, seen | {system})


def moment_places(drill: Drill, name: str) -> frozenset[int]:
    """The places of the segments whose steps make a moment."""
    if drill.merged is None:
        return frozenset()
    owners = _owners(drill.merged)
    steps = (each.id for each in drill.started().scenario.steps if name in (each.id, each.marks))
    return frozenset(owners[step] for step in steps if step in owners)


def error_between(drill: Drill, places: Collection[int]) -> int | None:
    """How far a time between these segments may be off through their clocks alone.

    0 within one segment; None where a pair of them was never compared.
    """
    if drill.merged is None:
        return 0
    known = {frozenset((each.one, each.other)): each.error for each in drill.merged.pairs}
    errors = [known.get(frozenset(pair)) for pair in combinations(sorted(places), 2)]
    return None if None in errors else max((each for each in errors if each), default=0)


def names_of(drill: Drill, places: Collection[int]) -> tuple[str, str]:
    """The names of two segments among these that were never compared."""
    merged = drill.merged
    if merged is None:
        return "", ""
    known = {frozenset((each.one, each.other)): each.error for each in merged.pairs}
    for one, other in combinations(sorted(places), 2):
        if known.get(frozenset((one, other))) is None:
            return merged.segments[one].name, merged.segments[other].name
    return "", ""


def all_compared(drill: Drill) -> bool:
    """Whether times may be taken from any segment to any other."""
    return drill.merged is None or all(each.error is not None for each in drill.merged.pairs)


def absent_zone(drill: Drill, system: str) -> str | None:
    """The zone of a system whose record was left out of a merged drill, or None."""
    if drill.merged is None:
        return None
    zone = zone_of_system(drill.started().plan, system)
    return zone if zone in drill.merged.without else None


def is_untold(drill: Drill, step: str) -> bool:
    """Whether nobody here can know how a step ended.

    Its segment was left out, or was kept on paper that says nothing of it, and no other heard.
    """
    left_out = drill.merged is not None and step_place(drill, step) is None
    return (left_out or drill.on_paper is not None) and drill.step(step).ended is None


def all_closed(drill: Drill) -> bool:
    """Whether every segment of a merged drill has its end."""
    return drill.merged is None or all(each.closed for each in drill.merged.segments)


def all_there(drill: Drill) -> bool:
    """Whether no segment was left out of a merged drill."""
    return drill.merged is None or not drill.merged.without
