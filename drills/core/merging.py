"""Several segment runs become one list of events on one clock; nothing here reads or writes.

The result does not depend on the order in which the segments are given: they are put in the order
of the plan's zones, and events of the same instant in the order of their segments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from drills.core import events as e
from drills.core.brief import Brief
from drills.core.clock_bounds import Bounds, ClockEvidence, placed
from drills.core.handed_in import Given
from drills.core.merged_state import gravest
from drills.core.merging_events import (
    NO_SEGMENT,
    ClockPair,
    FromSegment,
    Merged,
    Municipality,
    Segment,
)
from drills.core.municipalities import without_of
from drills.core.retelling import Names, retold
from drills.core.side_by_side import Group, groups_of, side_by_side
from scenarios.zones import zone_of_server, zone_of_system

# What happens to a step in a segment that does not own it is only what was heard of it.
_OF_A_STEP = (
    e.StepDue,
    e.ProbeAsked,
    e.ProbeAnswered,
    e.ProbeLost,
    e.Answered,
    e.Approved,
    e.StepEnded,
    e.StepHeld,
    e.StepReleased,
    e.StepWritten,
    e.Deviated,
)
# What began a segment stands in `Merged`; its evidence stays with its own record.
_NOT_RETOLD = (e.DrillStarted, e.EvidenceKept)


@dataclass(frozen=True)
class Merging:
    """Who merges what into which run, and what is known of the clocks."""

    run_id: str
    by: str
    tool: str
    evidence: tuple[ClockEvidence, ...] = ()
    without: tuple[str, ...] = ()


def merged(segments: Sequence[Given], bounds: Bounds, around: Merging) -> tuple[e.Event, ...]:
    """Make one drill of segments that `drills.core.handed_in.refusals` has nothing against."""
    ahead = placed([each.name for each in segments], bounds)
    zeros = {each.name: each.brief.wall_ns // 1_000 - ahead[each.name] for each in segments}
    zero = min(zeros.values())
    shifts = [zeros[each.name] - zero for each in segments]
    groups = groups_of(segments)
    briefs = [_told_anew(each.brief, around, zero) for each in groups]
    told = Merged(
        at=0,
        by=around.by,
        segments=tuple(
            replace(
                _segment(each, bounds, segments[0].name, ahead[each.name]),
                began=shifts[group.first + place],
                steps=group.steps_of(place),
                checks=tuple(group.checks[place].values()),
            )
            for group in groups
            for place, each in enumerate(group.segments)
        ),
        evidence=tuple(sorted(around.evidence, key=repr)),
        pairs=tuple(_pairs(segments, bounds, ahead)),
        without=tuple(sorted(around.without)),
        municipalities=tuple(
            _municipality(group, brief, around)
            for group, brief in zip(groups, briefs, strict=True)
            if group.code
        ),
    )
    start: list[e.Event] = [e.DrillStarted(0, side_by_side(briefs)), told]
    rows = _in_order(shifts, (each for group in groups for each in _kept(group)))
    return (*start, *_retold(segments, rows, shifts, groups))


def _told_anew(brief: Brief, around: Merging, zero: int) -> Brief:
    """The brief as that of the merged run, which began at `zero`: Unix time in microseconds."""
    return replace(
        brief,
        run_id=around.run_id,
        operator=around.by,
        tool=around.tool,
        wall_ns=zero * 1_000,
    )


def _municipality(group: Group, brief: Brief, around: Merging) -> Municipality:
    return Municipality(
        code=group.code,
        name=brief.plan.organisation.name,
        brief=brief,
        segments=tuple(range(group.first, group.first + len(group.segments))),
        without=without_of(group.code, around.without),
    )


def _segment(given: Given, bounds: Bounds, first: str, ahead: int) -> Segment:
    brief = given.brief
    zone = next((each for each in brief.plan.zones if each.id == brief.zone), None)
    return Segment(
        run_id=brief.run_id,
        zone=given.name if given.code else brief.zone,
        organisation=brief.plan.organisation.name,
        terminal=zone.terminal if zone else None,
        operator=brief.operator,
        mode=brief.mode,
        head=given.head,
        records=len(given.events),
        key=given.key,
        signature=given.signature,
        left_out=given.left_out,
        closed=given.ended is not None,
        kept=given.kept,
        sha256=given.sha256,
        wall_ns=brief.wall_ns,
        began=0,
        ahead=ahead,
        error=bounds.error(given.name, first, ahead),
    )


def _pairs(
    segments: Sequence[Given], bounds: Bounds, ahead: Mapping[str, int]
) -> Iterator[ClockPair]:
    for (one, first), (other, second) in combinations(enumerate(segments), 2):
        apart = ahead[first.name] - ahead[second.name]
        yield ClockPair(one, other, bounds.error(first.name, second.name, apart))


Row = tuple[int, int, e.Event]
"""A segment's place, the number of a record in it, and what it says."""


def _kept(group: Group) -> Iterator[list[Row]]:
    """Of each segment of an organisation, the events that the merged record tells."""
    owners = group.owners
    things = _pretence_owners(group.segments, owners)
    for place, given in enumerate(group.segments):
        yield [
            (group.first + place, number, event)
            for number, event in enumerate(given.events, start=1)
            if not isinstance(event, _NOT_RETOLD)
            and not _is_hearsay(event, place, owners)
            and not (
                isinstance(event, e.PretenceSet | e.PretenceCleared)
                and things.get((event.kind, event.id), place) != place
            )
        ]


def _is_hearsay(event: e.Event, place: int, owners: Mapping[str, int]) -> bool:
    if not isinstance(event, _OF_A_STEP) or event.step is None:
        return False
    return owners.get(event.step, place) != place


def _pretence_owners(
    segments: Sequence[Given], owners: Mapping[str, int]
) -> Mapping[tuple[str, str], int]:
    """Whose record of a pretended state counts: that of the zone where the thing stands.

    Each segment that knows of it records it by its own clock. Where the thing's own segment does
    not, the one whose step set it does.
    """
    places = {each.brief.zone: place for place, each in enumerate(segments)}
    found: dict[tuple[str, str], int] = {}
    for place, given in enumerate(segments):
        for event in given.events:
            if not isinstance(event, e.PretenceSet):
                continue
            thing = (event.kind, event.id)
            find = zone_of_system if event.kind == "system" else zone_of_server
            home = places.get(find(given.brief.plan, event.id))
            if place == home or (thing not in found and place == owners.get(event.step, place)):
                found[thing] = place
    return found


def _in_order(shifts: Sequence[int], kept: Iterable[list[Row]]) -> tuple[list[Row], list[Row]]:
    """All rows by their instant, and apart from them those recorded behind a segment's end.

    Each segment's own keep the order in which they were recorded.
    """
    early: list[tuple[int, int, int, Row]] = []
    late: list[tuple[int, int, int, Row]] = []
    for rows in kept:
        latest, ended = 0, False
        for row in rows:
            place, number, event = row
            latest = max(latest, event.at + shifts[place])
            (late if ended else early).append((latest, place, number, row))
            ended = ended or isinstance(event, e.DrillEnded)
    by_instant = (sorted(each, key=lambda one: one[:3]) for each in (early, late))
    ordered, behind = ([row for *_, row in each] for each in by_instant)
    return ordered, behind


def _retold(
    segments: Sequence[Given],
    rows: tuple[Sequence[Row], Sequence[Row]],
    shifts: Sequence[int],
    groups: Sequence[Group],
) -> Iterator[e.Event]:
    items = list(_with_turns(*rows))
    actions, now = _renumbered(rows[0]), 0
    records = {item[:2]: seq for seq, item in enumerate(items, start=3) if isinstance(item, tuple)}
    names = [
        Names(shifts[place], checks, _of(place, actions), _of(place, records), group.ids)
        for group in groups
        for place, checks in enumerate(group.checks, start=group.first)
    ]
    for item in items:
        if item is None:
            yield e.DrillEnded(now, gravest([each.ended.finish for each in segments if each.ended]))
        elif isinstance(item, int):
            yield FromSegment(now, item)
        else:
            told = retold(item[2], names[item[0]])
            now = max(now, told.at)
            yield told


def _with_turns(early: Sequence[Row], late: Sequence[Row]) -> Iterator[Row | int | None]:
    """The rows, before each run of one segment's its place, and None where the drill ends."""
    speaking = None
    for rows in (early, late):
        for row in rows:
            if row[0] != speaking:
                speaking = row[0]
                yield speaking
            yield row
        if rows is early:
            speaking = None
            yield None
    if speaking is not None:
        yield NO_SEGMENT


def _renumbered(rows: Sequence[Row]) -> Mapping[tuple[int, int], int]:
    """The merged number of each segment's actions, counted from 1 in their order."""
    ordered = (
        (place, event.action) for place, _, event in rows if isinstance(event, e.ActionOrdered)
    )
    return {each: number for number, each in enumerate(ordered, start=1)}


def _of(place: int, numbers: Mapping[tuple[int, int], int]) -> Mapping[int, int]:
    return {number: new for (of, number), new in numbers.items() if of == place}
