"""The records that a report rests on and that have no line in its log: what each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from drills.report.ledger import Ledger
from drills.report.measured_lines import When

# By these an event says what it is about.
_ABOUT = ("step", "check", "action", "system", "file", "order")


@dataclass(frozen=True)
class RecordLine:
    """One record of the journal: its number, when it was, its kind, and what it is about."""

    number: int
    when: When
    kind: str
    about: str


def record_lines(ledger: Ledger, report: object, log: object) -> tuple[RecordLine, ...]:
    """Every record that the report names in `records`, apart from those that its `log` tells."""
    cited = set(_cited(report)) - set(_cited(log))
    return tuple(
        RecordLine(seq, ledger.when(event.at), type(event).__name__, _about(event))
        for seq, event in ledger.entries
        if seq in cited
    )


def _about(event: object) -> str:
    found = (getattr(event, name, None) for name in _ABOUT)
    return next((str(each) for each in found if isinstance(each, str | int) and each != ""), "")


def _cited(value: object) -> Iterator[int]:
    if isinstance(value, tuple | list):
        for each in value:
            yield from _cited(each)
    elif is_dataclass(value):
        for field in fields(value):
            own = getattr(value, field.name)
            if field.name == "records" and isinstance(own, tuple):
                yield from own
            else:
                yield from _cited(own)
