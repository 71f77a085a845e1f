"""How much is left of radio, power and lines: what devices told of themselves, and the plan.

Only facts that say how near an end is are told (`room_words.FACTS`). What the plan assumes stands
beside what was read, and is never taken for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bcp.inventory import Link, Power, Radio, Telework
from bcp.message import Text
from drills.core.events import DeviceTold, Source
from drills.core.evidence import source_of
from drills.report.ledger import Ledger, name_of
from drills.report.measured_lines import When
from drills.report.room_words import FACTS
from scenarios.model import Probe
from scenarios.reading import Fact, Reading

Device = Radio | Power | Link | Telework
HOUR_S = 3_600.0


@dataclass(frozen=True)
class RoomLine:
    """One fact of one device; `kind` is the list of the plan that it stands on.

    `fact` is a word of `room_words.FACTS`, and its name ends with its unit. Of what was read more
    than once, `least` and `most` bound it and `last` is the newest, read at `when`. None of these
    two, and no `when`, where it is what the plan assumes.
    """

    kind: str
    id: str
    name: Text
    fact: str
    last: Fact
    least: float | None
    most: float | None
    when: When | None
    source: Source
    records: tuple[int, ...]


@dataclass(frozen=True)
class _Told:
    id: str
    at: int
    facts: dict[str, Fact]
    source: Source
    event: object


def room_lines(ledger: Ledger) -> tuple[RoomLine, ...]:
    """What was read of each device, in the order of the plan, and then what the plan assumes."""
    told = sorted((*_watched(ledger), *_asked(ledger)), key=lambda each: each.at)
    plan = ledger.brief.plan
    lines: list[RoomLine] = []
    devices: tuple[Device, ...] = (*plan.radio, *plan.power, *plan.links, *plan.telework)
    for device in devices:
        own = [each for each in told if each.id == device.id]
        lines += _read(ledger, device.id, own)
        if isinstance(device, Power):
            lines += _assumed(ledger, device)
    return tuple(lines)


def _watched(ledger: Ledger) -> Iterator[_Told]:
    for event in ledger.all(DeviceTold):
        check = ledger.brief.check(event.check)
        if check is not None:
            source = source_of(Reading(dict(event.facts)))
            yield _Told(check.system, event.at, dict(event.facts), source, event)


def _asked(ledger: Ledger) -> Iterator[_Told]:
    for step in ledger.brief.scenario.steps:
        state = ledger.drill.step(step.id)
        sample = state.last_sample
        if not isinstance(step.do, Probe) or sample is None:
            continue
        if sample.reading.could_not_ask is None:
            facts, source = dict(sample.reading.facts), source_of(sample.reading)
            yield _Told(step.do.call.subject, sample.received, facts, source, state.ended)


def _read(ledger: Ledger, device: str, told: Iterable[_Told]) -> Iterator[RoomLine]:
    for fact in FACTS:
        own = [each for each in told if each.facts.get(fact) is not None]
        if own:
            last = own[-1]
            numbers = [n for each in own if (n := _number(each.facts[fact])) is not None]
            yield RoomLine(
                kind=ledger.brief.plan.kind_of(device) or "",
                id=device,
                name=name_of(ledger.drill, device),
                fact=fact,
                last=last.facts[fact],
                least=min(numbers, default=None),
                most=max(numbers, default=None),
                when=ledger.when(last.at),
                source=last.source,
                records=ledger.records(*(each.event for each in own)),
            )


def _number(value: Fact) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def _assumed(ledger: Ledger, power: Power) -> Iterator[RoomLine]:
    """What the plan promises of a source of power; a day's word for it stays an assumption."""
    found: dict[str, float] = {}
    if power.runtime is not None:
        found["runtime_h"] = round(power.runtime.us / 1_000_000 / HOUR_S, 1)
    if power.fuel_l is not None and power.l_per_h:
        found["fuel_h"] = round(power.fuel_l / power.l_per_h, 1)
    for fact, value in found.items():
        name = name_of(ledger.drill, power.id)
        yield RoomLine("power", power.id, name, fact, value, None, None, None, "assumed", ())
