"""The course of a drill as lanes of marks over time, in hundredths of the width.

Only what was recorded is drawn. The uncertain part of an edge is a mark of its own, and what had
not ended with the record is drawn open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bcp.durations import DAY, SECOND
from bcp.message import Language, render
from bcp.wareki import LocalTime
from drills.report.clock import clock
from drills.report.happened_lines import ClockLine, JumpLine
from drills.report.html_axis import STEPS, Axis, Lane, Mark
from drills.report.html_steps import grouped, step_lanes
from drills.report.html_words import (
    LANE_ACTIONS,
    LANE_GONE,
    LANE_INTERRUPTED,
    LANE_PRETENDED,
)
from drills.report.measured_lines import OutageLine
from drills.report.model import Report
from drills.report.saying import say, wall
from drills.report.words import MOMENT, said

_MOST_TICKS = 5


@dataclass(frozen=True)
class Tick:
    """An instant on the axis, by the wall clock and by the drill's."""

    x: float
    wall: str
    clock: str


@dataclass(frozen=True)
class Chart:
    """All lanes, and what runs through them: the axis, the moments, and times of standing still.

    `quiet` are the checks that were good whenever they were asked, and have no lane; `grouped` says
    which steps have no lane of their own.
    """

    ticks: tuple[Tick, ...]
    moments: tuple[float, ...]
    bands: tuple[Mark, ...]
    lanes: tuple[Lane, ...]
    quiet: tuple[str, ...]
    grouped: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of mark that occurs and that its lane does not name, once each."""
        kinds = dict.fromkeys(mark.kind for lane in self.lanes for mark in lane.marks)
        return tuple(kind for kind in kinds if kind != "moment")


def chart_of(report: Report, lang: Language) -> Chart:
    """Draw a report."""
    axis = _axis(report)
    watched = tuple(_watched(report, axis, lang))
    seen = {lane.name for lane in watched}
    lanes = (
        *_moments(report, axis, lang),
        *step_lanes(report, axis, lang),
        *watched,
        *_lost_since(report, axis, lang),
        *_pretended(report, axis, lang),
        *_actions(report, axis, lang),
        *_interrupted(report, axis, lang),
    )
    return Chart(
        ticks=tuple(_ticks(axis, report)),
        moments=tuple(axis.at(each.when.at_us) for each in report.moments),
        bands=tuple(_bands(report, axis)),
        lanes=lanes,
        quiet=tuple(each.check for each in report.counts if each.held and each.check not in seen),
        grouped=grouped(report, lang),
    )


def last_at(report: Report) -> int:
    """The last instant of the record, in microseconds of the drill's clock."""
    ends = [each.when.at_us for each in report.timeline]
    return max([*ends, report.header.ended.at_us if report.header.ended else 0])


def _axis(report: Report) -> Axis:
    first = [each.first_bad.sent.at_us for each in report.outages]
    began, ended = min([0, *first]), last_at(report)
    return Axis(began, max(ended, began + SECOND))


def _ticks(axis: Axis, report: Report) -> Iterator[Tick]:
    whole = axis.ended - axis.began
    step = next((each for each in STEPS if whole // each < _MOST_TICKS), None)
    if step is None:
        step = DAY * (whole // (DAY * _MOST_TICKS) + 1)
    start, offset = report.header.began.unix_us, report.header.utc_offset_s
    # The first tick at or after the beginning, which may lie before the drill's own start.
    first = -(-axis.began // step) * step
    for at in range(first, axis.ended + 1, step):
        yield Tick(axis.at(at), LocalTime(start + at, offset).clock, clock(at))


def _moments(report: Report, axis: Axis, lang: Language) -> Iterator[Lane]:
    for each in report.moments:
        name = render(said(MOMENT, each.name), lang)
        note = wall(each.when, report.header.utc_offset_s)
        mark = axis.point("moment", each.when.at_us, each.records)
        yield Lane(name, note, (mark,), records=each.records)


def _watched(report: Report, axis: Axis, lang: Language) -> Iterator[Lane]:
    names = {each.system: say(each.name, lang) for each in report.outages}
    for count in report.counts:
        marks = tuple(_marks_of(count.check, report, axis))
        if marks:
            yield Lane(count.check, names.get(count.system, ""), marks)


def _marks_of(check: str, report: Report, axis: Axis) -> Iterator[Mark]:
    for outage in report.outages:
        if outage.check == check:
            yield from _outage(outage, axis)
    for unknown in report.unknowns:
        if unknown.check == check:
            yield from axis.spell("unknown", unknown.period, unknown.records)
    for flap in report.flaps:
        if flap.check == check:
            low, high = flap.first_good.sent.at_us, flap.first_bad.received.at_us
            yield axis.mark("flap", low, high, flap.records)
    for aside in report.asides:
        if aside.check == check:
            yield axis.point("aside", aside.when.at_us, aside.records)


def _outage(line: OutageLine, axis: Axis) -> Iterator[Mark]:
    lost = line.first_bad.received.at_us
    if line.last_good is not None:
        yield axis.mark("edge", line.last_good.sent.at_us, lost, line.records)
    if line.last_bad is None or line.first_good is None:
        yield axis.mark("down", lost, axis.ended, line.records)
        yield Mark("open", 100.0)
        return
    # Where one bad answer was all, the two edges overlap, and nothing between them is certain.
    back = max(lost, line.last_bad.sent.at_us)
    yield axis.mark("down", lost, back, line.records)
    yield axis.mark("edge", back, line.first_good.received.at_us, line.records)


def _lost_since(report: Report, axis: Axis, lang: Language) -> Iterator[Lane]:
    """From the newest marker that survived to the loss: the data in between is gone."""
    for each in report.markers:
        lost = [x.first_bad.received.at_us for x in report.outages if x.system == each.system]
        if each.newest_kept is None or not lost:
            continue
        kept = each.newest_kept.at_us
        marks = [axis.mark("gone", kept, max(kept, *lost), each.records)]
        marks.append(axis.point("kept", kept, each.records))
        yield Lane(render(LANE_GONE(name=each.system), lang), "", tuple(marks), "", each.records)


def _pretended(report: Report, axis: Axis, lang: Language) -> Iterator[Lane]:
    for name in dict.fromkeys(each.id for each in report.pretences):
        own = (each for each in report.pretences if each.id == name)
        marks = tuple(
            mark for each in own for mark in axis.spell("pretended", each.period, each.records)
        )
        yield Lane(render(LANE_PRETENDED(name=name), lang), "", marks)


def _actions(report: Report, axis: Axis, lang: Language) -> Iterator[Lane]:
    kinds = ((each, "undo" if each.purpose == "undo" else "run") for each in report.actions)
    marks = tuple(
        axis.point(kind, each.ordered.at_us, each.records, each.command) for each, kind in kinds
    )
    if marks:
        yield Lane(render(LANE_ACTIONS(), lang), "", marks)


def _interrupted(report: Report, axis: Axis, lang: Language) -> Iterator[Lane]:
    points: Sequence[tuple[str, Sequence[JumpLine | ClockLine]]] = (
        ("jump", report.jumps),
        ("step", report.clock_steps),
    )
    marks = [*_bands(report, axis)]
    marks += [
        axis.point(kind, each.when.at_us, each.records) for kind, own in points for each in own
    ]
    if marks:
        yield Lane(render(LANE_INTERRUPTED(), lang), "", tuple(marks))


def _bands(report: Report, axis: Axis) -> Iterator[Mark]:
    for pause in report.pauses:
        yield from axis.spell("paused", pause.period, pause.records)
    for restart in report.restarts:
        yield from axis.spell("gap", restart.period, restart.records)
