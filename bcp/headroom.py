"""How many people can work from home at once, what ends that first, and what more it would take.

Three laws:

1. **What is not known limits nothing and promises nothing.** It is named, and the verdict is then
   "not known", unless something that is known is already too little.
2. **A line is shared.** Where it does not bear all ways that go over it, each has its part of it by
   what it wants; where it does, each may grow into what the others leave.
3. **Whole people.** Who can work is rounded down, what must be bought is rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from bcp.headroom_figures import (
    ADDRESSES,
    LICENCES,
    LICENCES_USE,
    USED_BY,
    Figure,
    Figures,
    figures_of,
)
from bcp.headroom_lines import Line, lines_of
from bcp.inventory import Telework
from bcp.message import Text
from bcp.model import Plan
from bcp.telework_assumes import LimitName

Verdict = Literal["enough", "tight", "short", "unknown"]
"""Enough with the reserve kept; enough without it; too few; or nobody can tell."""

_Counted = Literal["licences", "addresses", "sessions"]
Unit = Literal["licences", "addresses", "sessions", "mbps", "percent"]


@dataclass(frozen=True)
class Question:
    """What is asked beside the plan: people by way, numbers by way and key, lines in Mbps."""

    people: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    lines: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Limit:
    """One thing that may end it. None is what is not known.

    `of` is the way or the line that it belongs to. `has` is what is there, `needs` what everybody
    expected would take with the reserve kept, `lacks` the difference where there is one. `most`
    people can work if all of it is used, `bears` of them with the reserve kept.
    """

    name: LimitName
    of: str
    unit: Unit
    verdict: Verdict = "unknown"
    has: float | None = None
    needs: float | None = None
    lacks: float | None = None
    most: int | None = None
    bears: int | None = None


@dataclass(frozen=True)
class WayRoom:
    """One way of telework. `can` work at once by all that is known, and `first` ends it there."""

    way: str
    name: Text
    verdict: Verdict
    expected: int | None
    at_once: int | None
    mbps_per_person: float
    can: int | None
    first: LimitName | None
    limits: tuple[Limit, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Headroom:
    """All ways together: `can` of the `at_once` who are expected."""

    verdict: Verdict
    expected: int
    at_once: int
    can: int | None
    ways: tuple[WayRoom, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Load:
    way: Telework
    expected: int | None
    figures: Figures
    lines: tuple[Line, ...]

    def number(self, key: str) -> Fraction | None:
        return self.figures[key].exact if key in self.figures else None

    def share(self, key: str) -> Fraction:
        return self.figures[key].exact / 100

    @property
    def at_once(self) -> int | None:
        if self.expected is None:
            return None
        return ceil(self.expected * self.share("at_once_percent"))

    @property
    def mbps(self) -> Fraction:
        meeting = self.share("meeting_percent")
        work, talk = self.figures["mbps"].exact, self.figures["meeting_mbps"].exact
        return (1 - meeting) * work + meeting * talk

    @property
    def demand(self) -> Fraction:
        return (self.at_once or 0) * self.mbps


def headroom(plan: Plan, question: Question) -> Headroom:
    """The head-room of every way that is in service, or that people are asked about."""
    meant = [
        each for each in plan.telework if each.state == "in_service" or each.id in question.people
    ]
    loads = [
        _Load(
            way,
            question.people.get(way.id, way.expected),
            figures := figures_of(way, question.figures.get(way.id, {})),
            lines_of(plan, way, figures, question.lines),
        )
        for way in meant
    ]
    ways = tuple(_room(each, loads) for each in loads)
    known = {each.id for each in meant}
    left_out = tuple(each.id for each in plan.telework if each.id not in known)
    at_once = [each.at_once or 0 for each in ways]
    cans = [each.can for each in ways]
    works = [min(can, want) for can, want in zip(cans, at_once, strict=True) if can is not None]
    return Headroom(
        _worst([each.verdict for each in ways]),
        sum(each.expected or 0 for each in ways),
        sum(at_once),
        sum(works) if len(works) == len(ways) else None,
        ways,
        left_out,
    )


def _room(load: _Load, loads: Sequence[_Load]) -> WayRoom:
    limits = tuple(_limits(load, loads))
    known = [each for each in limits if each.most is not None]
    first = min(known, key=lambda each: each.most or 0, default=None)
    return WayRoom(
        load.way.id,
        load.way.name,
        _worst([each.verdict for each in limits]),
        load.expected,
        load.at_once,
        float(load.mbps),
        first.most if first else None,
        first.name if first else None,
        limits,
        tuple(_figures(load, limits)),
    )


def _figures(load: _Load, limits: Sequence[Limit]) -> Iterator[Figure]:
    """Whatever the limits rest on."""
    used = {"at_once_percent"}.union(*(USED_BY[each.name] for each in limits))
    yield from (each for each in load.figures.values() if each.key in used)
    if "line" in {each.name for each in limits}:
        yield from (each.figure for each in load.lines if each.figure.key not in load.figures)


def _worst(verdicts: Sequence[Verdict]) -> Verdict:
    order: tuple[Verdict, ...] = ("short", "unknown", "tight")
    return next((each for each in order if each in verdicts), "enough" if verdicts else "unknown")


def _limits(load: _Load, loads: Sequence[_Load]) -> Iterator[Limit]:
    """Whatever may end it; a gateway's own limits only where somebody gave them."""
    lifted = load.way.assumes.no_limit
    if "licences" not in lifted:
        yield _counted(load, "licences", LICENCES, LICENCES_USE)
    if "addresses" not in lifted:
        yield _counted(load, "addresses", ADDRESSES, "addresses_use_percent")
    if "sessions" not in lifted and "sessions" in load.figures:
        yield _counted(load, "sessions", "sessions", "gateway_use_percent")
    throughput = load.number("throughput_mbps")
    if "throughput" not in lifted and throughput is not None:
        yield _carried(load, throughput)
    if "cpu" not in lifted and {"cpu_people", "cpu_percent"} <= load.figures.keys():
        yield _computed(load)
    if "line" not in lifted:
        if not load.lines:
            yield _unknown_line(load)
        for line in load.lines:
            yield _shared(load, line, [each for each in loads if _on(each, line)])


def _counted(load: _Load, name: _Counted, key: str, use: str) -> Limit:
    """What each person takes one of."""
    has, share = load.number(key), load.share(use)
    needs = Fraction(ceil((load.at_once or 0) / share))
    most = None if has is None else (has, has * share)
    return _limit(load, Limit(name, load.way.id, name), has, needs, most)


def _carried(load: _Load, has: Fraction) -> Limit:
    """What the gateway encrypts in a second."""
    share, empty = load.share("gateway_use_percent"), Limit("throughput", load.way.id, "mbps")
    most = has / load.mbps
    return _limit(load, empty, has, load.demand / share, (most, most * share))


def _computed(load: _Load) -> Limit:
    """What the processor does, taken to grow evenly with the people who are connected."""
    idle, seen = load.figures["cpu_idle_percent"].exact, load.figures["cpu_percent"].exact
    wanted, empty = load.figures["cpu_use_percent"].exact, Limit("cpu", load.way.id, "percent")
    each = (seen - idle) / load.figures["cpu_people"].exact
    if each <= 0:
        return empty
    most = (100 - idle) / each, (wanted - idle) / each
    return _limit(load, empty, wanted, idle + each * (load.at_once or 0), most)


def _shared(load: _Load, line: Line, on_it: Sequence[_Load]) -> Limit:
    """A line, which the other ways use too."""
    others = max(each.figures["line_others_mbps"].exact for each in on_it)
    share = min(each.share("line_use_percent") for each in on_it)
    elsewhere = sum((each.demand for each in on_it if each is not load), Fraction(0))
    needs = (elsewhere + load.demand + others) / share
    most, bears = (
        _part(load, line.mbps * part - others, elsewhere) for part in (Fraction(1), share)
    )
    return _limit(load, Limit("line", line.id, "mbps"), line.mbps, needs, (most, bears))


def _unknown_line(load: _Load) -> Limit:
    others = load.figures["line_others_mbps"].exact
    needs = (load.demand + others) / load.share("line_use_percent")
    return _limit(load, Limit("line", load.way.id, "mbps"), None, needs, None)


def _part(load: _Load, room: Fraction, elsewhere: Fraction) -> Fraction:
    wanted = elsewhere + load.demand
    if load.at_once and wanted > room:
        return load.at_once * room / wanted
    return (room - elsewhere) / load.mbps


def _limit(
    load: _Load,
    empty: Limit,
    has: Fraction | None,
    needs: Fraction,
    people: tuple[Fraction, Fraction] | None,
) -> Limit:
    """`people` can work when all of it is used, and with the reserve kept."""
    if has is None or people is None:
        return replace(empty, needs=_up(needs) if load.at_once is not None else None)
    most, bears = (max(0, floor(each)) for each in people)
    known = replace(empty, has=float(has), most=most, bears=bears)
    if load.at_once is None:
        return known
    verdict: Verdict = "tight" if load.at_once <= most else "short"
    return replace(
        known,
        verdict="enough" if load.at_once <= bears else verdict,
        needs=_up(needs),
        lacks=_up(max(needs - has, Fraction(0))),
    )


def _up(value: Fraction) -> float:
    """To a tenth, never down: what is bought must be enough."""
    return ceil(value * 10) / 10


def _on(load: _Load, line: Line) -> bool:
    return any(each.id == line.id for each in load.lines)
