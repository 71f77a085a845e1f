"""Permissions that end: actions on servers, test accounts of telework, old algorithms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bcp.message import Message, Phrase
from drills.readiness.due import DueLine
from drills.readiness.dues._ground import Ground, day_of

ACTION = Phrase(
    "due.action_permission",
    ja="{name}での操作「{command}」の許可の期限",
    en="last day on which {command!r} may be run on {name}",
)
ACCOUNT = Phrase(
    "due.account_permission",
    ja="{name}の試験用アカウント「{account}」の期限",
    en="last day of the test account {account!r} of {name}",
)
OLD = Phrase(
    "due.old_algorithms",
    ja="{name}に古い暗号方式を使う期限",
    en="last day on which old algorithms are offered to {name}",
)
EXTEND = Phrase(
    "due.extend",
    ja="まだ要るかを決め、要れば {key} の日付を改めてください。要らなければ消してください。",
    en="Decide whether it is still needed: then set {key} anew, else take it out.",
)


def found(ground: Ground) -> Iterator[DueLine]:
    """The next permission of each server and way that ends.

    One that has ended is refused where it is used, which is no danger, and not told for ever.
    """
    soonest: dict[str, tuple[date, Message, str]] = {}
    for own, iso, what, key in _ending(ground):
        day = day_of(iso)
        if day is not None and day >= ground.today:
            soonest[own] = min(soonest.get(own, (day, what, key)), (day, what, key), key=_first)
    for own, (day, what, key) in soonest.items():
        name = ground.called(own)
        yield ground.line("permission", own, day, what, EXTEND(key=key), name=name)


def _first(each: tuple[date, Message, str]) -> date:
    return each[0]


def _ending(ground: Ground) -> Iterator[tuple[str, str | None, Message, str]]:
    for server in ground.plan.servers:
        name = server.name.or_id(server.id)
        if server.state == "retired":
            continue
        for command in server.commands:
            what = ACTION(name=name, command=command.id)
            yield server.id, command.allowed_until, what, "allowed_until"
        if server.algorithms is not None:
            yield server.id, server.algorithms.until, OLD(name=name), "algorithms.until"
    for way in ground.plan.telework:
        if way.state == "retired":
            continue
        for account in way.test_accounts:
            what = ACCOUNT(name=way.name.or_id(way.id), account=account.id)
            yield way.id, account.allowed_until, what, "allowed_until"
