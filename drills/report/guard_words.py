"""What happened to the guards, in a sentence each."""

from __future__ import annotations

from bcp.message import Message, Phrase
from drills.core import events as e
from drills.core.guards import why
from drills.core.state import Drill

BROKEN = Phrase(
    "told.guard_broken",
    ja="中止条件「{name}」に当たる異常を検出: {why}（{limit:span}続くと訓練を中止します）",
    en='guard "{name}" is broken: {why} (if this lasts {limit:span}, the drill ends)',
)
WELL = Phrase(
    "told.guard_well",
    ja="中止条件「{name}」は正常に戻りました",
    en='guard "{name}" is well again',
)
UNKNOWN = Phrase(
    "told.guard_unknown",
    ja="中止条件「{name}」を確かめられなくなりました: {why}",
    en='guard "{name}" cannot be asked: {why}',
)
KNOWN = Phrase(
    "told.guard_known",
    ja="中止条件「{name}」を再び確かめられるようになりました（不明だった時間 {spell:span}）",
    en='guard "{name}" can be asked again (unknown for {spell:span})',
)
BLIND = Phrase(
    "told.guard_blind",
    ja="【注意】中止条件「{name}」を{spell:span}確かめられていません。今、この条件は訓練を守って"
    "いません: {why:list}",
    en='TAKE CARE: guard "{name}" could not be asked for {spell:span}, and protects nobody now: '
    "{why:list}",
)


def guard_told(event: e.Event, drill: Drill) -> Message | None:
    """Say what happened to a guard; None for an event that is about none."""
    match event:
        case e.CheckLost(check=check) if guard := drill.started().guard(check):
            limit = guard.broken_for.us
            return BROKEN(name=guard.name, why=why(event.first_bad), limit=limit)
        case e.CheckReturned(check=check) if guard := drill.started().guard(check):
            return WELL(name=guard.name)
        case e.UnknownBegan(check=check) if guard := drill.started().guard(check):
            return UNKNOWN(name=guard.name, why=why(event.sample))
        case e.UnknownEnded(check=check) if guard := drill.started().guard(check):
            return KNOWN(name=guard.name, spell=max(0, event.at - event.since))
        case e.GuardBlind(guard=check) if guard := drill.started().guard(check):
            return BLIND(name=guard.name, spell=event.at - event.since, why=event.why)
        case _:
            return None
