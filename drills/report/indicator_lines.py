"""The plan's own figures (kpi) that a drill can tell: target, result, rate and grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bcp.durations import MINUTE
from bcp.message import Message, Phrase, Text
from bcp.preset_files import shipped
from bcp.preset_filling import GRADES
from bcp.upkeep import Indicator
from drills.report.call_lines import callee_lines
from drills.report.checkin_lines import CheckInLine, check_in_lines
from drills.report.grade_scale import HIGHEST_RATE, NOT_GRADED, GradeScale
from drills.report.grading import GradeLine
from drills.report.ledger import Ledger
from drills.report.people import step_lines

NOT_FED = Phrase(
    "indicator.not_fed",
    ja="訓練の記録からは得られない指標です。",
    en="No record of a drill tells it.",
)
NOT_IN_THIS = Phrase(
    "indicator.not_in_this",
    ja="この訓練では測っていません。",
    en="This drill did not measure it.",
)
NO_TARGET = Phrase(
    "indicator.no_target",
    ja="計画に目標値がありません。",
    en="The plan names no target for it.",
)
_REAL = ("measured", "observed", "attested")


@dataclass(frozen=True)
class IndicatorLine:
    """One figure of the plan. `value` is in `unit`, cut to one decimal; None: not measured.

    `rate_percent` is the rate of achievement, and `why` says what is lacking where there is none.
    """

    id: str
    name: Text
    target: float | None
    unit: str
    value: float | None
    rate_percent: float | None
    grade: str
    why: Message | None
    records: tuple[int, ...]


@dataclass(frozen=True)
class _Found:
    value: float
    records: tuple[int, ...]


def indicator_lines(ledger: Ledger, targets: Iterable[GradeLine]) -> tuple[IndicatorLine, ...]:
    """Every figure of the plan, in its order; none of several municipalities' plans."""
    if ledger.drill.municipalities:
        return ()
    counting = tuple(each for each in targets if each.counts)
    return tuple(_line(ledger, each, counting) for each in ledger.brief.plan.kpi)


def _line(ledger: Ledger, kpi: Indicator, targets: tuple[GradeLine, ...]) -> IndicatorLine:
    found = _found(ledger, kpi, targets)
    rate = None if found is None or kpi.target is None else rate_to(kpi, found.value)
    why = None
    if found is None:
        why = (NOT_IN_THIS if kpi.fed_by else NOT_FED)()
    elif rate is None:
        why = NO_TARGET()
    scale = _scale(ledger, kpi)
    return IndicatorLine(
        id=kpi.id,
        name=kpi.name if kpi.name != Text() else Text(kpi.id),
        target=kpi.target,
        unit=kpi.unit or "",
        value=None if found is None else found.value,
        rate_percent=rate,
        grade=NOT_GRADED if rate is None else scale.grades[scale.place(rate)],
        why=why,
        records=() if found is None else found.records,
    )


def rate_to(kpi: Indicator, value: float) -> float:
    """The rate of achievement in percent, cut to one decimal, at most 999.9."""
    target = kpi.target or 0.0
    above, below = (target, value) if kpi.direction == "smaller" else (value, target)
    if below <= 0:
        return HIGHEST_RATE
    # Tenths of whole numbers, so that 90 of 90 is 100 on every machine.
    return min(HIGHEST_RATE, round(above * 1000) * 1000 // round(below * 1000) / 10)


def _scale(ledger: Ledger, kpi: Indicator) -> GradeScale:
    wanted = kpi.scale or ledger.brief.plan.grade_scale or GRADES
    known = (each for each in ledger.brief.plan.scales if each.id == wanted)
    return GradeScale.of(next(known, shipped(GRADES)))


def _found(ledger: Ledger, kpi: Indicator, targets: tuple[GradeLine, ...]) -> _Found | None:
    match kpi.fed_by:
        case "rto_met":
            return _met([each for each in targets if each.kind == "rto"])
        case "targets_met":
            return _met(targets)
        case "people_reached":
            return _reached(ledger, kpi)
        case "people_checked_in":
            return _checked_in(ledger, kpi)
        case "step_minutes":
            return _minutes(ledger, kpi)
    return None


def _percent(part: float, whole: float) -> float:
    return int(part * 1000 / whole) / 10


def _met(targets: Iterable[GradeLine]) -> _Found | None:
    """What was not really measured is not met, and stays in the number that it is a share of."""
    found = tuple(targets)
    real = [each for each in found if each.grade != NOT_GRADED]
    if not real:
        return None
    met = sum(each.figure.verdict == "met" for each in real)
    records = sorted({one for each in found for one in each.figure.records})
    return _Found(_percent(met, len(found)), tuple(records))


def _reached(ledger: Ledger, kpi: Indicator) -> _Found | None:
    called = [each for each in callee_lines(ledger) if kpi.step in (None, each.step)]
    if not called:
        return None
    limit = None if kpi.within is None else kpi.within.us
    there = [
        each
        for each in called
        if each.after_us is not None and (limit is None or each.after_us <= limit)
    ]
    records = sorted({one for each in there for one in each.records})
    return _Found(_percent(len(there), len(called)), tuple(records))


def _checked_in(ledger: Ledger, kpi: Indicator) -> _Found | None:
    lines = [each for each in check_in_lines(ledger) if kpi.step in (None, each.step)]
    expected = sum(each.expected for each in lines)
    if not expected:
        return None
    there = sum(_there(each, kpi) for each in lines)
    return _Found(_percent(there, expected), tuple(one for each in lines for one in each.records))


def _there(line: CheckInLine, kpi: Indicator) -> float:
    """How many were there in time, by the curve of whole minutes."""
    if kpi.within is None:
        return line.there
    minutes = kpi.within.us // MINUTE
    shares = [percent for minute, percent in line.curve if minute <= minutes]
    return line.expected * (shares[-1] if shares else 0.0) / 100


def _minutes(ledger: Ledger, kpi: Indicator) -> _Found | None:
    return next(_steps(ledger, kpi), None)


def _steps(ledger: Ledger, kpi: Indicator) -> Iterator[_Found]:
    for each in step_lines(ledger):
        real = each.outcome == "held" and each.source in _REAL
        if each.id == kpi.step and real and each.taken_us is not None:
            # The next tenth of a minute, so that nobody was quicker than they were.
            yield _Found(-(-each.taken_us * 10 // MINUTE) / 10, each.records)
