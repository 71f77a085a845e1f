"""What was given, pretended, assumed, interrupted or corrected."""

from __future__ import annotations

from bcp.message import Text
from drills.core.events import (
    Amended,
    ClockStepped,
    Continued,
    Deviated,
    DrillResumed,
    InjectGiven,
    Paused,
    StepDue,
    TimeJumped,
)
from drills.core.marking import marked
from drills.core.setting import given_words
from drills.report.happened_lines import (
    AmendmentLine,
    ClockLine,
    DeviationLine,
    InjectLine,
    JumpLine,
    PauseLine,
    PretenceLine,
    RestartLine,
)
from drills.report.ledger import Ledger
from drills.report.measured_lines import MomentLine
from drills.report.naming import role_name
from drills.report.words import MOMENT
from scenarios.model import Inject


def inject_lines(ledger: Ledger) -> tuple[InjectLine, ...]:
    """Every situation given, those of the scenario and those of the controller."""
    lines = []
    for event in ledger.entries:
        line = _inject_line(ledger, event[1])
        if line is not None:
            lines.append(line)
    return tuple(lines)


def _inject_line(ledger: Ledger, event: object) -> InjectLine | None:
    match event:
        case InjectGiven(at=at, to=to, text=text, by=by):
            return InjectLine(
                ledger.when(at), Text(to), "", "", marked(text), None, by, ledger.records(event)
            )
        case StepDue(at=at, step=step):
            do = ledger.drill.model(step).do
            if not isinstance(do, Inject):
                return None
            return InjectLine(
                when=ledger.when(at),
                to=role_name(ledger.drill, do.to),
                sender=do.sender or "",
                via=do.via or "",
                text=given_words(ledger.drill, ledger.drill.model(step), do),
                step=step,
                by="",
                records=ledger.records(event),
            )
    return None


def pretence_lines(ledger: Ledger) -> tuple[PretenceLine, ...]:
    """Every pretended state, from its setting to its clearing."""
    return tuple(
        PretenceLine(
            kind=each.began.kind,
            id=each.began.id,
            state=each.began.state,
            period=ledger.period(each.began.at, each.ended.at if each.ended else None),
            cleared_by=each.ended.step if each.ended else None,
            records=ledger.records(each.began, each.ended),
        )
        for each in ledger.drill.pretences
    )


def jump_lines(ledger: Ledger) -> tuple[JumpLine, ...]:
    """Every jump of the event clock."""
    return tuple(
        JumpLine(ledger.when(each.at), each.by, each.step, ledger.records(each))
        for each in ledger.all(TimeJumped)
    )


def pause_lines(ledger: Ledger) -> tuple[PauseLine, ...]:
    """Every time the drill stood still."""
    ends = list(ledger.all(Continued))
    lines = []
    for began, ended in ledger.drill.pauses:
        pause = next((each for each in ledger.all(Paused) if each.at == began), None)
        back = next((each for each in ends if each.at == ended), None)
        lines.append(
            PauseLine(
                period=ledger.period(began, ended),
                us=(ledger.drill.now if ended is None else ended) - began,
                by=pause.by if pause else "",
                reason=pause.reason if pause else "",
                records=ledger.records(pause, back),
            )
        )
    return tuple(lines)


def restart_lines(ledger: Ledger) -> tuple[RestartLine, ...]:
    """Every gap in which the tool was not running."""
    return tuple(
        RestartLine(
            period=ledger.period(each.at - each.gap, each.at),
            gap_us=each.gap,
            by=each.by,
            records=ledger.records(each),
        )
        for each in ledger.all(DrillResumed)
    )


def clock_lines(ledger: Ledger) -> tuple[ClockLine, ...]:
    """Every step of the wall clock."""
    return tuple(
        ClockLine(ledger.when(each.at), each.by, ledger.records(each))
        for each in ledger.all(ClockStepped)
    )


def amendment_lines(ledger: Ledger) -> tuple[AmendmentLine, ...]:
    """Every correction, with what stood there before."""
    events = dict(ledger.entries)
    lines = []
    for each in ledger.all(Amended):
        original = events.get(each.seq)
        lines.append(
            AmendmentLine(
                when=ledger.when(each.at),
                corrects=each.seq,
                original_kind=type(original).__name__ if original is not None else "",
                field=each.field,
                original=_written(getattr(original, each.field, "")),
                value=each.value,
                by=each.by,
                reason=each.reason,
                records=ledger.records(each),
            )
        )
    return tuple(lines)


def _written(value: object) -> str:
    if isinstance(value, Text):
        return value.said_in("ja")
    return "" if value is None else str(value)


def deviation_lines(ledger: Ledger) -> tuple[DeviationLine, ...]:
    """Every broken rule of order."""
    lines = []
    for each in ledger.all(Deviated):
        answer = ledger.drill.step(each.step).answer
        lines.append(
            DeviationLine(
                when=ledger.when(each.at),
                step=each.step,
                before=each.before,
                by=answer.by if answer else "",
                records=ledger.records(each, answer),
            )
        )
    return tuple(lines)


def moment_lines(ledger: Ledger) -> tuple[MomentLine, ...]:
    """The moments that targets count from, in the order in which they came."""
    lines = []
    for step in ledger.brief.scenario.steps:
        ended = ledger.drill.step(step.id).ended
        name = step.marks
        if name is None or ended is None or name not in MOMENT:
            continue
        if ledger.drill.moments.get(name) == ended.at:
            records = ledger.records(ended)
            lines.append(MomentLine(name, ledger.when(ended.at), step.id, records))
    return tuple(sorted(lines, key=lambda each: each.when.at_us))
