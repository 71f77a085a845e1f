"""What a rule may look at, and how its lines are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from bcp.durations import DAY, Span
from bcp.message import Message, Text
from bcp.model import Plan
from drills.readiness.certificates import CertificateSeen
from drills.readiness.due import DrillTime, DueKind, DueLine

if TYPE_CHECKING:  # it takes long to load, and only its words are used here
    from drills.items.standing import ItemStanding


@dataclass(frozen=True)
class Ground:
    """The plan, how its items stand, today, the certificates seen, and the times of drills."""

    plan: Plan
    items: tuple[ItemStanding, ...]
    today: date
    certificates: tuple[CertificateSeen, ...] = ()
    drills: tuple[DrillTime, ...] = ()

    def line(
        self, kind: DueKind, id: str, day: date, what: Message, do: Message, **more: Any
    ) -> DueLine:
        """A line; `more` are fields of it."""
        more = {"name": Text(id), **more}
        left = (day - self.today).days
        return DueLine(kind=kind, id=id, day=day, days_left=left, what=what, do=do, **more)

    def called(self, id: str) -> Text:
        """What people call anything of the plan that has this id."""
        lists = (self.plan.watchables, self.plan.servers, self.plan.sites, self.plan.backups)
        thing = next((each for listed in lists for each in listed if each.id == id), None)
        return Text(id) if thing is None else getattr(thing, "name", Text()).or_id(id)

    def owner(self, word: str | None) -> Text:
        """A role by its name, a section as it is written; nothing where nobody is named."""
        role = next((each for each in self.plan.roles if each.id == word), None)
        return Text(word or "") if role is None else role.name.or_id(role.id)


class Rule(Protocol):
    """What a file in this folder must have: a function ``found``."""

    def __call__(self, ground: Ground) -> Iterator[DueLine]:
        """Each thing that has a day."""


def day_of(iso: str | None) -> date | None:
    """A day of the plan; None where none is written or it is still to be filled in."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def next_day(last: str | None, next: str | None, every: Span | None) -> date | None:
    """The day that is written; without one, the last day and the interval make it."""
    planned, before = day_of(next), day_of(last)
    if planned is not None or before is None or every is None:
        return planned
    try:
        return before + timedelta(days=every.us // DAY)
    except OverflowError:
        return None
