"""The newest survey of each zone that was entered into a run's record.

Zones of the same name in the segments of a merged record are different places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bcp.wareki import LocalTime
from drills.core.events import FromSegment
from drills.core.survey_events import Noted, SurveyTaken
from drills.report.ledger import Ledger
from drills.report.measured_lines import When
from scenarios.zones import zone_name


@dataclass(frozen=True)
class SurveyLine:
    """A survey; `zone` is empty where the plan has one terminal. `noted` differs from the plan.

    `began` is on the drill's clock, which is past its end where the survey was made later.
    """

    zone: str
    zone_name: str
    began: When
    by: str
    entered_by: str
    counts: Mapping[str, int]
    noted: tuple[Noted, ...]
    file: str
    sha256: str
    records: tuple[int, ...]


def survey_lines(ledger: Ledger) -> tuple[SurveyLine, ...]:
    """The newest of each zone, in the order in which the zones came up."""
    newest: dict[tuple[int | None, str | None], SurveyTaken] = {}
    segment: int | None = None
    for _, event in ledger.entries:
        if isinstance(event, FromSegment):
            segment = event.segment if event.segment in ledger.drill.parts else None
        if isinstance(event, SurveyTaken):
            key = (segment, event.survey.zone)
            before = newest.get(key)
            if before is None or event.survey.began_ns >= before.survey.began_ns:
                newest[key] = event
    return tuple(_line(ledger, place, event) for (place, _), event in newest.items())


def _line(ledger: Ledger, segment: int | None, event: SurveyTaken) -> SurveyLine:
    survey = event.survey
    unix_us = survey.began_ns // 1_000
    at_us = unix_us - ledger.brief.wall_ns // 1_000
    return SurveyLine(
        zone=survey.zone or "",
        zone_name=_named(ledger, segment, survey.zone),
        began=When(at_us, unix_us, LocalTime(unix_us, ledger.offset_s).iso),
        by=survey.by,
        entered_by=event.by,
        counts=survey.counts,
        noted=survey.noted,
        file=survey.file,
        sha256=survey.sha256,
        records=ledger.records(event),
    )


def _named(ledger: Ledger, segment: int | None, zone: str | None) -> str:
    merged = ledger.drill.merged
    if merged is not None and segment is not None:
        return merged.segments[segment].name
    return zone_name(ledger.brief.plan, zone) if zone else ""
