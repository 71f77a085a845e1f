"""Who took part (参加者), which outside bodies, who kept the record, and the hours it took.

Contacts are personal data: people stand by their role or part, never by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.durations import HOUR, MINUTE
from bcp.message import Text
from drills.core.events import Answered, Approved
from drills.report.ledger import Ledger
from drills.report.naming import role_name

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
    """A body outside the organisation that was contacted, or answered."""

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
        outside=(),
        recorder=recorder or Text(),
        low_us=sum(each.last - each.first for each in seen.values()),
        high_us=len(seen) * ended,
        workday_us=WORKDAY_US,
    )


def _seen(ledger: Ledger) -> dict[str, _Seen]:
    found: dict[str, _Seen] = {}
    for _, event in ledger.entries:
        name = getattr(event, "by", "")
        if not isinstance(name, str) or not name:
            continue
        before = found.get(name, _Seen(event.at, event.at, ()))
        role = _role(ledger, event)
        roles = (*before.roles, *((role,) if role and role not in before.roles else ()))
        found[name] = _Seen(before.first, event.at, roles)
    return found


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
