"""What a drill showed of each promise: found or met, as an action item names it.

The same values say what an item is made of, what shows it again, and what proves it done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bcp.action_items import FigureVerdict, ItemTarget, Occasion, TargetKind
from bcp.durations import BusinessDays, Span
from bcp.message import Message, Phrase
from drills.core.call_events import REACHING
from drills.core.evidence import Source
from drills.core.overall import is_moot
from drills.report.auditing import steps_from_file
from drills.report.happened_lines import StepLine
from drills.report.measured_lines import Figure, GoalLine, Promise, RecoveryLine
from drills.report.model import Report

RTO = Phrase("shown.rto", ja="{name}の復旧時間", en="the recovery time of {name}")
RPO = Phrase("shown.rpo", ja="{name}のデータの損失", en="the data lost of {name}")
TIME = Phrase(
    "shown.time", ja="手順［{step}］の時間: {name}", en="the time of step [{step}]: {name}"
)
SHARE = Phrase(
    "shown.share",
    ja="手順［{step}］で{percent}%に届くまでの時間",
    en="the time until {percent} % were reached by step [{step}]",
)
STEP = Phrase("shown.step", ja="手順［{step}］: {name}", en="step [{step}]: {name}")
ORDER = Phrase(
    "shown.order",
    ja="手順の順番: 「{step}」は「{before}」より後",
    en="the order of steps: {step} after {before}",
)
NUMBER = Phrase(
    "shown.number", ja="連絡先「{contact}」の番号", en="the number of contact {contact}"
)

_BY_OUTCOME: dict[str | None, FigureVerdict] = {"held": "met", "broken": "missed"}
UNMET: tuple[FigureVerdict, ...] = ("missed", "within_error", "not_measured")


@dataclass(frozen=True)
class Shown:
    """One promise, and what became of it. `name` says what it is about.

    `assumed` says that part of the figure was only added by a jump of the event clock, or that its
    step was settled by an answer out of a file made beforehand.
    """

    about: ItemTarget
    occasion: Occasion
    name: Message
    why: Message | None = None
    assumed: bool = False

    @property
    def is_finding(self) -> bool:
        """Whether something must be improved; what never had to be done is no finding."""
        return self.occasion.verdict in UNMET and not is_moot(self.why)

    @property
    def is_real(self) -> bool:
        """Whether it was seen, and nothing of it was pretended or assumed."""
        real = self.occasion.source in ("measured", "observed", "attested")
        return real and not self.assumed


def all_shown(report: Report) -> tuple[Shown, ...]:
    """Every promise of the drill, the targets first."""
    files = steps_from_file(report.orders)
    return tuple(
        replace(each, assumed=True) if each.about.step in files else each for each in _all(report)
    )


def _all(report: Report) -> Iterator[Shown]:
    for line in report.recoveries:
        yield from _recovery(report, line)
    for goal in report.goals:
        if goal.figure.verdict != "no_target":
            yield _goal(report, goal)
    timed = {each.step for each in report.goals}
    for step in report.steps:
        if step.counts and step.id not in timed and step.outcome != "skipped":
            yield _step(report, step)
    yield from _orders(report)
    yield from _numbers(report)


def _recovery(report: Report, line: RecoveryLine) -> Iterator[Shown]:
    def shown(target: TargetKind, figure: Figure, promise: Promise | None, name: Phrase) -> Shown:
        about = ItemTarget(target=target, system=line.system, level=line.level)
        occasion = _measured(report, figure, promise)
        return Shown(about, occasion, name(name=line.name), figure.why, bool(figure.assumed_us))

    if line.rto.verdict != "no_target":
        yield shown("rto", line.rto, None, RTO)
    if line.rpo is not None and line.rpo.verdict != "no_target":
        yield shown("rpo", line.rpo, line.rpo_promise, RPO)


def _goal(report: Report, goal: GoalLine) -> Shown:
    scenario, percent = report.header.scenario, goal.reached_percent
    if percent is None:
        about = ItemTarget(target="time", scenario=scenario, step=goal.step)
        name = TIME(step=goal.step, name=goal.name)
    else:
        about = ItemTarget(target="reached", scenario=scenario, step=goal.step, percent=percent)
        name = SHARE(step=goal.step, percent=f"{percent:g}")
    occasion = _measured(report, goal.figure, None)
    return Shown(about, occasion, name, goal.figure.why, bool(goal.figure.assumed_us))


def _step(report: Report, step: StepLine) -> Shown:
    about = ItemTarget(target="result", scenario=report.header.scenario, step=step.id)
    verdict = _BY_OUTCOME.get(step.outcome, "not_measured")
    why = step.why[0] if step.why else None
    name = STEP(step=step.id, name=step.name)
    return Shown(about, _occasion(report, verdict, step.source), name, why)


def _orders(report: Report) -> Iterator[Shown]:
    """Steps that were done too early; one that is done and is not among them kept its order."""
    early = {each.step: each.before for each in report.deviations}
    for step in report.steps:
        about = ItemTarget(target="order", scenario=report.header.scenario, step=step.id)
        if step.id in early:
            occasion = _occasion(report, "missed", "observed")
            yield Shown(about, occasion, ORDER(step=step.id, before=early[step.id]))
        elif step.outcome == "held":
            name = STEP(step=step.id, name=step.name)
            yield Shown(about, _occasion(report, "met", step.source), name)


def _numbers(report: Report) -> Iterator[Shown]:
    for each in report.callees:
        about = ItemTarget(target="number", contact=each.contact)
        name = NUMBER(contact=each.contact)
        if each.result == "wrong_number":
            yield Shown(about, _occasion(report, "missed", "observed"), name)
        elif each.result in REACHING and not each.deputy:
            yield Shown(about, _occasion(report, "met", "observed"), name)


def _occasion(report: Report, verdict: FigureVerdict, source: Source | None) -> Occasion:
    on = report.header.began.iso[:10]
    head = report.journal.head or None
    return Occasion(report.header.run_id, head, on, verdict, source=source)


def _measured(report: Report, figure: Figure, promise: Promise | None) -> Occasion:
    bare = _occasion(report, figure.verdict, figure.source)
    days = promise.business_days if promise else None
    limit = BusinessDays(days) if days is not None else _span(figure.limit_us)
    found = figure.actual_us is not None
    return Occasion(
        bare.run,
        bare.head,
        bare.on,
        bare.verdict,
        limit,
        figure.counted_from,
        _span(figure.actual_us),
        _span(figure.error_us),
        figure.source if found else None,
    )


def _span(us: int | None) -> Span | None:
    """A span as it can be written: whole milliseconds, an error never made smaller."""
    return None if us is None or us < 0 else Span(-(-us // 1_000) * 1_000)
