"""The newest survey of each zone that was entered into a run's record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bcp.wareki import LocalTime
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
    newest: dict[str, SurveyTaken] = {}
    for event in ledger.all(SurveyTaken):
        zone = event.survey.zone or ""
        before = newest.get(zone)
        if before is None or event.survey.began_ns >= before.survey.began_ns:
            newest[zone] = event
    return tuple(_line(ledger, zone, event) for zone, event in newest.items())


def _line(ledger: Ledger, zone: str, event: SurveyTaken) -> SurveyLine:
    survey = event.survey
    unix_us = survey.began_ns // 1_000
    at_us = unix_us - ledger.brief.wall_ns // 1_000
    return SurveyLine(
        zone=zone,
        zone_name=zone_name(ledger.brief.plan, zone) if zone else "",
        began=When(at_us, unix_us, LocalTime(unix_us, ledger.offset_s).iso),
        by=survey.by,
        entered_by=event.by,
        counts=survey.counts,
        noted=survey.noted,
        file=survey.file,
        sha256=survey.sha256,
        records=ledger.records(event),
    )
