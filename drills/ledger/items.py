"""What a ledger gives to each list of a plan: its rows, and the people that rows speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bcp.refused import CellPlace, Refusal
from drills.ledger.desks import desk_of
from drills.ledger.fields import WAYS, contact_fields, fields_of_record
from drills.ledger.names import ROLES, role_for
from drills.ledger.reading import Ledger
from drills.ledger.records import Record
from drills.ledger.yaml_lines import Written


@dataclass(frozen=True)
class Item:
    """One record of a list of the plan. `place` is its cell, `unread` what could not be taken."""

    list: str
    id: str
    fields: Mapping[str, Written]
    place: CellPlace
    unread: tuple[tuple[str, Refusal], ...] = ()
    record: Record | None = field(default=None, compare=False)


def items_of(ledger: Ledger) -> tuple[Item, ...]:
    """Everything in the order of the plan's files."""
    things = (*map(_thing, (each for each in ledger.records if each.kind not in _PEOPLE)),)
    vendors = ledger.of("vendors")
    contacts = (*ledger.of("contacts"),)
    return (
        *things,
        *map(_vendor, vendors),
        *map(_contact, contacts),
        *(desk for each in vendors if (desk := _desk(each)) is not None),
        *_roles(contacts),
    )


def duties_without_holders(items: Sequence[Item]) -> Iterator[str]:
    """The duties of a first drill that nobody on the list has."""
    held = {each.id for each in items if each.list == "roles"}
    return (each for each in FIRST_DUTIES if each not in held)


_PEOPLE = ("zones", "vendors", "contacts")
# Who takes part in the first tabletop drill.
FIRST_DUTIES = ("lead", "survey", "recovery", "liaison", "recorder")


def _thing(record: Record) -> Item:
    fields = fields_of_record(record)
    if record.kind == "systems":
        # Until a machine is told how, somebody looks and says.
        fields["probe"] = {"observe": record.id}
    return _item(record.kind, record, fields)


def _vendor(record: Record) -> Item:
    fields = fields_of_record(record)
    if "contact" not in fields and _has_ways(record):
        fields["contact"] = desk_of(record.id)
    unread = tuple(each for each in _unread(record) if not each[0].startswith(WAYS))
    return Item("vendors", record.id, fields, record.place, unread, record)


def _contact(record: Record) -> Item:
    return _item("contacts", record, contact_fields(record))


def _desk(record: Record) -> Item | None:
    """A vendor's telephone stands with the contacts, under an id made from the vendor's."""
    if not _has_ways(record) or "contact" in record.values:
        return None
    person = record.values.get("person")
    fields = {**contact_fields(record), "id": desk_of(record.id)}
    fields["name"] = f"{record.name} {person}" if person else record.name
    unread = tuple(each for each in _unread(record) if each[0].startswith(WAYS))
    return Item("contacts", desk_of(record.id), fields, record.place, unread, record)


def _has_ways(record: Record) -> bool:
    unread = (each.field for each in record.unread)
    return any(each.startswith(WAYS) for each in (*record.values, *unread))


def _item(list: str, record: Record, fields: Mapping[str, Written]) -> Item:
    return Item(list, record.id, fields, record.place, tuple(_unread(record)), record)


def _unread(record: Record) -> Iterator[tuple[str, Refusal]]:
    for each in record.unread:
        yield each.field, each.refusal


def _roles(contacts: Sequence[Record]) -> Iterator[Item]:
    """The duties that people on the list have, each with its holder and who stands in."""
    by_role: dict[str, list[Record]] = {}
    for each in contacts:
        role = each.values.get("role")
        if isinstance(role, str):
            by_role.setdefault(role_for(role), []).append(each)
    for word, holders in by_role.items():
        said = ROLES[word][0] if word in ROLES else str(holders[0].values["role"])
        fields: dict[str, Written] = {"id": word, "name": said, "holder": holders[0].id}
        if holders[1:]:
            fields["deputies"] = tuple(each.id for each in holders[1:])
        yield Item("roles", word, fields, holders[0].place)
