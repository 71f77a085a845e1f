"""What a ledger says otherwise than a plan: changed fields, new things, and what is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bcp.model import Plan
from bcp.people import Contact
from bcp.refused import CellPlace, Place, Refusal
from drills.ledger import words as w
from drills.ledger.columns import Kind
from drills.ledger.desks import joined
from drills.ledger.fields import WAYS, methods_of
from drills.ledger.items import Item, items_of
from drills.ledger.names import key_of, role_for
from drills.ledger.planned import Row, row_of, things_of
from drills.ledger.reading import Ledger
from drills.ledger.records import Record
from drills.ledger.values import Value
from drills.ledger.yaml_lines import Written

# What a plan means where it says nothing, so that an empty cell takes nothing away.
_USUAL: Mapping[str, Value] = {"importance": "normal", "reply_expected": True}
METHODS = "methods"


@dataclass(frozen=True)
class Change:
    """One field of a thing in the plan for which the ledger has another value.

    `old` is None where the plan says nothing. `private` values are ways to reach people.
    """

    list: Kind
    id: str
    field: str
    old: Value | tuple[str, ...] | None
    new: Value | tuple[str, ...] | tuple[dict[str, Written], ...]
    place: CellPlace

    @property
    def is_private(self) -> bool:
        """Whether the values are shown to nobody who only compares."""
        return self.list == "contacts"


@dataclass(frozen=True)
class Emptied:
    """A field of the plan for which the ledger has an empty cell."""

    list: Kind
    id: str
    field: str
    place: CellPlace


@dataclass(frozen=True)
class Kept:
    """A field whose cell could not be read: the plan keeps what it has, `old` or nothing."""

    list: Kind
    id: str
    field: str
    old: Value | tuple[str, ...] | None
    place: Place

    @property
    def is_private(self) -> bool:
        """Whether the value is a way to reach people."""
        return self.list == "contacts" or self.field.startswith((WAYS, "person"))


@dataclass(frozen=True)
class Differences:
    """Everything that differs. What is not in the ledger, or empty there, is never taken away."""

    changed: tuple[Change, ...] = ()
    added: tuple[Item, ...] = ()
    missing: tuple[tuple[Kind, str], ...] = ()
    emptied: tuple[Emptied, ...] = ()
    unread: tuple[Refusal, ...] = field(default=())
    kept: tuple[Kept, ...] = ()

    @property
    def to_take(self) -> int:
        """How much there is to take into the plan."""
        return len(self.changed) + len(self.added)


def differences(ledger: Ledger, plan: Plan) -> Differences:
    """Compare a ledger, read with what this plan knows, with the plan."""
    of_plan = {each.id: each.contact for each in plan.vendors}
    ledger = replace(ledger, records=joined(ledger.records, of_plan))
    changed: list[Change] = []
    emptied: list[Emptied] = []
    kept: list[Kept] = []
    unread = list(ledger.unread)
    added = {(each.list, each.id): each for each in items_of(ledger)}
    there: dict[Kind, set[str]] = {each.kind: set() for each in ledger.tables}
    for record in ledger.records:
        there.setdefault(record.kind, set()).add(record.id)
        thing = next((t for t in things_of(plan, record.kind) if t.id == record.id), None)
        if thing is None:
            continue
        added.pop((record.kind, record.id), None)
        row = row_of(plan, record.kind, thing)
        changed += _changed(record, row, plan, unread)
        changed += _ways(record, thing, plan, added)
        emptied += _emptied(record, row, ledger)
        kept += _kept(record, row)
    new = [_fitting(each, plan, unread) for each in added.values() if _is_new(each, plan)]
    missing = _missing(ledger, plan, there)
    found = (tuple(changed), tuple(new), tuple(missing), tuple(emptied), tuple(unread))
    return Differences(*found, tuple(kept))


def _changed(record: Record, row: Row, plan: Plan, unread: list[Refusal]) -> Iterator[Change]:
    # Of a list with a word that could not be read, what is left would take things away.
    in_part = {each.field for each in record.unread}
    for name, value in record.values.items():
        if name.startswith(WAYS) or name in ("person", "verified") or name in in_part:
            continue
        old, new = row.get(name), value
        if name == "role":
            role = _role(str(value), plan)
            if role is None:
                unread.append(_no_role(str(value), record.places[name]))
                continue
            old, new = _role(str(old), plan) if old is not None else None, role
        same = old == new or (isinstance(old, tuple) and {*old} == {*_listed(new)})
        if not same and not (old is None and _USUAL.get(name) == new):
            yield Change(record.kind, record.id, name, old, new, record.places[name])


def _listed(value: Value | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _is_new(item: Item, plan: Plan) -> bool:
    """Roles come from a ledger only where the plan has none yet."""
    return item.list != "roles" or not plan.roles


def _fitting(item: Item, plan: Plan, unread: list[Refusal]) -> Item:
    """A new contact with the plan's own id for its role, or with a mark where it has none."""
    said = item.record.values.get("role") if item.record else None
    if item.list != "contacts" or said is None or not plan.roles or item.record is None:
        return item
    role = _role(str(said), plan)
    if role is not None:
        return replace(item, fields={**item.fields, "role": role})
    refusal = _no_role(str(said), item.record.places["role"])
    unread.append(refusal)
    without = {key: value for key, value in item.fields.items() if key != "role"}
    return replace(item, fields=without, unread=(*item.unread, ("role", refusal)))


def _no_role(said: str, place: CellPlace) -> Refusal:
    return Refusal(place, w.NOT_ON_LIST(text=said, lists=[w.ROLES()]), w.ADD_ROLE())


def _role(said: str, plan: Plan) -> str | None:
    """The plan's role of that name."""
    for each in plan.roles:
        if key_of(said) in {key_of(one) for one in (each.id, each.name.ja, each.name.en) if one}:
            return each.id
    guess = role_for(said)
    return guess if any(each.id == guess for each in plan.roles) else None


def _ways(
    record: Record, thing: Any, plan: Plan, added: dict[tuple[str, str], Item]
) -> Iterator[Change]:
    """Other ways to reach somebody: a way that changed has not been tried since."""
    given = methods_of(record)
    if not given:
        return
    contact: Contact | None = thing
    if record.kind == "vendors":
        contact = next((each for each in plan.contacts if each.id == thing.contact), None)
        added.pop(("contacts", f"desk-{record.id}"), None) if contact else None
    if contact is None:
        desk = f"desk-{record.id}"
        place = record.place
        yield Change("vendors", record.id, "contact", thing.contact, desk, place)
        return
    merged = _merged(contact, given)
    if merged != _as_written(contact):
        place = next(at for name, at in record.places.items() if name.startswith(WAYS))
        yield Change("contacts", contact.id, METHODS, None, merged, place)


def _as_written(contact: Contact) -> tuple[dict[str, Written], ...]:
    written: list[dict[str, Written]] = []
    for each in contact.methods:
        written.append({"kind": each.kind, "value": each.value})
        if each.verified:
            written[-1]["verified"] = each.verified
    return tuple(written)


def _merged(
    contact: Contact, given: tuple[dict[str, Written], ...]
) -> tuple[dict[str, Written], ...]:
    """The plan's ways in their order, with the ledger's values, then the ledger's other ways.

    Of several ways of one kind the ledger holds the first.
    """
    left = {str(each["kind"]): each for each in given}
    days = {each.verified for each in contact.methods}
    of_all = days.pop() if len(days) == 1 else None
    out: list[dict[str, Written]] = []
    for each in _as_written(contact):
        new = left.pop(str(each["kind"]), None)
        if new is None:
            out.append(each)
        elif new["value"] == each["value"]:
            out.append({**each, **new})
        else:
            out.append(_untried(new, {each.get("verified"), of_all}))
    return (*out, *(_untried(each, {of_all}) for each in left.values()))


def _untried(way: dict[str, Written], before: set[Written | None]) -> dict[str, Written]:
    """A value that was not there before; a day that was is no day on which this one was tried."""
    if way.get("verified") not in before:
        return way
    return {key: value for key, value in way.items() if key != "verified"}


def _kept(record: Record, row: Row) -> Iterator[Kept]:
    for each in {one.field: one for one in record.unread}.values():
        old = row.get(each.field)
        yield Kept(record.kind, record.id, each.field, old, each.refusal.place)


def _emptied(record: Record, row: Row, ledger: Ledger) -> Iterator[Emptied]:
    table = next(
        (
            each
            for each in ledger.tables
            if (each.sheet.file, each.sheet.name, each.kind)
            == (record.place.file, record.place.sheet, record.kind)
        ),
        None,
    )
    if table is None:
        return
    unread = {each.field for each in record.unread}
    for name, n in table.columns.items():
        known = name in record.values or name in unread or name == "id"
        if name in row and not known and row[name] != _USUAL.get(name):
            yield Emptied(record.kind, record.id, name, table.sheet.place(record.place.line, n))


def _missing(
    ledger: Ledger, plan: Plan, there: Mapping[Kind, set[str]]
) -> Iterator[tuple[Kind, str]]:
    """Things of the plan whose kind the ledger lists, and that it does not list."""
    desks = {each.contact for each in plan.vendors}
    for kind in dict.fromkeys(each.kind for each in ledger.tables):
        for thing in things_of(plan, kind):
            of_vendor = kind == "contacts" and thing.id in desks
            if thing.id not in there[kind] and not of_vendor:
                yield kind, thing.id
