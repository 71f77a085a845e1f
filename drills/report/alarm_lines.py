"""What devices told of their own accord during a drill, one line for each thing they told."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.device_profile import Severity
from bcp.message import Message, Text
from drills.core.alarm_events import AlarmsAwaited, AlarmsLeftOut, AlarmTold
from drills.report.alarm_words import what_said
from drills.report.ledger import Ledger, name_of
from drills.report.measured_lines import When


@dataclass(frozen=True)
class AlarmLine:
    """One thing that the devices at one address told: `times` times, from `first` to `last`."""

    systems: tuple[str, ...]
    names: tuple[Text, ...]
    oid: str
    word: str
    severity: Severity
    what: Message | Text
    times: int
    first: When
    last: When
    records: tuple[int, ...]


@dataclass(frozen=True)
class ListeningLine:
    """Where alarms were taken from when on, and what came besides; `failure`: they were not."""

    listen: str
    since: When
    failure: Message | None
    strangers: int
    not_genuine: int
    malformed: int
    repeated: int
    too_many: int
    records: tuple[int, ...]


def alarm_lines(ledger: Ledger) -> tuple[AlarmLine, ...]:
    """Everything told, in the order in which it was told first."""
    told: dict[tuple[tuple[str, ...], str], list[AlarmTold]] = {}
    for each in ledger.all(AlarmTold):
        told.setdefault((each.systems, each.oid), []).append(each)
    return tuple(_line(ledger, events) for events in told.values())


def _line(ledger: Ledger, events: list[AlarmTold]) -> AlarmLine:
    one = events[0]
    return AlarmLine(
        systems=one.systems,
        names=tuple(name_of(ledger.drill, each) for each in one.systems),
        oid=one.oid,
        word=one.word,
        severity=one.severity,
        what=what_said(one),
        times=len(events),
        first=ledger.when(one.at),
        last=ledger.when(events[-1].at),
        records=ledger.records(*events),
    )


def listening_lines(ledger: Ledger) -> tuple[ListeningLine, ...]:
    """Each time that somebody began to listen; what was left out counts for the last of them."""
    begun = list(ledger.all(AlarmsAwaited))
    lines = []
    for number, each in enumerate(begun):
        until = begun[number + 1].at if number + 1 < len(begun) else None
        left = [
            one
            for one in ledger.all(AlarmsLeftOut)
            if one.at >= each.at and (until is None or one.at < until)
        ]
        lines.append(
            ListeningLine(
                listen=each.listen,
                since=ledger.when(each.at),
                failure=each.failure,
                strangers=sum(one.strangers for one in left),
                not_genuine=sum(one.not_genuine for one in left),
                malformed=sum(one.malformed for one in left),
                repeated=sum(one.repeated for one in left),
                too_many=sum(one.too_many for one in left),
                records=ledger.records(each, *left),
            )
        )
    return tuple(lines)
