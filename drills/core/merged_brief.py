"""The brief of a merged drill: each step and system as the segment has it that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bcp.model import System
from drills.core.brief import Brief
from drills.core.handed_in import Given
from drills.core.prepare import targets_of
from drills.core.signed import SignedApproval
from scenarios.model import MODES, Scenario
from scenarios.selectors import watched_systems


def checks_renamed(given: Given, segments: Sequence[Given]) -> Mapping[str, str]:
    """What a segment's watched checks are called: what several segments asked, each by itself."""
    others = {each.id for other in segments if other is not given for each in other.brief.watched}
    return {
        each.id: f"{each.id}@{given.here}" if each.id in others else each.id
        for each in given.brief.watched
    }


def merged_brief(
    segments: Sequence[Given],
    owners: Mapping[str, int],
    renamed: Sequence[Mapping[str, str]],
) -> Brief:
    """Join the briefs; what only one can say is the first segment's."""
    first = segments[0].brief
    briefs = [each.brief for each in segments]
    scenario = _scenario(briefs, owners)
    plan = replace(first.plan, systems=_systems(briefs))
    watched = watched_systems(plan, scenario, None)
    systems = tuple(each for each in plan.watchables if each.id in watched)
    places = {each.id: place for place, each in enumerate(plan.watchables)}
    checks = [
        replace(each, id=names[each.id])
        for brief, names in zip(briefs, renamed, strict=True)
        for each in brief.checks
    ]
    guards = [
        replace(each, check=replace(each.check, id=names[each.check.id]))
        for brief, names in zip(briefs, renamed, strict=True)
        for each in brief.guards
    ]
    return replace(
        first,
        plan=plan,
        scenario=scenario,
        mode=max((each.mode for each in briefs), key=MODES.index),
        checks=tuple(sorted(checks, key=lambda each: places.get(each.system, len(places)))),
        targets=targets_of(plan, scenario, systems),
        guards=tuple(guards),
        signed=_signed(briefs),
        zone=None,
        files=_files(segments),
    )


def _systems(briefs: Sequence[Brief]) -> tuple[System, ...]:
    """The systems as their own zone's plan has them: its terminal was judged by that one."""
    own: dict[tuple[str | None, str], System] = {
        (brief.zone, each.id): each
        for brief in briefs
        for each in brief.plan.systems
        if brief.zone is not None and each.zone == brief.zone
    }
    return tuple(own.get((each.zone, each.id), each) for each in briefs[0].plan.systems)


def _scenario(briefs: Sequence[Brief], owners: Mapping[str, int]) -> Scenario:
    steps = [
        briefs[owners.get(step.id, 0)].scenario.step(step.id) or step
        for step in briefs[0].scenario.steps
    ]
    return replace(briefs[0].scenario, steps=tuple(steps))


def _signed(briefs: Sequence[Brief]) -> tuple[SignedApproval, ...]:
    """Every signed approval once: all terminals are handed the same ones."""
    found: list[SignedApproval] = []
    for each in (one for brief in briefs for one in brief.signed):
        if each not in found:
            found.append(each)
    return tuple(found)


def _files(segments: Sequence[Given]) -> Mapping[str, str]:
    """Every file read, each once where all read the same, else one for each segment."""
    files: dict[str, str] = {}
    for given in segments:
        for name, digest in given.brief.files.items():
            same = files.setdefault(name, digest) == digest
            if not same:
                files[f"{name} ({given.here})"] = digest
    return files
