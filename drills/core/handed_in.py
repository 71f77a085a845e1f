"""Segments as they were handed in to be merged, and what speaks against merging them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bcp.message import Message
from drills.core import events as e
from drills.core import merging_words as w
from drills.core.brief import Brief
from drills.core.merging_events import Signed
from drills.core.prefixing import prefixed
from scenarios.selectors import watched_systems
from scenarios.zones import carrier_of, home_of, is_unmanned, zone_named, zone_of, zone_of_system


@dataclass(frozen=True)
class Given:
    """One segment's whole record; see `drills.core.merging_events.Segment` for the other fields.

    `file` is what a person called it when it was handed in. `code` is its organisation's where
    several organisations are merged, else empty.
    """

    file: str
    events: tuple[e.Event, ...]
    head: str = ""
    key: str | None = None
    signature: Signed = "none"
    left_out: tuple[str, ...] = ()
    kept: str = ""
    sha256: str = ""
    code: str = ""

    @property
    def brief(self) -> Brief:
        """What it started with. Raises `ValueError` where it never did."""
        first = self.events[0] if self.events else None
        if not isinstance(first, e.DrillStarted):
            raise ValueError(self.file)
        return first.brief

    @property
    def here(self) -> str:
        """What its own organisation calls it: its zone, or its run where it has none."""
        return self.brief.zone or self.brief.run_id

    @property
    def name(self) -> str:
        """What people call it: its zone, behind its organisation's code where it has one."""
        if not self.code:
            return self.here
        return prefixed(self.code, self.brief.zone) if self.brief.zone else self.code

    @property
    def ended(self) -> e.DrillEnded | None:
        """Its end, or None where it still runs or was cut off."""
        return next((each for each in self.events if isinstance(each, e.DrillEnded)), None)

    @property
    def on_paper(self) -> bool:
        """Whether its whole record was read from paper."""
        return any(isinstance(each, e.KeptOnPaper) for each in self.events[:2])

    @property
    def wall_us(self) -> int:
        """What its own clock showed at its start: Unix time in microseconds."""
        return self.brief.wall_ns // 1_000


def in_order(given: Sequence[Given]) -> tuple[Given, ...]:
    """The segments in the order of the plan's zones, whatever order they were given in."""
    return tuple(sorted(given, key=_place))


def _place(given: Given) -> tuple[int, str, str]:
    zones = [each.id for each in given.brief.plan.zones]
    zone = given.brief.zone or ""
    place = zones.index(zone) if zone in zones else len(zones)
    return place, zone, given.brief.run_id


def unreadable(given: Sequence[Given]) -> tuple[Message, ...]:
    """What is no segment at all; nothing else can be said before that is mended."""
    if not given:
        return (w.NOTHING(),)
    found = []
    for each in given:
        if not each.events or not isinstance(each.events[0], e.DrillStarted):
            found.append(w.EMPTY(name=each.file))
        elif any(isinstance(event, e.Merged) for event in each.events):
            found.append(w.NESTED(name=each.file))
    return tuple(found)


def refusals(segments: Sequence[Given], without: Sequence[str]) -> tuple[Message, ...]:
    """Everything that speaks against merging these segments, in order."""
    return (*_unfit(segments), *_absent(segments, without))


def _unfit(segments: Sequence[Given]) -> Iterator[Message]:
    first = segments[0]
    for one, other in pairwise(segments):
        same_zone = one.brief.zone is not None and one.brief.zone == other.brief.zone
        if one.brief.run_id == other.brief.run_id and one.brief.zone == other.brief.zone:
            yield w.TWICE(one=one.file, other=other.file, run=one.brief.run_id)
        elif same_zone:
            yield w.ZONE_TWICE(one=one.file, other=other.file, zone=one.brief.zone)
    for other in segments[1:]:
        mine, theirs = (each.brief.plan.organisation for each in (first, other))
        if (mine.code, mine.name) != (theirs.code, theirs.name):
            names = {"one_of": mine.name, "other_of": theirs.name}
            yield w.OTHER_ORGANISATION(one=first.file, other=other.file, **names)
        elif (what := _difference(first, other)) is not None:
            yield w.OTHER_SCENARIO(one=first.file, other=other.file, what=what)
    if len(segments) > 1:
        yield from (w.NO_ZONE(name=each.file) for each in segments if each.brief.zone is None)


def _difference(first: Given, second: Given) -> str | None:
    """In what two scenarios differ: their id, a file of them, their parameters or their steps."""
    one, other = first.brief, second.brief
    if one.scenario.id != other.scenario.id:
        return f"{one.scenario.id} / {other.scenario.id}"
    for name in sorted(one.files.keys() & other.files.keys()):
        if name.startswith("scenarios/") and one.files[name] != other.files[name]:
            return name
    # Of bundles, what is left out of one is no difference of the scenarios.
    alike = first.left_out == second.left_out
    if alike and one.scenario.parameters != other.scenario.parameters:
        return "parameters"
    same = [each.id for each in one.scenario.steps] == [each.id for each in other.scenario.steps]
    return None if same else "steps"


def _absent(segments: Sequence[Given], without: Sequence[str]) -> Iterator[Message]:
    code, plan = segments[0].code, segments[0].brief.plan
    absent = {prefixed(code, each): zone_named(plan, each) for each in absent_zones(segments)}
    for zone, model in absent.items():
        if zone not in without:
            yield w.MISSING(zone=zone, terminal=model.terminal if model and model.terminal else "-")
    for zone in without:
        if zone not in absent:
            hint = w.MISSING_ARE(zones=tuple(absent)) if absent else w.NONE_MISSING()
            yield w.NOT_WITHOUT(zone=zone, hint=hint)


def absent_zones(segments: Sequence[Given]) -> tuple[str, ...]:
    """The zones with a terminal that has a part in this drill, and whose segment is not there.

    A zone without a terminal has no segment: what happened there was told or written on paper.
    """
    brief = segments[0].brief
    if any(each.brief.zone is None for each in segments):
        return ()
    plan, scenario = brief.plan, brief.scenario
    home = home_of(plan, scenario)
    places = [zone_of(each, plan, scenario) for each in scenario.steps]
    places += [zone_of_system(plan, each) for each in watched_systems(plan, scenario, None)]
    needed = {carrier_of(each, plan, home) for each in places}
    there = {each.brief.zone for each in segments}
    return tuple(
        each.id
        for each in plan.zones
        if each.id in needed and each.id not in there and not is_unmanned(plan, each.id)
    )


def step_owners(segments: Sequence[Given]) -> Mapping[str, int]:
    """Which segment carried each step out, by its place; a step of nobody here has none.

    Where every terminal has a step of its own, the first that ended it speaks for all.
    """
    owners: dict[str, int] = {}
    for step in segments[0].brief.scenario.steps:
        own = [n for n, each in enumerate(segments) if step.id not in each.brief.segment.foreign]
        ended = [n for n in own if _has_ended(segments[n], step.id)]
        # What a paper does not tell of, another terminal may have heard.
        own = [n for n in own if n in ended or not segments[n].on_paper]
        if own:
            owners[step.id] = (ended or own)[0]
    return owners


def _has_ended(given: Given, step: str) -> bool:
    return any(isinstance(each, e.StepEnded) and each.step == step for each in given.events)
