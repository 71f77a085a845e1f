"""The sections of the record behind the first page, in the order of the text and of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bcp.message import Language
from drills.report import (
    text_alarms,
    text_businesses,
    text_calls,
    text_checkins,
    text_grading,
    text_guards,
    text_merging,
    text_messages,
    text_muster,
    text_paper,
    text_past,
    text_proofs,
    text_public,
    text_ramp,
    text_record,
    text_results,
    text_retraction,
    text_survey,
    text_unreal,
    text_whole,
    text_zones,
)
from drills.report.model import Report
from drills.report.text_block import Block

SECTIONS: Sequence[Callable[[Report, Language], Block]] = (
    *text_whole.ASKED,
    *text_past.SECTIONS,
    *text_merging.SECTIONS,
    *text_businesses.SECTIONS,
    *text_grading.SECTIONS,
    *text_results.SECTIONS,
    *text_alarms.SECTIONS,
    *text_calls.SECTIONS,
    *text_messages.SECTIONS,
    *text_ramp.SECTIONS,
    *text_checkins.SECTIONS,
    *text_muster.SECTIONS,
    *text_guards.SECTIONS,
    *text_zones.SECTIONS,
    *text_retraction.SECTIONS,
    *text_survey.SECTIONS,
    *text_proofs.WATCHED,
    *text_record.RECORD,
    *text_paper.SECTIONS,
    *text_whole.NOT_REAL,
    *text_unreal.SECTIONS,
    *text_record.TIMELINES,
    *text_merging.SOURCE_SECTIONS,
    *text_proofs.LAST,
    *text_public.SECTIONS,
)
