"""Two drills beside each other: what they share, what may be compared, where they really differ.

A difference is claimed only between two figures that mean the same, and only where their intervals
do not overlap (``docs/compare.md``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bcp.durations import SECOND
from bcp.message import Message, Text
from drills.comparing.alike import Difference, apart, figures_apart
from drills.core.brief import Brief
from drills.core.overall import Overall
from drills.report.measured_lines import Figure, When, Words
from drills.report.model import Report
from drills.report.naming import goal_name
from scenarios.model import Ending, Mode

Change = Literal[
    "faster",
    "slower",
    "same",
    "overlap",
    "not_measured",
    "not_comparable",
    "only_earlier",
    "only_later",
]
About = Literal["rto", "rpo", "step"]


@dataclass(frozen=True)
class Drilled:
    """One of the two: what its journal says, and the brief that it began with."""

    brief: Brief
    report: Report


@dataclass(frozen=True)
class Side:
    """Which drill it was, and what it came to. `head` is the hash of its last record."""

    run: str
    title: Text
    organisation: str
    mode: Mode
    began: When
    utc_offset_s: int
    overall: Overall
    grade: str
    met: int
    promised: int
    head: str
    trusted: bool | None
    closed: bool


@dataclass(frozen=True)
class FigureLine:
    """One figure in both drills, and whether the later one was faster.

    `low_us` to `high_us` is what the later time exceeds the earlier one by; negative where it was
    shorter; None where the two are not compared, and `why` says why. ``same`` is less than a second
    either way. `limit_changed`: the target
    itself is another one, so that the verdicts do not compare.
    """

    about: About
    id: str
    name: Words
    earlier: Figure | None
    later: Figure | None
    change: Change
    low_us: int | None
    high_us: int | None
    limit_changed: bool
    why: tuple[Message, ...]


@dataclass(frozen=True)
class StepLine:
    """A step that both drills had, and how long each took for it; None where it did not end."""

    id: str
    name: Words
    earlier_us: int | None
    later_us: int | None
    earlier: Ending | None
    later: Ending | None
    difference_us: int | None


@dataclass(frozen=True)
class PeopleLine:
    """How many people a step reached, of how many; both None where that drill had no such step."""

    kind: Literal["call_out", "check_in", "muster"]
    step: str
    earlier: tuple[int, int] | None
    later: tuple[int, int] | None


@dataclass(frozen=True)
class Comparison:
    """Two drills, the earlier one first. `differences` are what was not the same in both.

    `comparable` says whether their figures can be held beside each other; ``partly``: with care.
    """

    comparable: Literal["yes", "partly", "no"]
    earlier: Side
    later: Side
    differences: tuple[Difference, ...]
    figures: tuple[FigureLine, ...]
    steps: tuple[StepLine, ...]
    people: tuple[PeopleLine, ...]


def compared(one: Drilled, other: Drilled) -> Comparison:
    """Two drills beside each other, whichever order they are given in."""
    earlier, later = sorted((one, other), key=lambda each: each.report.header.began.unix_us)
    differences = apart(earlier.brief, earlier.report, later.brief, later.report)
    broken = any(each.breaks for each in differences)
    return Comparison(
        comparable="no" if broken else "partly" if differences else "yes",
        earlier=_side(earlier.report),
        later=_side(later.report),
        differences=differences,
        figures=tuple(_figures(earlier, later, broken=broken)),
        steps=tuple(_steps(earlier.report, later.report)),
        people=tuple(_people(earlier.report, later.report)),
    )


def _side(report: Report) -> Side:
    header, journal, grading = report.header, report.journal, report.grading
    return Side(
        run=header.run_id,
        title=header.title,
        organisation=header.organisation,
        mode=header.mode,
        began=header.began,
        utc_offset_s=header.utc_offset_s,
        overall=report.summary.overall,
        grade=grading.grade,
        met=grading.met,
        promised=grading.counted,
        head=journal.head,
        trusted=journal.trusted,
        closed=journal.closed,
    )


@dataclass(frozen=True)
class _Known:
    """A figure by what it is about, and the system whose checks it rests on."""

    name: Words
    figure: Figure
    system: str | None


def _of(report: Report) -> dict[tuple[About, str], _Known]:
    found: dict[tuple[About, str], _Known] = {}
    for line in report.recoveries:
        rung = line.system if line.level is None else f"{line.system}/{line.level}"
        found["rto", rung] = _Known(line.name, line.rto, line.system)
        if line.rpo is not None:
            found["rpo", rung] = _Known(line.name, line.rpo, line.system)
    for goal in report.goals:
        share = "" if goal.reached_percent is None else f" {goal.reached_percent:g}%"
        found["step", f"{goal.step}{share}"] = _Known(goal_name(goal), goal.figure, None)
    return found


def _figures(earlier: Drilled, later: Drilled, *, broken: bool) -> Iterator[FigureLine]:
    ours, theirs = _of(earlier.report), _of(later.report)
    for about, rung in dict.fromkeys((*ours, *theirs)):
        one, two = ours.get((about, rung)), theirs.get((about, rung))
        if one is None or two is None:
            known = one or two
            if known is not None:
                yield _only(about, rung, known, is_earlier=one is not None)
            continue
        briefs = earlier.brief, later.brief
        why = figures_apart(briefs, two.system, one.figure, two.figure)
        yield _both(about, rung, (one, two), why, broken=broken)


def _only(about: About, id: str, known: _Known, *, is_earlier: bool) -> FigureLine:
    figure = known.figure
    return FigureLine(
        *(about, id, known.name),
        earlier=figure if is_earlier else None,
        later=None if is_earlier else figure,
        change="only_earlier" if is_earlier else "only_later",
        low_us=None,
        high_us=None,
        limit_changed=False,
        why=(),
    )


def _both(
    about: About, id: str, known: tuple[_Known, _Known], why: tuple[Message, ...], *, broken: bool
) -> FigureLine:
    one, two = (each.figure for each in known)
    low, high = (None, None) if why or broken else _exceeds(one, two)
    return FigureLine(
        *(about, id, known[1].name),
        earlier=one,
        later=two,
        change=_unmeasured(one, two) or _change(low, high),
        low_us=low,
        high_us=high,
        limit_changed=one.limit_us != two.limit_us,
        why=why,
    )


def _exceeds(one: Figure, two: Figure) -> tuple[int | None, int | None]:
    """By how much the second time is longer than the first: the least and the most it can be."""
    if one.low_us is None or one.high_us is None or two.low_us is None or two.high_us is None:
        return None, None
    return two.low_us - one.high_us, two.high_us - one.low_us


def _unmeasured(one: Figure, two: Figure) -> Change | None:
    return "not_measured" if one.actual_us is None or two.actual_us is None else None


def _change(low: int | None, high: int | None) -> Change:
    if low is None or high is None:
        return "not_comparable"
    if max(abs(low), abs(high)) < SECOND:
        return "same"
    if low > 0:
        return "slower"
    return "faster" if high < 0 else "overlap"


def _steps(earlier: Report, later: Report) -> Iterator[StepLine]:
    """The steps of both, in the later one's order."""
    before = {each.id: each for each in earlier.steps}
    for two in later.steps:
        one = before.get(two.id)
        if one is None:
            continue
        known = one.taken_us is not None and two.taken_us is not None
        yield StepLine(
            *(two.id, two.name, one.taken_us, two.taken_us, one.ending, two.ending),
            difference_us=(two.taken_us or 0) - (one.taken_us or 0) if known else None,
        )


def _people(earlier: Report, later: Report) -> Iterator[PeopleLine]:
    ours, theirs = _reached(earlier), _reached(later)
    for kind, step in dict.fromkeys((*theirs, *ours)):
        yield PeopleLine(kind, step, ours.get((kind, step)), theirs.get((kind, step)))


Reached = dict[tuple[Literal["call_out", "check_in", "muster"], str], tuple[int, int]]


def _reached(report: Report) -> Reached:
    found: Reached = {}
    found |= {("call_out", each.step): (each.reached, each.people) for each in report.call_outs}
    found |= {("check_in", each.step): (each.there, each.expected) for each in report.check_ins}
    found |= {("muster", each.step): (each.arrived, each.people) for each in report.musters}
    return found


def steps_that_differ(steps: Sequence[StepLine], least_us: int) -> list[StepLine]:
    """The steps whose times differ by at least so much, or that ended otherwise; most first."""
    found = [
        each
        for each in steps
        if abs(each.difference_us or 0) >= least_us or each.earlier != each.later
    ]
    return sorted(found, key=lambda each: -abs(each.difference_us or 0))
