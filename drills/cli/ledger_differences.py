"""The differences between a ledger and a plan, said line by line."""

from __future__ import annotations

from typing import cast

from bcp.message import Message, Phrase
from bcp.model import Plan
from bcp.refused import CellPlace
from drills.cli.console import Console
from drills.cli.ledgers import tell_unread
from drills.ledger.columns import column
from drills.ledger.differences import Change, Differences, Kept
from drills.ledger.identity import Known
from drills.ledger.mapping import KIND_NAMES
from drills.ledger.planned import known_of
from drills.ledger.said import said
from drills.ledger.values import Value

CHANGED = Phrase("ledger.changed_head", ja="違う所: {count}", en="Fields that differ: {count}")
ONE_CHANGED = Phrase(
    "ledger.changed",
    ja="  {kind} {id} の {field}: {old} → {new}（{cell}）",
    en="  {kind} {id}, {field}: {old} -> {new} ({cell})",
)
PRIVATE = Phrase("ledger.private_value", ja="（連絡先の値）", en="(a contact's value)")
NOTHING = Phrase("ledger.nothing_written", ja="（なし）", en="(nothing)")
ADDED = Phrase("ledger.added_head", ja="計画にないもの: {count}", en="Not yet in the plan: {count}")
ONE_ADDED = Phrase("ledger.added", ja="  {list} {id}（{cell}）", en="  {list} {id} ({cell})")
MISSING = Phrase(
    "ledger.missing_head",
    ja="台帳にないもの（計画からは消しません。廃止なら state: retired と書いてください）: "
    "{things:list}",
    en="Not in the ledger (they stay in the plan; write state: retired where they are gone): "
    "{things:list}",
)
EMPTIED = Phrase(
    "ledger.emptied_head",
    ja="台帳では空欄の所（計画の値を残します）: {things:list}",
    en="Empty in the ledger (the plan's value stays): {things:list}",
)
KEPT = Phrase(
    "ledger.kept_head",
    ja="読めなかった欄は、計画の値をそのまま残します: {count}",
    en="Where a cell could not be read the plan's value stays: {count}",
)
ONE_KEPT = Phrase(
    "ledger.kept",
    ja="  {kind} {id} の {field}: {old} のまま（{cell}）",
    en="  {kind} {id}, {field}: still {old} ({cell})",
)
ALIKE = Phrase(
    "ledger.alike",
    ja="台帳と計画に、取り込む違いはありません。",
    en="There is nothing in the ledger to take into the plan.",
)
TAKE_IT = Phrase(
    "ledger.take_it",
    ja="計画に書き込むには、同じコマンドに --take を付けて実行してください。",
    en="To put this into the plan, give the same command with --take.",
)
_SHOWN = 40


def tell_differences(found: Differences, plan: Plan, console: Console, *, taking: bool) -> None:
    """Say what differs; what is only worth knowing goes to the error stream."""
    tell_unread(found.unread, console)
    known = known_of(plan)
    if found.kept:
        console.tell(KEPT(count=len(found.kept)))
        for stays in found.kept:
            console.tell(_kept(stays, known))
    if found.changed:
        console.result(console.speak(CHANGED(count=len(found.changed))))
        for each in found.changed:
            console.result(console.speak(_changed(each, known)))
    if found.added:
        console.result(console.speak(ADDED(count=len(found.added))))
        for item in found.added:
            said_of = ONE_ADDED(list=item.list, id=item.id, cell=item.place.cell)
            console.result(console.speak(said_of))
    if found.missing:
        names = [f"{kind} {word}" for kind, word in found.missing]
        console.tell(MISSING(things=_first(names)))
    if found.emptied:
        names = [f"{each.id} {each.field}（{each.place.cell}）" for each in found.emptied]
        console.tell(EMPTIED(things=_first(names)))
    if not found.to_take:
        console.result(console.speak(ALIKE()))
    elif not taking:
        console.result(console.speak(TAKE_IT()))


def _first(names: list[str]) -> list[str]:
    more = len(names) - _SHOWN
    return names if more <= 0 else [*names[:_SHOWN], f"+{more}"]


def _changed(each: Change, known: Known) -> Message:
    old: object = PRIVATE()
    new: object = PRIVATE()
    if not each.is_private:
        old = NOTHING() if each.old is None else _said(each, each.old, known)
        new = _said(each, cast("Value | tuple[str, ...]", each.new), known)
    return ONE_CHANGED(
        kind=KIND_NAMES[each.list],
        id=each.id,
        field=each.field,
        old=old,
        new=new,
        cell=each.place.cell,
    )


def _kept(each: Kept, known: Known) -> Message:
    old: object = NOTHING() if each.old is None else _said(each, each.old, known)
    if each.is_private:
        old = PRIVATE()
    cell = each.place.cell if isinstance(each.place, CellPlace) else str(each.place)
    kind = KIND_NAMES[each.list]
    return ONE_KEPT(kind=kind, id=each.id, field=each.field, old=old, cell=cell)


def _said(each: Change | Kept, value: Value | tuple[str, ...], known: Known) -> str:
    of = column(each.list, each.field)
    return str(said(value, of, known)) if of else str(value)
