"""The records of a run without the addresses and the people in them.

What stands in the brief (addresses, accounts, hosts that are asked, names of people) is known and
is taken out of every text of every record; forms such as telephone numbers are taken out as well.
Ids stay, because a plan and a report are read by them. Events keep their shape, so that a run
without these values folds into the same drill.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bcp.model import Plan, System
from bcp.people import Contact
from drills.core.events import Event, NumberCorrected
from drills.journal.codec import encode
from drills.journal.known_values import KnownValues
from drills.journal.masking import Mask
from drills.journal.record import Record
from drills.journal.without_staff import without_staff
from scenarios.reading import Reading

# Words that mean something to the program and to nobody else.
_WORDS = frozenset(
    {
        *("code", "word", "fact", "start", "state", "sha256", "run_id", "tool"),
        *("utc_offset", "today", "allowed_until"),
    }
)
# What no drill is judged by, and what names people, homes, keys and weaknesses in free words.
_KEPT_AT_HOME: Mapping[str, Any] = {
    **dict.fromkeys(
        (
            *("copies", "revisions", "countermeasures", "inspections", "drills"),
            *("action_items", "notices"),
        ),
        (),
    ),
    **dict.fromkeys(("declared_by", "deactivated_by")),
}


@dataclass
class LeavingOut:
    """Exports records without what must not leave."""

    mask: Mask | None
    addresses: bool
    people: bool

    @classmethod
    def of(cls, records: Iterable[Record], *, addresses: bool, people: bool) -> LeavingOut:
        """For a run with these records; what is asked for (`addresses`, `people`) stays in it."""
        if addresses and people:
            return cls(None, addresses, people)
        found = KnownValues()
        for record in records:
            found.look_at(record.event())
        known = [*([] if addresses else found.places), *([] if people else found.names())]
        kept = frozenset(found.ids)
        mask = Mask(tuple(known), addresses=not addresses, people=not people, kept=kept)
        leaving = cls(mask, addresses, people)
        if found.brief is not None:
            # What stands in the plan is called the same in the runs of all zones.
            leaving._without((found.brief.plan, found.brief.scenario))
            mask.zone = found.zone
        return leaving

    def exported(self, record: Record) -> tuple[Record, Event]:
        """The record as it is exported, and its event; the same one where nothing is left out."""
        event = record.event()
        if self.mask is None:
            return record, event
        changed = self._without(event)
        if not self.people:
            changed = without_staff(changed)
        if changed == event:
            return record, event
        kind, v, body = encode(changed)
        return replace(record, kind=kind, v=v, body=body), changed

    def _without(self, value: Any) -> Any:
        """The value with every text in it masked."""
        if isinstance(value, str):
            return self.mask.text(value) if self.mask else value
        if isinstance(value, tuple):
            return tuple(map(self._without, value))
        if isinstance(value, frozenset):
            return frozenset(map(self._without, value))
        if isinstance(value, Mapping):
            return {self._without(name): self._without(each) for name, each in value.items()}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._fields_without(value)
        return value

    def _fields_without(self, value: Any) -> Any:
        cls: Any = type(value)
        changes: dict[str, Any] = {
            name: self._without(getattr(value, name)) for name in _texts_of(cls)
        }
        if isinstance(value, Reading) and not self.addresses:
            changes["said"] = ()
        if isinstance(value, Plan):
            changes.update(_KEPT_AT_HOME)
        if isinstance(value, System):
            changes["break_glass"] = None
        if isinstance(value, Contact) and not self.people:
            # The kinds stay: by which way somebody was reached is no personal data.
            kept = (replace(each, value="") for each in changes["methods"])
            changes["methods"] = tuple(kept)
            # How far from the office somebody lives is.
            changes["commute"] = None
        if isinstance(value, NumberCorrected) and not self.people:
            changes.update(old="", new="")
        return replace(value, **changes)


@cache
def _texts_of(cls: Any) -> tuple[str, ...]:
    """The fields in which an author's or a machine's words may stand."""
    hints = typing.get_type_hints(cls)
    names = [each.name for each in dataclasses.fields(cls) if each.init]
    return tuple(name for name in names if name not in _WORDS and not _is_chosen(hints[name]))


def _is_chosen(hint: Any) -> bool:
    """Whether an annotation allows only words of the program, and numbers."""
    if typing.get_origin(hint) is typing.Literal:
        return True
    if hint in (int, float, bool, type(None)):
        return True
    inside = [each for each in typing.get_args(hint) if each is not ...]
    return bool(inside) and all(map(_is_chosen, inside))
