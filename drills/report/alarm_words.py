"""What devices told of their own accord, in words: always as told, never as measured."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.message import Message, Phrase, Text
from drills.core.alarm_events import AlarmsAwaited, AlarmTold
from drills.core.state import Drill
from drills.report.ledger import name_of

SEVERITY: Mapping[str, Phrase] = {
    "fine": Phrase("alarm.fine", ja="正常", en="fine"),
    "warning": Phrase("alarm.warning", ja="注意", en="warning"),
    "alarm": Phrase("alarm.alarm", ja="警報", en="alarm"),
    "unknown": Phrase("alarm.unknown", ja="重さは不明", en="severity not known"),
}
TOLD = Phrase(
    "told.alarm",
    ja="機器からの通知（{severity}）: {names:list}　{what}",
    en="told by the device ({severity}): {names:list}: {what}",
)
UNNAMED = Phrase(
    "told.alarm_unnamed",
    ja="機種の設定にない通知（{oid}）",
    en="something that its profile does not know ({oid})",
)
AWAITED = Phrase(
    "told.alarms_awaited",
    ja="機器からの通知（SNMPトラップ）を{listen}で待ち受けています",
    en="alarms that devices send (SNMP traps) are taken at {listen}",
)
NOT_AWAITED = Phrase(
    "told.alarms_not_awaited",
    ja="機器からの通知（SNMPトラップ）を受けられません。{why}",
    en="alarms that devices send (SNMP traps) cannot be taken: {why}",
)


def awaited_said(event: AlarmsAwaited) -> Message:
    """Whether alarms are taken, in a sentence."""
    if event.failure is not None:
        return NOT_AWAITED(why=event.failure)
    return AWAITED(listen=event.listen)


def alarm_said(event: AlarmTold, drill: Drill) -> Message:
    """One alarm, in a sentence."""
    names = tuple(name_of(drill, each) for each in event.systems)
    return TOLD(severity=SEVERITY[event.severity](), names=names, what=what_said(event))


def what_said(event: AlarmTold) -> Message | Text:
    """What the alarm means, as far as its profile says."""
    if not event.word:
        return UNNAMED(oid=event.oid)
    # A profile may leave the meaning out; the word is always there.
    meaning = event.meaning
    return Text(meaning.said_in("ja") or event.word, meaning.said_in("en") or event.word)
