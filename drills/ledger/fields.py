"""A record as the fields of the plan's files, nested as they are there."""

from __future__ import annotations

from collections.abc import Mapping

from drills.ledger.columns import columns_of
from drills.ledger.names import role_for
from drills.ledger.records import Record
from drills.ledger.yaml_lines import Written

# Fields whose only text may stand alone, without a language or a name before it.
_SHORT = {"name": "ja", "rto": "within"}
TO_FILL_IN = "〔要記入〕"
WAYS = "way."


def fields_of_record(record: Record) -> dict[str, Written]:
    """The fields of a system, a server, a business or a vendor as its file has them."""
    nested: dict[str, dict[str, Written]] = {}
    out: dict[str, Written] = {"id": record.id}
    for each in columns_of(record.kind):
        value = record.values.get(each.field)
        if value is None or each.field.startswith(WAYS) or each.field == "person":
            continue
        key, _, inner = each.field.partition(".")
        if inner:
            nested.setdefault(key, {})[inner] = value
            out[key] = nested[key]
        elif each.field == "depends_on" and isinstance(value, tuple):
            out[key] = tuple(need(word) for word in value)
        else:
            out[key] = value
    if record.kind == "servers" and "address" not in out:
        out = _behind(out, "name", "address", TO_FILL_IN)
    return {key: _shortened(key, value) for key, value in out.items()}


def contact_fields(record: Record) -> dict[str, Written]:
    """The fields of a person, a post or a vendor's desk in the list of contacts."""
    out: dict[str, Written] = {"id": record.id, "name": record.name}
    if isinstance(role := record.values.get("role"), str):
        out["role"] = role_for(role)
    if isinstance(number := record.values.get("number"), str):
        out["number"] = number
    if isinstance(groups := record.values.get("groups"), str):
        out["groups"] = tuple(each for each in groups.replace("、", ",").split(",") if each.strip())
    ways = methods_of(record)
    if ways:
        out["methods"] = ways
    return out


def methods_of(record: Record) -> tuple[dict[str, Written], ...]:
    """The ways to reach somebody, in the order of the columns, each with the day it was tried."""
    tried = record.values.get("verified")
    day: dict[str, Written] = {"verified": tried} if isinstance(tried, str) else {}
    return tuple(
        {"kind": each.field.removeprefix(WAYS), "value": str(value), **day}
        for each in columns_of(record.kind)
        if each.field.startswith(WAYS) and (value := record.values.get(each.field)) is not None
    )


def need(word: str) -> Written:
    """What one word of a list of needs stands for: an id, or several of which one is enough."""
    parts = word.split("|")
    return parts[0] if len(parts) == 1 else {"any_of": tuple(parts)}


def _shortened(key: str, value: Written) -> Written:
    only = _SHORT.get(key)
    if isinstance(value, Mapping) and only and [*value] == [only]:
        return value[only]
    return value


def _behind(
    fields: Mapping[str, Written], key: str, new: str, value: Written
) -> dict[str, Written]:
    out: dict[str, Written] = {}
    for name, each in fields.items():
        out[name] = each
        if name == key:
            out[new] = value
    return out
