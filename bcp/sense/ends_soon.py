"""Support, leases and contracts that have ended, or end within a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bcp.battery_life import years_after
from bcp.inventory import Telework
from bcp.message import Phrase
from bcp.model import Server, System
from bcp.people import Vendor
from bcp.refused import Refusal
from bcp.sense._ground import Ground, Passed, named

# A budget is asked for in autumn and spent from April on.
NOTICE_YEARS = 1.0

SUPPORT = Phrase("sense.support", ja="サポート", en="support")
LEASE = Phrase("sense.lease", ja="リース", en="lease")
CONTRACT = Phrase("sense.contract", ja="契約", en="contract")
ENDED = Phrase(
    "sense.ended",
    ja="{what}が{day:date}に終わっています: {ids}。",
    en="{what} ended on {day:date}: {ids}.",
)
ENDS = Phrase(
    "sense.ends",
    ja="{what}が{day:date}に終わります（あと{days}日）: {ids}。",
    en="{what} ends on {day:date}, in {days} days: {ids}.",
)
REPLACE = Phrase(
    "sense.replace",
    ja="更新や延長を決め、対策（manage/countermeasures.yaml）に加えてください。"
    "済んでいれば日付を直してください。",
    en="Decide to replace or extend it and put that into manage/countermeasures.yaml; where it is "
    "done, correct the date.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each end that has come or comes soon, once for all that end alike on the same day.

    A coming one is silent where something is planned.
    """
    until = years_after(ground.today, NOTICE_YEARS)
    alike: dict[tuple[date, Phrase], list[tuple[type, str]]] = {}
    for kind, owner, what, word, planned in _ends(ground):
        day = ground.day(word)
        if day is not None and day <= until and not (planned and day >= ground.today):
            alike.setdefault((day, what), []).append((kind, owner))
    for (day, what), owners in alike.items():
        ids = named([owner for _, owner in owners])
        told = {"what": what(), "day": day.isoformat(), "ids": ids}
        place = min(ground.place(owner, kind) for kind, owner in owners)
        days = (day - ground.today).days
        if days < 0:
            yield Passed(place, ENDED(**told), REPLACE())
        else:
            yield Refusal(place, ENDS(**told, days=days), REPLACE())


def _ends(ground: Ground) -> Iterator[tuple[type, str, Phrase, str | None, bool]]:
    plan = ground.plan
    for system in plan.systems:
        if system.state != "retired":
            planned = system.planned is not None
            yield System, system.id, SUPPORT, system.end_of_support, planned
            yield System, system.id, LEASE, system.lease_end, planned
    for server in plan.servers:
        if server.state != "retired" and server.retired_on is None:
            yield Server, server.id, SUPPORT, server.end_of_support, False
            yield Server, server.id, LEASE, server.lease_end, False
    for way in plan.telework:
        if way.state != "retired":
            yield Telework, way.id, SUPPORT, way.end_of_support, False
    for vendor in plan.vendors:
        yield Vendor, vendor.id, CONTRACT, vendor.contract_end, False
