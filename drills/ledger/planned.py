"""A plan as the rows of a ledger: the same fields and values as `records` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bcp.durations import BusinessDays, Span, written
from bcp.message import Text
from bcp.model import Need, Plan
from bcp.people import Contact
from drills.ledger.columns import Kind, columns_of
from drills.ledger.fields import WAYS
from drills.ledger.identity import Known
from drills.ledger.values import Value

Row = Mapping[str, Value | tuple[str, ...]]


def things_of(plan: Plan, kind: Kind) -> Sequence[Any]:
    """The records of the plan that a table of this kind lists."""
    things: Sequence[Any] = getattr(plan, kind)
    return things


def row_of(plan: Plan, kind: Kind, thing: Any) -> Row:
    """What a table says of one thing of the plan; fields that say nothing are left out."""
    row: dict[str, Value | tuple[str, ...]] = {}
    for each in columns_of(kind):
        if each.field.startswith(WAYS) or each.field in ("person", "verified"):
            continue
        value = _value(plan, thing, each.field)
        if each.reads == "name" and not value:
            value = thing.id  # a row needs a name; what has none goes by its id
        if each.field == "reply_expected" and value is True:
            continue  # what every server is taken for, said or not
        if value not in (None, "", ()):
            row[each.field] = value
    return row | _ways(kind, thing)


def known_of(plan: Plan) -> Known:
    """What the rows of a ledger may mean in this plan."""
    kinds: tuple[Kind, ...] = ("systems", "servers", "businesses", "vendors", "contacts")
    names: dict[Kind, dict[str, tuple[str, ...]]] = {
        kind: {each.id: _names(each.name) for each in things_of(plan, kind)} for kind in kinds
    }
    names["zones"] = {each.id: (each.label,) if each.label else () for each in plan.zones}
    others: tuple[Sequence[Any], ...] = (
        plan.links,
        plan.radio,
        plan.power,
        plan.sites,
        plan.telework,
        plan.backups,
    )
    return Known(names, frozenset(each.id for listed in others for each in listed))


def _names(name: Text | str) -> tuple[str, ...]:
    said = (name.ja, name.en) if isinstance(name, Text) else (name,)
    return tuple(dict.fromkeys(each for each in said if each))


def _value(plan: Plan, thing: Any, field: str) -> Value | tuple[str, ...] | None:
    if field == "role":
        return _role(plan, thing)
    name, _, inner = field.partition(".")
    value = getattr(thing, name)
    if inner:
        # A name without a language before it serves both.
        both = inner == "en" and value.en == value.ja
        value = None if value is None or both else getattr(value, inner)
    match value:
        case Text():
            return value.said_in("ja")
        case Span():
            return written(value)
        case BusinessDays(days):
            return f"{days}bd"
        case tuple():
            listed = tuple("|".join(e.any_of) if isinstance(e, Need) else str(e) for e in value)
            return "、".join(listed) if field == "groups" else listed
    plain: Value | None = value
    return plain


def _role(plan: Plan, contact: Contact) -> str | None:
    """What the contact's duty is called: its own, or the first that it holds or stands in for."""
    role = next((each for each in plan.roles if each.id == contact.role), None)
    role = role or next((each for each in plan.roles if contact.id == each.holder), None)
    role = role or next((each for each in plan.roles if contact.id in each.deputies), None)
    return (role.name.said_in("ja") or role.id) if role else contact.role


def _ways(kind: Kind, thing: Any) -> dict[str, Value | tuple[str, ...]]:
    """How somebody is reached; a vendor's desk stands with the contacts."""
    if kind != "contacts":
        return {}
    known = [each.field for each in columns_of(kind) if each.field.startswith(WAYS)]
    ways: dict[str, Value | tuple[str, ...]] = {}
    for each in thing.methods:
        if (field := f"{WAYS}{each.kind}") in known:
            ways.setdefault(field, each.value)
    days = {each.verified for each in thing.methods}
    if len(days) == 1 and (day := days.pop()):
        ways["verified"] = day
    return ways
