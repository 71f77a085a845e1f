"""The files that the journal vouches for: each with the fingerprint that it had when it was kept.

Nothing on a disk is read for it: what the journal does not name is no evidence of the drill.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from drills.core.events import DrillStarted, EvidenceKept, KeptOnPaper, Merged
from drills.core.survey_events import SurveyTaken
from drills.report.ledger import Ledger

EvidenceKind = Literal["readings", "brief", "survey", "segment", "paper"]


@dataclass(frozen=True)
class EvidenceLine:
    """One file. `size` is in bytes, None where the journal does not tell it.

    `brief` are the files that the run was started with, `readings` the raw answers of the watch.
    Where `complete` is false the end of the file was lost, or did not fit, before it was closed.
    """

    kind: EvidenceKind
    file: str
    sha256: str
    size: int | None
    complete: bool
    records: tuple[int, ...]


def evidence_lines(ledger: Ledger) -> tuple[EvidenceLine, ...]:
    """Every file, in the order in which the journal names it."""
    return tuple(
        line for _, event in ledger.entries for line in _of_event(event, ledger.records(event))
    )


def _of_event(event: object, records: tuple[int, ...]) -> Iterator[EvidenceLine]:
    match event:
        case DrillStarted(brief=brief):
            for path, digest in brief.files.items():
                yield EvidenceLine("brief", path, digest, None, True, records)
        case EvidenceKept(file=file, sha256=digest, size=size, complete=complete):
            yield EvidenceLine("readings", file, digest, size, complete, records)
        case SurveyTaken(survey=survey):
            yield EvidenceLine("survey", survey.file, survey.sha256, None, True, records)
        case KeptOnPaper(file=file, sha256=digest):
            yield EvidenceLine("paper", file, digest, None, True, records)
        case Merged(segments=segments):
            for each in segments:
                if each.sha256:
                    yield EvidenceLine("segment", each.kept, each.sha256, None, True, records)
