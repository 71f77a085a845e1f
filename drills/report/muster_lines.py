"""What came of gathering people: who is heard of, who was there how soon, and in which roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bcp.commuting import Why
from bcp.durations import HOUR
from bcp.message import Message, Phrase, Text
from bcp.muster import Hour
from drills.core.muster_events import MusterState
from drills.core.musters import (
    Mustering,
    RoleCount,
    Standing,
    arrived_share,
    head_counts,
    heard_share,
    hour_of,
    is_over,
    mustering,
)
from drills.core.state import Drill
from drills.report.call_words import person_name
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from drills.report.naming import role_title
from scenarios.model import MusterCall, Step

SHORT = Phrase(
    "next.muster_short",
    ja="［{step}］{by:span}までに要る「{role}」が{count}人足りませんでした。"
    "近くに住む代行者を決めてください。",
    en="[{step}] {count} short of {role} within {by:span}. Name deputies who live nearer.",
)
NOT_HEARD = Phrase(
    "next.muster_not_heard",
    ja="［{step}］{count}人の安否が分かりませんでした（{names:list}）。",
    en="[{step}] {count} were never heard of: {names:list}.",
)
NOT_HEARD_MANY = Phrase(
    "next.muster_not_heard_many",
    ja="［{step}］{count}人の安否が分かりませんでした（{names:list}など）。",
    en="[{step}] {count} were never heard of, among them {names:list}.",
)
# More names than these are no sentence; the table has all of them.
_NAMED = 5
PHASES = tuple(hours * HOUR for hours in (1, 3, 12, 24))
"""The phases of the curve where the plan tells none of its own."""


@dataclass(frozen=True)
class ShareLine:
    """The share of all people, in percent, so long after they were called.

    `expected` is reckoned, `said` what they said themselves, `there` what was seen; None where
    that time had not passed when the step ended.
    """

    by_us: int
    expected: float
    said: float
    there: float | None


@dataclass(frozen=True)
class MusterLine:
    """One step that gathers people; `source` is where the assumptions of `shares` come from."""

    step: str
    people: int
    absent: int
    arrived: int
    percent: float
    wanted: float
    heard: int
    heard_percent: float
    heard_wanted: float
    held: bool
    hour: Hour
    source: Text
    began: When
    shares: tuple[ShareLine, ...]
    records: tuple[int, ...]


@dataclass(frozen=True)
class HeadLine:
    """One role of one phase; `people` are who filled it, `deputies` those of them who stood in.

    `over` says that nobody else could still come in time when the step ended.
    """

    step: str
    by_us: int
    role: str
    name: Text
    wanted: int
    expected: int
    there: int
    people: tuple[str, ...]
    deputies: tuple[str, ...]
    over: bool


@dataclass(frozen=True)
class MusteredLine:
    """One person. Times are since they were called; `expected_why` is how that was reckoned."""

    step: str
    contact: str
    name: Text
    standing: Standing
    safety: MusterState | None
    expected_us: int | None
    expected_why: Why
    said_us: int | None
    arrived_us: int | None
    at: When | None
    by: str
    note: str
    records: tuple[int, ...]


def muster_lines(ledger: Ledger) -> tuple[MusterLine, ...]:
    """Every step that gathered people and was begun, in the order of the scenario."""
    return tuple(_line(ledger, step, do, due) for step, do, due in _begun(ledger.drill))


def head_lines(ledger: Ledger) -> tuple[HeadLine, ...]:
    """Each role of each phase of the plan, for every such step."""
    return tuple(
        _head(ledger, step.id, each)
        for step, _, _ in _begun(ledger.drill)
        for each in head_counts(ledger.drill, step.id)
    )


def mustered_lines(ledger: Ledger) -> tuple[MusteredLine, ...]:
    """Everybody who was to be gathered."""
    return tuple(
        _person(ledger, step.id, each)
        for step, _, _ in _begun(ledger.drill)
        for each in mustering(ledger.drill, step.id)
    )


def next_musters(ledger: Ledger) -> Iterator[Message]:
    """What is to be done on the first page: roles not filled in time, people not heard of."""
    for each in head_lines(ledger):
        if each.over and each.there < each.wanted:
            short = {"role": each.name, "count": each.wanted - each.there}
            yield SHORT(step=each.step, by=each.by_us, **short)
    for step, _, _ in _begun(ledger.drill):
        people = mustering(ledger.drill, step.id)
        left = tuple(
            each.contact.name or each.contact.id for each in people if each.standing == "not_heard"
        )
        if left:
            said = NOT_HEARD if len(left) <= _NAMED else NOT_HEARD_MANY
            yield said(step=step.id, count=len(left), names=left[:_NAMED])


def _begun(drill: Drill) -> Iterator[tuple[Step, MusterCall, int]]:
    for step in drill.started().scenario.steps:
        due = drill.step(step.id).due
        if isinstance(step.do, MusterCall) and due is not None:
            yield step, step.do, due


def _line(ledger: Ledger, step: Step, do: MusterCall, due: int) -> MusterLine:
    drill, state = ledger.drill, ledger.drill.step(step.id)
    people = mustering(drill, step.id)
    return MusterLine(
        step=step.id,
        people=len(people),
        absent=sum(each.absent for each in people),
        arrived=sum(each.has_arrived for each in people),
        percent=round(arrived_share(people), 1),
        wanted=do.percent,
        heard=sum(bool(each.words) for each in people),
        heard_percent=round(heard_share(people), 1),
        heard_wanted=do.heard,
        held=state.ended is not None and state.ended.outcome == "held",
        hour=hour_of(drill),
        source=drill.started().plan.muster.assumes.source,
        began=ledger.when(due),
        shares=tuple(_share(drill, step.id, people, by) for by in _phases(drill)),
        records=ledger.records(*state.musters, state.ended),
    )


def _phases(drill: Drill) -> tuple[int, ...]:
    own = {each.by.us for each in drill.started().plan.muster.needs}
    return tuple(sorted(own)) or PHASES


def _share(drill: Drill, step: str, people: tuple[Mustering, ...], by: int) -> ShareLine:
    def percent(when: Callable[[Mustering], int | None]) -> float:
        times = (when(each) for each in people)
        there = sum(each is not None and each <= by for each in times)
        return round(100.0 * there / len(people), 1) if people else 100.0

    return ShareLine(
        by_us=by,
        expected=percent(lambda each: None if each.absent else each.expected.after),
        said=percent(lambda each: each.said),
        there=percent(lambda each: each.arrived) if is_over(drill, step, by) else None,
    )


def _head(ledger: Ledger, step: str, count: RoleCount) -> HeadLine:
    drill = ledger.drill
    return HeadLine(
        step=step,
        by_us=count.by,
        role=count.role,
        name=role_title(drill, count.role),
        wanted=count.wanted,
        expected=count.expected,
        there=count.there,
        people=tuple(person_name(drill, each.person) for each in count.people),
        deputies=tuple(person_name(drill, each.person) for each in count.people if each.deputy),
        over=count.over,
    )


def _person(ledger: Ledger, step: str, person: Mustering) -> MusteredLine:
    last = person.words[-1] if person.words else None
    safety = person.safety
    return MusteredLine(
        step=step,
        contact=person.contact.id,
        name=Text(person.contact.name or person.contact.id),
        standing=person.standing,
        safety=None if safety is None else safety.state,
        expected_us=person.expected.after,
        expected_why=person.expected.why,
        said_us=person.said,
        arrived_us=person.arrived,
        at=None if last is None else ledger.when(last.at),
        by="" if last is None else last.by,
        note="" if last is None else last.note,
        records=ledger.records(*person.words),
    )
