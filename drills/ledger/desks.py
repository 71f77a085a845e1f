"""The ways to reach one contact, which may stand on two sheets: brought together, or in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bcp.message import Phrase
from bcp.refused import CellPlace, Refusal
from bcp.written_times import narrow
from drills.ledger.fields import WAYS
from drills.ledger.records import Record, Unread

TWO_VALUES = Phrase(
    "ledger.two_values",
    ja="同じ連絡先の「{way}」が、{cell}と違います。どちらも取り込みません。",
    en="{way} of the same contact is another at {cell}; neither is taken.",
)
MAKE_EQUAL = Phrase(
    "ledger.make_equal",
    ja="正しいほうにそろえるか、片方を空にしてください。",
    en="Write the right one at both, or clear one of them.",
)


def desk_of(vendor: str) -> str:
    """The id of the contact behind a vendor's own telephone."""
    return f"desk-{vendor}"


def _contact_of(record: Record, of_plan: Mapping[str, str | None]) -> str:
    """The contact whose ways a row holds, as the ledger or else the plan says."""
    if record.kind == "contacts":
        return record.id
    said = record.values.get("contact") or of_plan.get(record.id)
    return str(said or desk_of(record.id))


def joined(
    records: Sequence[Record], of_plan: Mapping[str, str | None] | None = None
) -> tuple[Record, ...]:
    """The records with the ways of each contact in one of them: its own row, or the first.

    `of_plan` are the contacts of the vendors that a plan has.
    """
    out = dict(enumerate(records))
    rows: dict[str, list[int]] = {}
    for n, each in out.items():
        if each.kind == "contacts" or (each.kind == "vendors" and _has_ways(each)):
            rows.setdefault(_contact_of(each, of_plan or {}), []).append(n)
    for contact, numbers in rows.items():
        home = next((n for n in numbers if out[n].kind == "contacts"), numbers[0])
        for n in numbers:
            if n != home and out[n].kind == "vendors":
                out[home] = _with_ways_of(out[home], out[n])
                out[n] = _without_ways(out[n], contact)
    return (*out.values(),)


def _has_ways(record: Record) -> bool:
    return any(_ways((*record.values, *(each.field for each in record.unread))))


def _ways(fields: Iterable[str]) -> list[str]:
    return [each for each in fields if each.startswith(WAYS)]


def _with_ways_of(home: Record, other: Record) -> Record:
    values, places, unread = {**home.values}, {**home.places}, [*home.unread]
    unread += [each for each in other.unread if each.field.startswith(WAYS)]
    for way in _ways(other.values):
        if way not in values:
            values[way], places[way] = other.values[way], other.places[way]
        elif _bare(values[way]) != _bare(other.values[way]):
            del values[way]
            unread.append(Unread(way, _two(way, places[way], other.places[way])))
    in_doubt = {each.field for each in unread}
    kept = {name: value for name, value in values.items() if name not in _ways(in_doubt)}
    return replace(home, values=kept, places=places, unread=tuple(unread))


def _two(way: str, place: CellPlace, other: CellPlace) -> Refusal:
    what = TWO_VALUES(way=way.removeprefix(WAYS), cell=other.cell)
    return Refusal(place, what, MAKE_EQUAL())


def _bare(value: object) -> str:
    return re.sub(r"[\s()-]", "", narrow(str(value)).casefold())


def _without_ways(record: Record, contact: str) -> Record:
    """A vendor whose desk's row holds the ways; it names that desk."""
    first = _ways((*record.values, *(each.field for each in record.unread)))[0]
    values = {name: value for name, value in record.values.items() if not name.startswith(WAYS)}
    places = {**record.places}
    values["contact"] = contact
    places.setdefault("contact", record.places.get(first, record.place))
    unread = tuple(each for each in record.unread if not each.field.startswith(WAYS))
    return replace(record, values=values, places=places, unread=unread)
