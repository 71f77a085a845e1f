"""A survey as JSON, for other programs; the keys are described in ``docs/survey.md``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bcp.message import Language
from drills.core.survey_events import Noted
from drills.core.survey_found import Survey, Verdict, counted, noted, verdict_of
from drills.report import as_json

FORM = "bcp-drill-survey-result-1"


@dataclass(frozen=True)
class _Whole:
    """The document: what it came to, and the survey itself."""

    verdict: Verdict
    counts: Mapping[str, int]
    noted: tuple[Noted, ...]
    survey: Survey


def written(survey: Survey, lang: Language) -> str:
    """The whole survey, indented, with a line feed at its end."""
    whole = _Whole(verdict_of(survey), counted(survey), noted(survey), survey)
    return as_json.document(FORM, whole, lang)
