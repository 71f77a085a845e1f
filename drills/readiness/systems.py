"""Whether a system would come back as promised: what was measured, and what changed since.

The laws: only what was really measured verifies, and only against the promise of today's plan.
Every rung of the ladder and the age of data count, each by its newest figure. A later survey or
question that found it down takes the proof away, a later one that found it well gives back what
was proved before, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bcp.durations import BusinessDays, Span
from bcp.message import Message, Text
from bcp.model import Plan, Rto, System
from drills.core.standing import rungs
from drills.history.rows import DrillRow, TargetRow
from drills.readiness import reasons
from drills.readiness.changes import Change, changes
from drills.readiness.past import USUAL_DAYS, Past, Sighting, Trial
from drills.readiness.resting import needed_by, people_of, resting
from drills.readiness.trust import trust_changes
from scenarios.model import Run, Scenario, Step, Wait

Found = Literal["met", "missed", "within_error"]


@dataclass(frozen=True)
class Promise:
    """One promise of today's plan: of the whole or of a rung (`level`), for time or for data."""

    level: str | None
    measure: Literal["rto", "rpo"]
    rto: Rto | None = None
    rpo: Span | BusinessDays | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """Which of a system's promises it is."""
        return self.level, self.measure

    def limit(self, hazard: str) -> int | None:
        """Microseconds, for that kind of hazard; None where working days were promised."""
        if self.rto is not None:
            return self.rto.by_hazard.get(hazard, self.rto.within).us
        return self.rpo.us if isinstance(self.rpo, Span) else None


@dataclass(frozen=True)
class Proof:
    """The newest figure of one promise that decides; `row` is the drill."""

    promise: Promise
    found: Found
    row: DrillRow


@dataclass(frozen=True)
class SystemProofs:
    """All that is known of one system, before it is judged.

    `pretended` is the newest drill that only pretended it or was held at a table, `down` what last
    found it down, where nothing later says otherwise. `unseen` is the newest real drill that could
    not measure it, `not_compared` that the plan of a drill it is ready by cannot be read.
    `last_seen_well` is whether some survey or question found it working, and none down since.
    """

    system: System
    promises: tuple[Promise, ...]
    proofs: tuple[Proof, ...]
    changed: tuple[Change, ...]
    pretended: DrillRow | None
    down: Sighting | None
    unseen: DrillRow | None
    not_compared: bool = False
    last_seen_well: bool = False

    @property
    def missed(self) -> tuple[Proof, ...]:
        """The promises that the newest figure broke."""
        return tuple(each for each in self.proofs if each.found == "missed")

    @property
    def oldest(self) -> Proof | None:
        """The oldest of the proofs that it is ready by: it is as fresh as that."""
        met = [each for each in self.proofs if each.found == "met"]
        return min(met, key=lambda each: each.row.began_us, default=None)


def promises_of(system: System) -> tuple[Promise, ...]:
    """What the plan promises of it: each rung its time, the whole its time and its data."""
    out: list[Promise] = []
    ladder = rungs(system)
    for rung in ladder:
        level = next((each for each in system.levels if each.id == rung), None)
        whole = rung == ladder[-1]
        rto = (level.rto if level else None) or (system.rto if whole else None)
        if rto is not None:
            out.append(Promise(rung, "rto", rto=rto))
        if whole and system.rpo is not None:
            out.append(Promise(rung, "rpo", rpo=system.rpo))
    return tuple(out)


def proofs_of(plan: Plan, system: System, past: Past) -> SystemProofs:
    """All that the past tells of it, beside today's plan."""
    trials = past.trials_of(system.id, plan.organisation)
    promises = promises_of(system)
    proofs = tuple(proof for each in promises if (proof := _newest(each, trials)) is not None)
    held = [row for row, _ in trials if row.was_held]
    decided = {each.row.place for each in proofs}
    real = {
        row.place for row, shown in trials if row.counts and any(each.happened for each in shown)
    }
    return SystemProofs(
        system=system,
        promises=promises,
        proofs=proofs,
        changed=tuple(_changed(plan, system, proofs, past)),
        pretended=next((row for row in held if row.place not in real), None),
        down=_down(system.id, proofs, past),
        unseen=next((row for row in held if row.place in real - decided), None),
        last_seen_well=any(each.row.works is True for each in past.seen_of(system.id)),
        not_compared=any(
            each.found == "met" and each.row.place not in past.briefs for each in proofs
        ),
    )


def good_for(proof: Proof, past: Past) -> int:
    """For how many days a proof is good: as often as its drill is planned, else a year."""
    return past.good_for.get(past.course(proof.row), USUAL_DAYS)


def _newest(promise: Promise, trials: Sequence[Trial]) -> Proof | None:
    """The newest drill that counts and really measured this promise."""
    for row, shown in trials:
        for each in shown if row.counts else ():
            if (each.level, each.measure) == promise.key:
                found = _found(promise, row, each)
                if found is not None:
                    return Proof(promise, found, row)
    return None


def _found(promise: Promise, drill: DrillRow, row: TargetRow) -> Found | None:
    """Against today's promise; the drill may have had a goal of its own, or an older promise."""
    if not row.happened:
        return None
    if not row.is_real or row.low_us is None or row.high_us is None:
        return "missed" if row.verdict == "missed" else None
    limit = promise.limit(drill.hazard)
    if limit is None:
        return row.verdict if row.verdict in ("met", "missed", "within_error") else None
    if row.high_us <= limit:
        return "met"
    return "missed" if row.low_us > limit else "within_error"


def _changed(plan: Plan, system: System, proofs: Sequence[Proof], past: Past) -> Iterator[Change]:
    """What is not as it was in any of the drills that it is ready by; each change once."""
    told: set[tuple[str, str, str]] = set()
    for place in dict.fromkeys(each.row.place for each in proofs if each.found == "met"):
        brief = past.briefs.get(place)
        if brief is None:
            continue
        who = people_of(_steps_about(brief.scenario, system, plan))
        then, now = resting(brief.plan, system.id, who), resting(plan, system.id, who)
        rest = needed_by(plan, system.id)
        row = next(each.row for each in proofs if each.row.place == place)
        for each in (*changes(then, now), *trust_changes(rest, row, brief, past)):
            if (key := (each.kind, each.id, each.field)) not in told:
                told.add(key)
                yield each


def _steps_about(scenario: Scenario, system: System, plan: Plan) -> Iterator[Step]:
    """The steps that wait for it or work on its servers."""
    for step in scenario.steps:
        match step.do:
            case Wait(system=system.id):
                yield step
            case Run(do=ref) if ref.server in system.runs_on:
                yield step


def _down(id: str, proofs: Sequence[Proof], past: Past) -> Sighting | None:
    """What last saw it, where that found it down and no drill has measured it since."""
    since = max((each.row.began_us for each in proofs), default=0)
    # What its own drill saw of it while it was down is a part of that drill.
    own = {each.row.run_id for each in proofs}
    seen = [
        each
        for each in past.seen_of(id)
        if each.row.seen in ("survey", "probe") and each.row.at_us > since and each.run not in own
    ]
    # Of each question its newest answer counts: one that is well does not outweigh another.
    newest: dict[tuple[str, str], Sighting] = {}
    for each in sorted(seen, key=lambda one: one.row.at_us):
        if each.row.works is not None:
            newest[each.row.seen, each.row.part] = each
    down = [each for each in newest.values() if each.row.works is False]
    return max(down, key=lambda each: each.row.at_us, default=None)


def age_of(proof: Proof, past: Past, today: date) -> int:
    """Days since its drill."""
    return (today - past.began(proof.row)).days


def said_promise(system: System, promise: Promise) -> Message:
    """「4時間以内」 of the whole or a rung, for a sentence."""
    us = promise.limit("")
    if promise.measure == "rpo":
        days = promise.rpo.days if isinstance(promise.rpo, BusinessDays) else None
        return reasons.RPO(us=us) if days is None else reasons.RPO_DAYS(days=days)
    level = next((each for each in system.levels if each.id == promise.level), None)
    if level is None:
        return reasons.RTO(us=us)
    name = level.name if level.name.said_in("ja") else Text(level.id)
    return reasons.RTO_OF(level=name, us=us)
