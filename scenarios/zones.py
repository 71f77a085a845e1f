"""Which zone a step belongs to, which terminal carries it out, and what is heard of the others.

Separated zones cannot reach each other, so each zone's terminal runs its own segment of the same
scenario. A zone without a terminal is known through people only, who are asked in the home zone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bcp.asking import ProbeCall
from bcp.model import Plan, Zone
from scenarios.model import After, Inject, Probe, Run, Scenario, Step, Wait


def zone_of(step: Step, plan: Plan, scenario: Scenario) -> str | None:
    """The zone of a step: its own, that of what it uses, or the scenario's home; None: any."""
    return placed(step, plan) or home_of(plan, scenario)


def placed(step: Step, plan: Plan) -> str | None:
    """The zone that a step itself tells, by its own word or by the server or system it uses."""
    return step.zone or used_zone(step, plan)


def used_zone(step: Step, plan: Plan) -> str | None:
    """The zone of the server or system that a step uses.

    A question that wants silence is asked across the wall, so its target tells nothing.
    """
    match step.do:
        case Run(do=ref):
            return zone_of_server(plan, ref.server)
        case Wait(system=str(system)):
            return zone_of_system(plan, system)
        case Probe(call=call) | Wait(call=ProbeCall() as call):
            return None if call.wants_silence else zone_of_server(plan, call.server)
        case _:
            return None


def zone_of_server(plan: Plan, server: str | None) -> str | None:
    """The zone of a server, where it has one."""
    model = plan.server(server) if server is not None else None
    return model.zone if model else None


def zone_of_system(plan: Plan, system: str) -> str | None:
    """The zone of a system: its own, or the only one of the servers that its checks ask."""
    model = plan.system(system)
    if model is None or model.zone is not None:
        return model.zone if model else None
    calls = (*model.probe, *(each for level in model.levels for each in level.probe))
    asked = {zone_of_server(plan, each.server) for each in calls} - {None}
    return asked.pop() if len(asked) == 1 else None


def home_of(plan: Plan, scenario: Scenario) -> str | None:
    """The zone of all steps that tell none: the scenario's own word, or the only one possible."""
    if scenario.home_zone is not None:
        return scenario.home_zone
    manned = [each.id for each in plan.zones if each.terminal]
    used = {placed(each, plan) for each in scenario.steps} & set(manned)
    one = used or set(manned)
    return one.pop() if len(one) == 1 else None


def zone_named(plan: Plan, zone: str | None) -> Zone | None:
    """The zone of that id, or None."""
    return next((each for each in plan.zones if each.id == zone), None)


def zone_name(plan: Plan, zone: str) -> str:
    """The town's own name for a zone, or its id."""
    model = zone_named(plan, zone)
    return model.label if model is not None and model.label else zone


def segment_label(plan: Plan, name: str) -> str:
    """The town's own name for a zone of a merged drill; among several towns, behind the code."""
    code, slash, _ = name.rpartition("/")
    label = zone_name(plan, name)
    return name if label == name else f"{code}{slash}{label}"


def is_unmanned(plan: Plan, zone: str | None) -> bool:
    """Whether a zone has no terminal, so that only people can say how things are there."""
    model = zone_named(plan, zone)
    return model is not None and not model.terminal


def terminals(plan: Plan) -> tuple[str, ...]:
    """The different terminals of a plan; zones may share one that reaches all of them."""
    return tuple(dict.fromkeys(each.terminal for each in plan.zones if each.terminal))


def carrier_of(zone: str | None, plan: Plan, home: str | None) -> str | None:
    """The zone whose terminal carries out what lies in `zone`; None: any terminal does."""
    return home if is_unmanned(plan, zone) else zone


def is_asked_from(plan: Plan, zone: str | None, place: str | None) -> bool:
    """Whether the terminal in `zone` (None: the only one) may send anything into `place`."""
    return not is_unmanned(plan, place) and (zone is None or place in (None, zone))


def waits_on(step: Step, before: Step | None) -> tuple[After, ...]:
    """What a step waits for; with neither `at` nor `after` it is the step written above it."""
    if step.after or step.at is not None or before is None:
        return step.after
    return (After(before.id, ("ended",)),)


@dataclass(frozen=True)
class Segment:
    """What one terminal does of a scenario, worked out once.

    `foreign` maps each step of another terminal to that one's zone, and `by_people` are the steps
    of a zone without a terminal. Of the foreign ones, something here depends on those in `wanted`;
    those in `holding` keep the drill open until they are known. A situation that is given at a set
    time, `by_clock`, comes to pass in every segment by its own clock. `kept_by` has the own steps
    that must end before a wanted one can, directly or through other zones.
    """

    foreign: Mapping[str, str] = field(default_factory=dict)
    by_people: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    by_clock: frozenset[str] = frozenset()
    kept_by: Mapping[str, frozenset[str]] = field(default_factory=dict)


def segment_in(
    plan: Plan, scenario: Scenario, zone: str | None, moments: Iterable[str] = ()
) -> Segment:
    """Work out the segment of the terminal in `zone`; without one, a single terminal does all.

    `moments` are those that targets here count from.
    """
    home = home_of(plan, scenario)
    zones = {step.id: placed(step, plan) or home for step in scenario.steps}
    by_people = frozenset(step for step, place in zones.items() if is_unmanned(plan, place))
    if zone is None:
        return Segment(by_people=by_people)
    carriers = {step: carrier_of(place, plan, home) for step, place in zones.items()}
    foreign = {step: other for step, other in carriers.items() if other not in (None, zone)}
    pairs = tuple(zip(scenario.steps, (None, *scenario.steps[:-1]), strict=True))
    reach = _Reach(plan, scenario, zone, home)
    own = [pair for pair in pairs if pair[0].id not in foreign]
    holding = {*_marked(scenario, moments), *reach.brought()} & set(foreign)
    wanted = holding | ({*_wanted_by(scenario, own), *reach.jumps()} & set(foreign))
    return Segment(
        foreign={step: other for step, other in foreign.items() if other is not None},
        by_people=by_people - set(foreign),
        wanted=frozenset(wanted),
        holding=frozenset(holding),
        by_clock=frozenset(
            step.id for step, before in pairs if step.id in wanted and _at_a_set_time(step, before)
        ),
        kept_by=_kept_by(pairs, foreign, wanted),
    )


def _kept_by(
    pairs: tuple[tuple[Step, Step | None], ...], foreign: Container[str], wanted: Iterable[str]
) -> Mapping[str, frozenset[str]]:
    waits = {step.id: {each.step for each in waits_on(step, before)} for step, before in pairs}
    found = {}
    for step in wanted:
        seen, ahead = set[str](), [step]
        while ahead:
            new = waits.get(ahead.pop(), set()) - seen
            seen |= new
            ahead += [each for each in new if each in foreign]
        found[step] = frozenset(each for each in seen if each not in foreign)
    return found


def _at_a_set_time(step: Step, before: Step | None) -> bool:
    return isinstance(step.do, Inject) and not waits_on(step, before) and not step.unless


def _wanted_by(scenario: Scenario, own: list[tuple[Step, Step | None]]) -> Iterator[str]:
    """The steps that own ones wait for, yield to, or count a deadline from."""
    for step, before in own:
        yield from (each.step for each in waits_on(step, before))
        yield from step.unless
        yield from (each.before for each in scenario.forbid if step.id in each.steps)
        if step.due is not None:
            yield from _marked(scenario, (step.due.start,))


def _marked(scenario: Scenario, moments: Iterable[str]) -> Iterator[str]:
    """The steps whose holding makes one of these moments."""
    named = set(moments)
    return (each.id for each in scenario.steps if named & {each.id, each.marks})


@dataclass(frozen=True)
class _Reach:
    """What steps anywhere bring about in one zone."""

    plan: Plan
    scenario: Scenario
    zone: str
    home: str | None

    def brought(self) -> Iterator[str]:
        """The steps that begin or end a pretended state of something here."""
        for step in self.scenario.steps:
            began = any(self._here(each.kind, each.id) for each in step.set)
            if began or any(self._here(each.kind, each.id) for each in step.clear):
                yield step.id
            yield from (
                each.until for each in step.set if each.until and self._here(each.kind, each.id)
            )

    def jumps(self) -> Iterator[str]:
        """The steps that move the event clock, which is the same everywhere."""
        for step in self.scenario.steps:
            if isinstance(step.do, Inject) and step.do.jump is not None:
                yield step.id

    def _here(self, kind: str, id: str) -> bool:
        found = (zone_of_system if kind == "system" else zone_of_server)(self.plan, id)
        return carrier_of(found, self.plan, self.home) in (None, self.zone)


def shares(plan: Plan, scenario: Scenario) -> Mapping[str, tuple[Step, ...]]:
    """The steps that the terminal of each zone carries out, in the plan's order of zones.

    Empty where there is only one terminal, or only one that has anything to do.
    """
    home = home_of(plan, scenario)
    carriers = [carrier_of(placed(each, plan) or home, plan, home) for each in scenario.steps]
    by_zone = {
        each.id: tuple(s for s, c in zip(scenario.steps, carriers, strict=True) if c == each.id)
        for each in plan.zones
    }
    found = {zone: steps for zone, steps in by_zone.items() if steps}
    return found if len(found) > 1 and len(terminals(plan)) > 1 else {}
