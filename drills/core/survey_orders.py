"""Entering a survey into a run's record, as an order: part of `drills.core.orders`."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core.state import Drill
from drills.core.survey_events import SurveyFacts, SurveyTaken

NOBODY = Phrase(
    "order.survey_by_nobody",
    ja="調査結果を誰が記録に加えるのか、氏名が要ります。",
    en="Say who enters the survey.",
)


@dataclass(frozen=True)
class TakeSurvey:
    """Enter a survey that was made; possible while a drill goes on, and ever after its end."""

    survey: SurveyFacts
    by: str


def taken_survey(drill: Drill, order: TakeSurvey, now: int) -> tuple[SurveyTaken, ...] | Message:
    """Give the survey as an event, or why it cannot be taken. It changes nothing of the drill."""
    if not order.by.strip():
        return NOBODY()
    return (SurveyTaken(now, order.survey, order.by),)
