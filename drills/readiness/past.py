"""What is known of the past when readiness is judged: values that somebody else has read."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bcp.message import Message
from bcp.model import Organisation
from bcp.wareki import LocalTime
from drills.core.brief import Brief
from drills.history.rows import DrillRow, SeenRow, TargetRow
from drills.readiness.certificates import CertificateSeen
from drills.readiness.due import DrillTime

Trial = tuple[DrillRow, list[TargetRow]]
"""A drill, and what it shows of one system."""
_SAW = ("counted", "tabletop", "aborted", "stopped", "real_event")
USUAL_DAYS = 365
"""Without a rhythm of its own a proof is good for a year (each important system once a year)."""


@dataclass(frozen=True)
class Sighting:
    """Something that was seen of a thing of the plan, and the record that holds it."""

    row: SeenRow
    run: str
    day: date


@dataclass(frozen=True)
class Past:
    """The drills of this organisation, newest first, and what else was kept.

    `briefs` has that of each run, by the name of its place, looked up where it is needed; one that
    cannot be read is missing. `surveys` are what surveys outside drills saw. `good_for` is for how
    many days a drill of each course is good, and `drills` are the times of the year's programme,
    as `drills.readiness.programme` tells both. `offset_s` is the organisation's clock, ahead of
    UTC. `not_counted` is why records here were left out. `trusted` gives the host keys that this
    terminal trusts today, as `drills.runtime.host_keys` does; it is called where a record has them.
    `course` says which course a drill took, as `scenarios.planned.course_of` names it.
    """

    rows: tuple[DrillRow, ...] = ()
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    surveys: tuple[Sighting, ...] = ()
    good_for: Mapping[str, int] = field(default_factory=dict)
    offset_s: int = 9 * 3600
    not_counted: tuple[Message, ...] = ()
    drills: tuple[DrillTime, ...] = ()
    trusted: Callable[[], Mapping[str, str]] = dict
    course: Callable[[DrillRow], str] = operator.attrgetter("scenario")

    def seen(self) -> Iterator[Sighting]:
        """Everything that was really seen, in no order; also by drills that were cut short."""
        for row in self.rows:
            if row.standing in _SAW:
                for each in row.seen:
                    yield Sighting(each, row.run_id, self.day(each.at_us))
        yield from self.surveys

    def seen_of(self, of: str) -> Sequence[Sighting]:
        """The same of one thing of the plan."""
        return self._by_thing.get(of, ())

    @cached_property
    def _by_thing(self) -> Mapping[str, Sequence[Sighting]]:
        found: dict[str, list[Sighting]] = {}
        for each in self.seen():
            found.setdefault(each.row.of, []).append(each)
        return found

    def trials_of(self, system: str, whose: Organisation) -> Sequence[Trial]:
        """The drills of that organisation with a promise of the system, and their rows of it.

        In a drill that several bodies held together a system is its body's code and its id.
        """
        alone = [each for each in self._by_id.get(system, ()) if each[0].organisation == whose.name]
        together = self._by_id.get(f"{whose.code}/{system}", ()) if whose.code else ()
        return sorted((*alone, *together), key=lambda each: -each[0].began_us)

    @cached_property
    def _by_id(self) -> Mapping[str, Sequence[Trial]]:
        found: dict[str, dict[str, Trial]] = {}
        for drill in self.rows:
            for each in drill.targets:
                if each.kind == "system":
                    trial = found.setdefault(each.id, {}).setdefault(drill.place, (drill, []))
                    trial[1].append(each)
        return {each: tuple(trials.values()) for each, trials in found.items()}

    def certificates(self) -> Iterator[CertificateSeen]:
        """Every reading of a certificate."""
        for each in self.seen():
            if each.row.seen == "certificate":
                until = date.fromisoformat(each.row.until)
                yield CertificateSeen(each.row.of, until, each.day, each.run)

    def day(self, unix_us: int) -> date:
        """The organisation's own day at an instant."""
        return date(*LocalTime(unix_us, self.offset_s).day)

    def began(self, row: DrillRow) -> date:
        """The day on which a drill was held, where it was held."""
        return date(*LocalTime(row.began_us, row.offset_s).day)
