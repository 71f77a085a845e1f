"""Support, leases and contracts that end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bcp.message import Message, Phrase, Text
from drills.readiness.due import DueKind, DueLine
from drills.readiness.dues._ground import Ground, day_of

SUPPORT = Phrase("due.support", ja="{name}のサポート終了", en="end of support of {name}")
LEASE = Phrase("due.lease", ja="{name}のリース終了", en="end of the lease of {name}")
CONTRACT = Phrase("due.contract", ja="{name}との契約終了", en="end of the contract with {name}")
REPLACE = Phrase(
    "due.replace",
    ja="更新や延長を決めて manage/countermeasures.yaml に加え、済んだら計画の日付（{id}）を"
    "直してください。",
    en="Decide to replace or extend it, put that into manage/countermeasures.yaml, and correct "
    "the date ({id}) when it is done.",
)
# A budget is asked for in autumn and spent from April on.
A_BUDGET = 365


def found(ground: Ground) -> Iterator[DueLine]:
    """Each end, but of what is retired."""
    for kind, what, own, name, iso in _ends(ground):
        day = day_of(iso)
        if day is not None:
            do, owner = REPLACE(id=own), _owner(ground, own)
            told: dict[str, Any] = {"name": name, "owner": owner, "notice": A_BUDGET}
            yield ground.line(kind, own, day, what, do, **told)


def _ends(ground: Ground) -> Iterator[tuple[DueKind, Message, str, Text, str | None]]:
    plan = ground.plan
    for each in plan.systems:
        if each.state != "retired":
            name = each.name.or_id(each.id)
            yield "support", SUPPORT(name=name), each.id, name, each.end_of_support
            yield "lease", LEASE(name=name), each.id, name, each.lease_end
    for server in plan.servers:
        if server.state != "retired" and server.retired_on is None:
            name = server.name.or_id(server.id)
            yield "support", SUPPORT(name=name), server.id, name, server.end_of_support
            yield "lease", LEASE(name=name), server.id, name, server.lease_end
    for way in plan.telework:
        if way.state != "retired":
            name = way.name.or_id(way.id)
            yield "support", SUPPORT(name=name), way.id, name, way.end_of_support
    for vendor in plan.vendors:
        name = vendor.name.or_id(vendor.id)
        yield "contract", CONTRACT(name=name), vendor.id, name, vendor.contract_end


def _owner(ground: Ground, id: str) -> Text:
    system = next((each for each in ground.plan.systems if each.id == id), None)
    return ground.owner(system.owner_section if system is not None else None)
