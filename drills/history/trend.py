"""Recovery times over drills: joined only where the same was drilled and asked in the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from bcp.message import Text
from drills.history.direction import Direction, direction
from drills.history.rows import DrillRow, TargetRow

Change = Literal["scenario", "mode", "target", "start", "asked"]
"""What keeps two figures apart: the scenario's course, the kind of drill, the target's number, the
moment it counts from, or the questions that decided."""
Turn = Literal["shorter", "longer", "no_difference"]
Reason = Literal[
    "tabletop",
    "aborted",
    "stopped",
    "real_event",
    "open",
    "damaged",
    "empty",
    "part",
    "copy",
    "pretended",
    "prepared",
    "assumed",
    "not_recovered",
    "not_measured",
]
"""Why a drill gives no figure. ``not_recovered`` is a target that was missed all the same."""


@dataclass(frozen=True)
class Point:
    """One figure: from `low_us` to `high_us`, `actual_us` is its middle.

    `changed` is what was no longer as in the figure before, from which it is then cut off; `turn`
    how it stands to that figure otherwise.
    """

    run_id: str
    head: str
    began_us: int
    offset_s: int
    fiscal_year: int
    mode: str
    grade: str | None
    limit_us: int | None
    low_us: int
    actual_us: int
    high_us: int
    verdict: str
    source: str
    changed: tuple[Change, ...]
    turn: Turn | None


@dataclass(frozen=True)
class LeftOut:
    """A drill that gives no figure, and why. Of a damaged one only its `place` is known."""

    place: str
    run_id: str
    began_us: int
    offset_s: int
    reason: Reason
    why: Text | None = None


@dataclass(frozen=True)
class Stretch:
    """What the newest figures that may be compared come to; None where there is no figure.

    `count` is how many figures that is, `not_recovered` how many drills of the same conditions
    ended without a return. `direction` None: too few to claim one. `changed_since` is what has
    changed since, in drills that gave no figure.
    """

    since: str
    count: int
    not_recovered: int
    met: int
    median_us: int | None
    best_us: int | None
    worst_us: int | None
    direction: Direction | None
    changed_since: tuple[Change, ...]


@dataclass(frozen=True)
class Series:
    """One target in one scenario over all drills, oldest first."""

    kind: str
    id: str
    level: str | None
    measure: str
    name: Text
    importance: str
    organisation: str
    scenario: str
    title: Text
    limit_us: int | None
    start: str
    points: tuple[Point, ...]
    left_out: tuple[LeftOut, ...]
    latest: Stretch

    @property
    def stretches(self) -> tuple[tuple[Point, ...], ...]:
        """The figures, cut where something changed."""
        return tuple(map(tuple, _cut(self.points)))


@dataclass(frozen=True)
class Trend:
    """Every series that was asked for, and the drills that belong to none."""

    series: tuple[Series, ...]
    left_out: tuple[LeftOut, ...]
    drills: int


Wanted = Callable[[DrillRow, TargetRow], bool]
_Figure = tuple[DrillRow, TargetRow]
_ENDLESS = 2**62
_RANK = {"critical": 0, "important": 1}


def trend(rows: Iterable[DrillRow], wanted: Wanted) -> Trend:
    """The series of the targets that are wanted; `rows` in any order."""
    ordered = sorted(rows, key=lambda each: (each.began_us, each.place))
    found: dict[tuple[object, ...], list[_Figure]] = {}
    for drill in ordered:
        for target in drill.targets:
            if wanted(drill, target):
                found.setdefault(_series_key(drill, target), []).append((drill, target))
    series = [one for each in found.values() if (one := _series(each)) is not None]
    return Trend(
        series=tuple(sorted(series, key=_order)),
        left_out=tuple(left_out(each) for each in ordered if not each.run_id),
        drills=sum(each.counts for each in ordered),
    )


def _series_key(drill: DrillRow, target: TargetRow) -> tuple[object, ...]:
    # The folder of a prefecture holds drills of many, and each has a system called mail.
    return drill.organisation, drill.scenario, *target.key


def left_out(drill: DrillRow, target: TargetRow | None = None) -> LeftOut:
    """Why a drill gives no figure, or none for this target."""
    reason = reason_of(drill, target)
    return LeftOut(drill.place, drill.run_id, drill.began_us, drill.offset_s, reason, drill.why)


def reason_of(drill: DrillRow, target: TargetRow | None) -> Reason:
    """The same in a word."""
    if drill.standing != "counted":
        return drill.standing
    if target is not None and target.prepared:
        return "prepared"
    if target is None or target.source not in ("assumed", "injected"):
        if target is not None and target.assumed_us:
            return "assumed"
        missed = target is not None and target.verdict == "missed"
        return "not_recovered" if missed else "not_measured"
    return "assumed" if target.source == "assumed" else "pretended"


def changed(before: _Figure, after: _Figure) -> tuple[Change, ...]:
    """What keeps two figures of one target from being compared."""
    (drill, target), (later, other) = before, after
    differing: Mapping[Change, bool] = {
        "scenario": drill.same != later.same,
        "mode": drill.mode != later.mode,
        "target": target.limit_us != other.limit_us,
        "start": target.start != other.start,
        "asked": target.asked != other.asked,
    }
    return tuple(word for word, differs in differing.items() if differs)


def turn(before: tuple[int, int], after: tuple[int, int]) -> Turn:
    """How an interval stands to an earlier one; those that overlap do not differ."""
    if after[1] < before[0]:
        return "shorter"
    return "longer" if after[0] > before[1] else "no_difference"


def _series(figures: Sequence[_Figure]) -> Series | None:
    """One series; None where nothing was ever found, nor missed, in a drill that counts."""
    counted = [each for each in figures if each[0].counts and each[1].is_real]
    others = [left_out(*each) for each in figures if not (each[0].counts and each[1].is_real)]
    if not counted and not any(each.reason == "not_recovered" for each in others):
        return None
    # Its numbers are those of its newest figure, which are not always the newest drill's.
    drill, target = counted[-1] if counted else figures[-1]
    points = _points(counted)
    return Series(
        kind=target.kind,
        id=target.id,
        level=target.level,
        measure=target.measure,
        name=target.name,
        importance=target.importance,
        organisation=drill.organisation,
        scenario=drill.scenario,
        title=drill.title,
        limit_us=target.limit_us,
        start=target.start,
        points=points,
        left_out=tuple(others),
        latest=_latest(points, figures, (drill, target)),
    )


def _points(figures: Sequence[_Figure]) -> tuple[Point, ...]:
    found: list[Point] = []
    for number, (drill, target) in enumerate(figures):
        before = figures[number - 1] if number else None
        low, high = target.low_us or 0, target.high_us or 0
        apart = () if before is None else changed(before, (drill, target))
        told = found[-1] if found and not apart else None
        found.append(
            Point(
                run_id=drill.run_id,
                head=drill.head,
                began_us=drill.began_us,
                offset_s=drill.offset_s,
                fiscal_year=drill.fiscal_year,
                mode=drill.mode,
                grade=drill.grade,
                limit_us=target.limit_us,
                low_us=low,
                actual_us=target.actual_us or 0,
                high_us=high,
                verdict=target.verdict,
                source=target.source,
                changed=apart,
                turn=None if told is None else turn((told.low_us, told.high_us), (low, high)),
            )
        )
    return tuple(found)


def _latest(points: Sequence[Point], figures: Sequence[_Figure], like: _Figure) -> Stretch:
    """`like` is the newest figure, or where there is none, the newest drill."""
    newest = _cut(points)[-1] if points else []
    times = [each.actual_us for each in newest]
    since = newest[0].began_us if newest else 0
    held = [each for each in figures if each[0].counts]
    never = [each for each in held if reason_of(*each) == "not_recovered" and not each[1].is_real]
    lost = [each for each in never if each[0].began_us >= since and not changed(like, each)]
    return Stretch(
        since=newest[0].run_id if newest else "",
        count=len(newest),
        not_recovered=len(lost),
        met=Counter(each.verdict for each in newest)["met"],
        median_us=int(median(times)) if times else None,
        best_us=min(times, default=None),
        worst_us=max(times, default=None),
        direction=direction(_intervals(newest, lost)),
        changed_since=changed(like, held[-1]) if held else (),
    )


def _intervals(points: Sequence[Point], lost: Sequence[_Figure]) -> list[tuple[int, int]]:
    """In their order; what never came back took longer than its target, nobody knows how long."""
    found = [(each.began_us, (each.low_us, each.high_us)) for each in points]
    found += [(drill.began_us, ((target.limit_us or 0) + 1, _ENDLESS)) for drill, target in lost]
    return [each for _, each in sorted(found)]


def _cut(points: Iterable[Point]) -> list[list[Point]]:
    found: list[list[Point]] = []
    for each in points:
        if each.changed or not found:
            found.append([])
        found[-1].append(each)
    return found


def _order(series: Series) -> tuple[object, ...]:
    rank = _RANK.get(series.importance, len(_RANK))
    about = (series.kind, series.id, series.level or "", series.measure)
    return rank, series.organisation, *about, series.scenario
