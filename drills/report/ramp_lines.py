"""What was read in each wave of a ramp, at its worst, and which limit ended it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core.checkins import moments
from drills.core.events import Sample
from drills.core.ramp_events import Limit, SessionBegan, SessionEnded, WaveRead
from drills.core.state import Drill
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from drills.report.ramp_words import LIMITS
from scenarios.model import Step
from scenarios.ramps import Ramp

LIMITED = Phrase(
    "next.ramp_limited",
    ja="［{step}］累計{staff}人で限界になりました（{limit}）。{why}増やすか、時間を分けるかを"
    "決めてください。",
    en="[{step}] the limit was reached with {staff} people ({limit}). {why} Decide whether to buy "
    "more or to take turns.",
)
STOPPED = Phrase(
    "next.ramp_stopped",
    ja="［{step}］累計{staff}人で止まりました（{limit}）。{why}原因を確かめてください。",
    en="[{step}] it stopped with {staff} people ({limit}). {why} Find out the cause.",
)
# More of these can be bought, or shared out over the day; any other limit is a fault.
CAPACITIES: tuple[Limit, ...] = ("sessions", "addresses", "login", "line", "cpu", "memory")


@dataclass(frozen=True)
class WaveLine:
    """One wave of one ramp; wave 0 is what was seen before anybody was told.

    `staff` is how many had been told in all, `checked_in` how many of them were there at its end;
    None where no step of staff checking in belongs to it. `in_use` is how many were connected and
    `percent` the share of what there is, at most; `log_in_ms`, `cpu_percent` and `memory_percent`
    are the worst that was read, `mbps` the least. None was not measured. `unknown` counts the
    answers that said nothing, `sessions` the test sessions that were up at its end. `limit` and
    `why` are there in the wave in which the ramp was stopped.
    """

    step: str
    wave: int
    staff: int
    began: When
    rounds: int
    unknown: int
    checked_in: int | None
    in_use: int | None
    percent: float | None
    log_in_ms: float | None
    mbps: float | None
    cpu_percent: float | None
    memory_percent: float | None
    sessions: int
    limit: Limit | None
    why: Message | None
    by: str
    records: tuple[int, ...]


def wave_lines(ledger: Ledger) -> tuple[WaveLine, ...]:
    """Every wave of every ramp that was begun, in the order of the scenario."""
    return tuple(
        line
        for step in ledger.brief.scenario.steps
        if isinstance(step.do, Ramp) and ledger.drill.step(step.id).ramp.rounds
        for line in _waves(ledger, step, step.do)
    )


def next_ramps(ledger: Ledger) -> Iterator[Message]:
    """What is to be done on the first page: which limit ended a ramp, and with how many people."""
    for line in wave_lines(ledger):
        # A person who stopped it had a reason that is no limit of the gateway.
        if line.limit is not None and line.limit != "person" and line.why is not None:
            said = LIMITED if line.limit in CAPACITIES else STOPPED
            limit = LIMITS[line.limit]()
            yield said(step=line.step, staff=line.staff, limit=limit, why=line.why)


def _waves(ledger: Ledger, step: Step, do: Ramp) -> Iterator[WaveLine]:
    state = ledger.drill.step(step.id)
    ramp = state.ramp
    begins = [state.due or 0, *(each.at for each in ramp.waves)]
    over = state.ended.at if state.ended else ledger.drill.now
    reads = [each for each in ledger.all(WaveRead) if each.step == step.id]
    for wave, (began, end) in enumerate(zip(begins, [*begins[1:], over], strict=True)):
        own = [each for each in reads if each.wave == wave]
        stopped = ramp.stopped if ramp.stopped and ramp.stopped.wave == wave else None
        begun = ramp.waves[wave - 1] if wave else None
        samples = [sample for each in own for sample in each.samples]
        yield WaveLine(
            step=step.id,
            wave=wave,
            staff=begun.staff if begun else 0,
            began=ledger.when(began),
            rounds=len(own),
            unknown=sum(each.outcome == "unknown" for each in samples),
            checked_in=_there(ledger.drill, do.checkin, end),
            in_use=None if (used := _most(samples, "in_use")) is None else round(used),
            percent=_most(samples, "percent"),
            log_in_ms=_most(samples, "log_in_ms"),
            mbps=min(_told(samples, "mbps"), default=None),
            cpu_percent=_most(samples, "cpu_percent"),
            memory_percent=_most(samples, "memory_percent"),
            sessions=_up(ledger, step.id, end),
            limit=stopped.limit if stopped else None,
            why=stopped.why if stopped else None,
            by=stopped.by if stopped else "",
            records=ledger.records(begun, *own, stopped),
        )


def _told(samples: Iterable[Sample], fact: str) -> Iterator[float]:
    for sample in samples:
        value = sample.reading.facts.get(fact)
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield value


def _most(samples: Iterable[Sample], fact: str) -> float | None:
    return max(_told(samples, fact), default=None)


def _there(drill: Drill, checkin: str | None, end: int) -> int | None:
    if checkin is None:
        return None
    due = drill.step(checkin).due
    if due is None:
        return None
    return sum(each <= end for each in moments(drill.step(checkin).checkins))


def _up(ledger: Ledger, step: str, end: int) -> int:
    began = (each for each in ledger.all(SessionBegan) if each.step == step and each.at <= end)
    ended = {e.session for e in ledger.all(SessionEnded) if e.step == step and e.at < end}
    return sum(each.session not in ended for each in began)
