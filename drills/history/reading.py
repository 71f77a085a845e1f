"""One record in the folder of runs, read as a whole and reduced to what history keeps of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bcp.fiscal_year import year_began
from bcp.message import Message, Text, render
from bcp.wareki import LocalTime
from drills.core.brief import Brief
from drills.core.events import Finish
from drills.core.overall import Overall, overall
from drills.errors import JournalBroken, Spoken
from drills.history.rows import DrillRow, Kind, Measured, Standing, TargetRow
from drills.history.sameness import scenario_hash, step_hash, system_hash
from drills.history.seeing import answered_from_file, is_assumed, seen_in, steps_from_file
from drills.journal.bundle_check import check_bundle
from drills.journal.bundle_check import read_good as good_of_bundle
from drills.journal.record import Record
from drills.journal.sqlite import read
from drills.report.business_lines import BusinessLine, business_lines
from drills.report.by_municipality import each_alone
from drills.report.figures import goal_lines, recovery_lines
from drills.report.graded import grading_of, was_safe
from drills.report.ledger import Ledger
from drills.report.measured_lines import Figure, GoalLine, RecoveryLine
from drills.report.naming import goal_name

_BY_FINISH: Mapping[Finish, Standing] = {
    "aborted": "aborted",
    "stop_condition": "stopped",
    "real_event": "real_event",
}


@dataclass(frozen=True)
class _About:
    """What a figure is about; see `TargetRow`."""

    kind: Kind
    id: str
    level: str | None
    measure: Measured
    name: Text
    asked: str
    importance: str = ""


def row_of(place: Path) -> DrillRow:
    """What a run's folder or a bundle's file tells, every record of it checked. Raises nothing."""
    try:
        records = tuple(read(place) if place.is_dir() else _of_bundle(place))
        ledger = Ledger.of((each.seq, each.event()) for each in records) if records else None
    except Spoken as broken:
        return DrillRow(place.name, "damaged", why=_both(broken.message))
    if ledger is None:
        return DrillRow(place.name, "empty")
    return _row(place.name, records, ledger)


def _of_bundle(place: Path) -> Iterator[Record]:
    what = check_bundle(place).verification.what
    if what is not None:
        raise JournalBroken(what)
    return good_of_bundle(place)


def _row(place: str, records: tuple[Record, ...], ledger: Ledger) -> DrillRow:
    brief, drill = ledger.brief, ledger.drill
    began = brief.wall_ns // 1000
    return DrillRow(
        place=place,
        standing=_standing(ledger),
        run_id=brief.run_id,
        records=len(records),
        head=records[-1].hash,
        scenario=brief.scenario.id,
        title=brief.scenario.title,
        same=scenario_hash(brief),
        organisation=brief.plan.organisation.name,
        mode=brief.mode,
        hazard=brief.scenario.hazard.kind,
        zones=_zones(ledger),
        began_us=began,
        offset_s=ledger.offset_s,
        fiscal_year=_fiscal_year(brief, LocalTime(began, ledger.offset_s)),
        finish=None if drill.ended is None else drill.ended.finish,
        overall=overall(drill).value,
        grade=grading_of(ledger).grade,
        parts=() if drill.merged is None else tuple(each.run_id for each in drill.merged.segments),
        targets=tuple(_all_targets(ledger)),
        seen=tuple(seen_in(ledger)),
        from_file=answered_from_file(ledger),
        assumed=is_assumed(ledger),
    )


def _standing(ledger: Ledger) -> Standing:
    drill = ledger.drill
    if drill.ended is None or overall(drill) is Overall.NOT_CLOSED:
        return "open"
    if drill.ended.finish in _BY_FINISH:
        return _BY_FINISH[drill.ended.finish]
    return "tabletop" if ledger.brief.mode == "tabletop" else "counted"


def _zones(ledger: Ledger) -> tuple[str, ...]:
    merged = ledger.drill.merged
    found = [ledger.brief.zone] if merged is None else [each.zone for each in merged.segments]
    return tuple(dict.fromkeys(each for each in found if each))


def _fiscal_year(brief: Brief, began: LocalTime) -> int:
    """The year in which the plan's fiscal year of that day began."""
    return year_began(brief.plan.organisation.fiscal_year_start, date(*began.day)).year


def _all_targets(ledger: Ledger) -> Iterator[TargetRow]:
    """Those of each municipality; what a file of answers began or ended is named so."""
    files = steps_from_file(ledger)
    for each in each_alone(ledger):
        steps = map(each.brief.scenario.step, files)
        moments = files | {step.marks for step in steps if step is not None and step.marks}
        yield from (_beside(row, step, moments) for row, step in _targets(each))


def _beside(row: TargetRow, step: str, moments: frozenset[str]) -> TargetRow:
    return replace(row, prepared=not moments.isdisjoint((step, row.start)))


def _targets(ledger: Ledger) -> Iterator[tuple[TargetRow, str]]:
    """Each with the step that ends it, where one does."""
    for line in recovery_lines(ledger):
        yield _of_system(ledger, line, "rto", line.rto), ""
        if line.rpo is not None:
            yield _of_system(ledger, line, "rpo", line.rpo), ""
    for goal in goal_lines(ledger):
        yield _of_step(ledger, goal), goal.step
    for business in business_lines(ledger):
        yield _of_business(ledger, business), business.step


def _of_system(ledger: Ledger, line: RecoveryLine, measure: Measured, figure: Figure) -> TargetRow:
    model = ledger.brief.plan.system(line.system)
    about = _About(
        kind="system",
        id=line.system,
        level=line.level,
        measure=measure,
        name=line.name,
        asked=system_hash(ledger.drill, line.system, line.level),
        importance="" if model is None else model.importance,
    )
    return _target(about, figure)


def _of_step(ledger: Ledger, goal: GoalLine) -> TargetRow:
    about = _About(
        kind="step",
        id=goal.step,
        level=None if goal.reached_percent is None else f"{goal.reached_percent:g}%",
        measure="time",
        name=_both(goal_name(goal)),
        asked=step_hash(ledger.brief.scenario.step(goal.step)),
    )
    return _target(about, goal.figure)


def _of_business(ledger: Ledger, line: BusinessLine) -> TargetRow:
    about = _About(
        kind="business",
        id=line.business,
        level=line.state,
        measure="time",
        name=line.name,
        asked=step_hash(ledger.brief.scenario.step(line.step)),
    )
    return _target(about, line.figure)


def _target(about: _About, figure: Figure) -> TargetRow:
    return TargetRow(
        kind=about.kind,
        id=about.id,
        level=about.level,
        measure=about.measure,
        name=about.name,
        importance=about.importance,
        limit_us=figure.limit_us,
        start=figure.counted_from,
        asked=about.asked,
        verdict=figure.verdict,
        source=figure.source,
        low_us=figure.low_us,
        actual_us=figure.actual_us,
        high_us=figure.high_us,
        assumed_us=figure.assumed_us,
        safe=was_safe(figure),
    )


def _both(said: Message) -> Text:
    return Text(render(said, "ja"), render(said, "en"))
