"""When a share of the people whom a step is about was reached."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from drills.core.calls import standing
from drills.core.events import Source
from drills.core.muster_events import MOVING, Mustered
from drills.core.musters import Mustering, mustering
from drills.core.outages import STRENGTH
from drills.core.state import Drill
from scenarios.model import CallOut, MusterCall, RollCall


@dataclass(frozen=True)
class Arrival:
    """One person was reached between two instants; `event` is the record that says so."""

    low: int
    high: int
    source: Source
    event: object


@dataclass(frozen=True)
class People:
    """How many people a step is about, and everybody who was reached, in no order."""

    all: int
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True)
class ShareReached:
    """The share was reached between `low` and `high`, with the person of that `number`.

    `source` is the weakest of those that count up to then, `event` the record of the last of them.
    """

    low: int
    high: int
    source: Source
    number: int
    all: int
    event: object


def people_of(drill: Drill, step: str) -> People:
    """Everybody whom a step is about; nobody where it reaches no people."""
    match drill.model(step).do:
        case CallOut():
            people = standing(drill, step)
            calls = (each.reached for each in people if each.reached is not None)
            found = (Arrival(each.at, each.at, "observed", each) for each in calls)
            return People(len(people), tuple(found))
        case RollCall():
            there = drill.step(step).checkins
            words = (each.opening for each in there.said.values())
            came = (Arrival(each.since, each.when, each.source, each) for each in words)
            return People(there.all.expected, tuple(came))
        case MusterCall() as do:
            return _gathered(mustering(drill, step), wanted=do.percent > 0)
    return People(0, ())


def _gathered(people: tuple[Mustering, ...], *, wanted: bool) -> People:
    """Who has arrived; where nobody need come, who was heard of."""
    words = (_arrived(each) if wanted else next(iter(each.words), None) for each in people)
    found = (Arrival(each.at, each.at, each.source, each) for each in words if each is not None)
    return People(len(people), tuple(found))


def _arrived(person: Mustering) -> Mustered | None:
    """The first word that they are there, of those that nothing was said against since."""
    found = None
    for each in reversed([word for word in person.words if word.state in MOVING]):
        if each.state != "arrived":
            break
        found = each
    return found


def count_of(drill: Drill, step: str) -> tuple[int, int]:
    """How many people are reached, and of how many; at no cost where they are many."""
    if isinstance(drill.model(step).do, RollCall):
        there = drill.step(step).checkins.all
        return there.there, there.expected
    people = people_of(drill, step)
    return len(people.arrivals), people.all


def needed(people: int, percent: float) -> int:
    """How many people a share of them is; part of a person is a whole one."""
    # What is left of a product that should be whole is not another person.
    return ceil(round(people * percent / 100, 6))


def share_reached(people: People, percent: float) -> ShareReached | None:
    """When `percent` of them were reached, or None where they were not, or there is nobody."""
    number = needed(people.all, percent)
    if not 0 < number <= len(people.arrivals):
        return None
    first = sorted(people.arrivals, key=lambda each: each.high)[:number]
    low = sorted(each.low for each in people.arrivals)[number - 1]
    weakest = max((each.source for each in first), key=STRENGTH.index)
    return ShareReached(low, first[-1].high, weakest, number, people.all, first[-1].event)
