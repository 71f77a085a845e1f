"""Who took part (参加者), which outside bodies, who kept the record, and the hours it took.

Contacts are personal data: people stand by their role or part, never by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.durations import HOUR, MINUTE
from bcp.message import Text
from drills.core.call_events import REACHING
from drills.core.events import Answered, Approved, Called
from drills.report.ledger import Ledger
from drills.report.naming import role_name
from scenarios.model import Notify

WORKDAY_US = 7 * HOUR + 45 * MINUTE
"""One 人工: 7時間45分, the working day of a municipality's staff (38時間45分 a week in five days,
一般職の職員の勤務時間、休暇等に関する法律 第5条, which the ordinances of municipalities follow)."""


@dataclass(frozen=True)
class ParticipantLine:
    """A role or part in the drill: how many people acted in it, and from when to when."""

    role: Text
    part: str
    people: int
    records: tuple[int, ...]


@dataclass(frozen=True)
class OutsideLine:
    """A body that was called or reported to: a vendor, the prefecture, the headquarters."""

    name: Text
    answered: bool
    records: tuple[int, ...]


@dataclass(frozen=True)
class Participation:
    """Who took part. `people` counts persons, None where nobody can tell.

    The person-hours lie between `low_us` (each person from their first record to their last) and
    `high_us` (everybody for the whole drill). `workday_us` is what one 人工 (person-day) is.
    """

    roles: tuple[ParticipantLine, ...]
    people: int | None
    outside: tuple[OutsideLine, ...]
    recorder: Text
    low_us: int
    high_us: int
    workday_us: int


@dataclass(frozen=True)
class _Seen:
    """A person's first and last record, and in which role they acted."""

    first: int
    last: int
    roles: tuple[str, ...]


def participation_of(ledger: Ledger) -> Participation:
    """Who took part, as far as the journal knows: everybody under whose name something stands."""
    seen = _seen(ledger)
    ended = ledger.drill.ended.at if ledger.drill.ended else ledger.drill.now
    recorder = ledger.brief.scenario.roles.recorder
    return Participation(
        roles=tuple(_roles(ledger, seen)),
        people=len(seen),
        outside=tuple(_outside(ledger)),
        recorder=recorder or Text(),
        low_us=sum(each.last - each.first for each in seen.values()),
        high_us=len(seen) * ended,
        workday_us=WORKDAY_US,
    )


def _seen(ledger: Ledger) -> dict[str, _Seen]:
    operator, end = ledger.brief.operator, ledger.drill.now
    found = {operator: _Seen(0, end, ())} if operator else {}
    for _, event in ledger.entries:
        name = getattr(event, "by", "")
        if not isinstance(name, str) or not name:
            continue
        before = found.get(name, _Seen(event.at, event.at, ()))
        role = _role(ledger, event)
        roles = (*before.roles, *((role,) if role and role not in before.roles else ()))
        found[name] = _Seen(min(before.first, event.at), max(before.last, event.at), roles)
    return found


def _outside(ledger: Ledger) -> Iterator[OutsideLine]:
    """The vendors that were called, then everybody to whom something was reported."""
    calls = list(ledger.all(Called))
    for vendor in ledger.brief.plan.vendors:
        own = [each for each in calls if vendor.contact and each.person == vendor.contact]
        if own:
            name = vendor.name if vendor.name != Text() else Text(vendor.id)
            answered = any(each.result in REACHING for each in own)
            yield OutsideLine(name, answered, ledger.records(*own))
    for step in ledger.brief.scenario.steps:
        ended = ledger.drill.step(step.id).ended
        if isinstance(step.do, Notify) and ended is not None and ended.outcome == "held":
            yield OutsideLine(step.do.to, answered=True, records=ledger.records(ended))


def _role(ledger: Ledger, event: object) -> str:
    if isinstance(event, Approved):
        return event.role
    if isinstance(event, Answered):
        return ledger.drill.model(event.step).by or ""
    return ""


def _roles(ledger: Ledger, seen: dict[str, _Seen]) -> Iterator[ParticipantLine]:
    for role in dict.fromkeys(one for each in seen.values() for one in each.roles):
        people = sum(role in each.roles for each in seen.values())
        yield ParticipantLine(role_name(ledger.drill, role), "", people, ())
