"""A check-in's records in which nobody can be found, not even by who has the list of staff.

Ids are new ones in each step, so that nobody is found by the steps that they are expected in.
They stand in the order of these ids, and small departments are told together.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace

from drills.core.checkin_events import CheckedIn, Expected, MissingFound, PeopleExpected
from drills.core.events import Event
from drills.core.small_departments import behind, merged, placeholder

DIGEST = re.compile(r"[0-9a-f]{16}")


def without_staff(event: Event) -> Event:
    """The event as it leaves; any that is of no member of staff stays as it is."""
    match event:
        case PeopleExpected():
            return replace(event, people=_people(event), source_hash="")
        case CheckedIn():
            return replace(event, person=_id(event.step, event.person))
        case MissingFound():
            without = sorted(_id(event.step, each) for each in event.without)
            return replace(event, without=tuple(without))
    return event


def _people(event: PeopleExpected) -> tuple[Expected, ...]:
    few = merged(Counter(each.department for each in event.people))
    small = placeholder(sum(behind(each) or 1 for each in few))
    found = (
        Expected(_id(event.step, each.id), small if each.department in few else each.department)
        for each in event.people
    )
    return tuple(sorted(found, key=lambda each: each.id))


def _id(step: str, person: str) -> str:
    """Whoever has neither key nor journal cannot compute it: the id in it is a keyed digest."""
    if not DIGEST.fullmatch(person):
        return person
    return hashlib.sha256(f"{step}:{person}".encode()).hexdigest()[: len(person)]
