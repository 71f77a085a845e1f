"""The journal as the report's builders use it: events in order, the state they fold to, and times.

Events are found again by identity: the folded state holds the very objects that were read, so a
figure can name the records that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from bcp.message import Message, Text
from bcp.wareki import LocalTime, offset_seconds
from drills.core.brief import Brief
from drills.core.events import Event, Sample
from drills.core.judging import CONTROL_ANSWERED
from drills.core.machine import replay
from drills.core.state import Drill
from drills.report.measured_lines import Period, When
from scenarios.reading import Reading

E = TypeVar("E")


@dataclass(frozen=True)
class Ledger:
    """All events with their numbers, and the drill that they make."""

    entries: tuple[tuple[int, Event], ...]
    drill: Drill
    numbers: dict[int, int]
    offset_s: int

    @classmethod
    def of(cls, numbered: Iterable[tuple[int, Event]]) -> Ledger:
        """Fold numbered events. Raises `ValueError` where they do not begin with a start."""
        entries = tuple(numbered)
        drill = replay(event for _, event in entries)
        numbers = {id(event): seq for seq, event in entries}
        offset = offset_seconds(drill.started().plan.organisation.utc_offset)
        return cls(entries, drill, numbers, offset)

    @property
    def brief(self) -> Brief:
        """What the run started with."""
        return self.drill.started()

    def all(self, kind: type[E]) -> Iterator[E]:
        """Every event of a kind, in order."""
        return (event for _, event in self.entries if isinstance(event, kind))

    def records(self, *events: object) -> tuple[int, ...]:
        """The numbers of these events, in order; None among them is passed over."""
        found = {self.numbers[id(each)] for each in events if id(each) in self.numbers}
        return tuple(sorted(found))

    def when(self, at: int) -> When:
        """An instant of the drill's clock."""
        unix = self.brief.wall_ns // 1000 + at
        return When(at, unix, LocalTime(unix, self.offset_s).iso)

    def period(self, began: int, ended: int | None) -> Period:
        """A time from one instant to another."""
        return Period(self.when(began), None if ended is None else self.when(ended))


def name_of(drill: Drill, system: str) -> Text:
    """A system's name, or its id where it has none."""
    model = drill.started().plan.system(system)
    name = model.name if model else Text()
    return Text(name.said_in("ja") or system, name.said_in("en") or system)


def reasons(reading: Reading, otherwise: tuple[Message, ...]) -> tuple[Message, ...]:
    """Why there was no good answer.

    Where nothing answered, that is the reason, and what was therefore not told only noise.
    """
    own = tuple(each for each in (reading.could_not_ask, reading.because) if each is not None)
    return own or otherwise


def sample_reasons(sample: Sample) -> tuple[Message, ...]:
    """Why an answer was judged as it was; what silence means stands beside its control target."""
    asked = sample.reading.could_not_ask is None
    if asked and sample.outcome != "broken" and sample.why:
        return sample.why
    return reasons(sample.reading, sample.why)


def worth_saying(outcome: str | None, why: tuple[Message, ...]) -> tuple[Message, ...]:
    """The reasons that readers need: all that is good needs none, except wanted silence."""
    if outcome != "held":
        return why
    return tuple(each for each in why if each.code == CONTROL_ANSWERED.code)
