"""What of a report may be shown to everybody: for every field of the model, one word.

A field without a word is dropped, and a test fails (`tests/report/test_public.py`): whoever adds a
field decides here what becomes of it. What is inside a dropped field needs no words.

``keep``     numbers, words of the program, instants; and values of the model, by their own words
``public``   words of an author that are public anyway: title, organisation, names of businesses
``drop``     emptied
``numbers``  messages that say nothing but numbers stay; others are dropped
``made``     said anew, in general words, from what is kept (`drills.report.public`)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from drills.report.business_lines import BusinessLine, Setting
from drills.report.grading import GradeLine, GradeMeaning, Grading
from drills.report.measured_lines import (
    Figure,
    GoalLine,
    Period,
    Promise,
    RecoveryLine,
    Split,
    SplitLine,
    When,
)
from drills.report.model import Header, JournalState, Report, Summary, Tally
from drills.report.participation import Participation
from drills.report.simulated import SimulatedLine

Rule = Literal["keep", "public", "drop", "numbers", "made"]


def _of(
    *, keep: str = "", public: str = "", drop: str = "", numbers: str = "", made: str = ""
) -> Mapping[str, Rule]:
    """The fields of one class by their word, each given as names with spaces between them."""
    given: tuple[tuple[Rule, str], ...] = (
        ("keep", keep),
        ("public", public),
        ("drop", drop),
        ("numbers", numbers),
        ("made", made),
    )
    return {name: rule for rule, names in given for name in names.split()}


RULES: Mapping[type, Mapping[str, Rule]] = {
    Report: _of(
        keep="header journal summary grading recoveries goals businesses split setting edition",
        made="simulated participation public",
        drop="indicators issues decisions upcoming merging on_paper evaluation moments outages "
        "flaps unknowns "
        "asides counts alarms listened guards heard call_outs callees messages unsent waves "
        "check_ins check_in_departments musters head_counts mustered absent stood_in steps "
        "answers approvals obligations actions markers by_hand retractions injects pretences "
        "jumps pauses restarts clock_steps amendments orders deviations paper beside_paper "
        "surveys timeline past critical_path isolation head_room evidence levels other_records",
    ),
    Header: _of(
        keep="mode began ended utc_offset_s compress",
        public="title organisation form_number",
        made="scenario hazard notice run_id operator tool",
        drop="zone zone_name files approval_boxes confidentiality",
    ),
    # The head is the hash of a whole record: nobody finds anything by it, and whoever has the
    # record can see that this edition was made of it. The hash of a file can be looked for.
    JournalState: _of(keep="records head closed trusted", made="fault", drop="signature"),
    Tally: _of(
        keep="verdicts measured met_measured steps steps_failed steps_not_done steps_not_begun"
    ),
    Summary: _of(keep="overall finish tally", made="next", drop="ended_by reason"),
    Grading: _of(
        keep="grade scale rate_percent targets counted met measured rto_targets rto_met uncapped "
        "lines legend",
        public="meaning scale_title",
        made="why capped",
        numbers="rules",
    ),
    GradeMeaning: _of(keep="grade", public="meaning"),
    GradeLine: _of(
        keep="kind importance figure rate_percent grade counts",
        made="id level name",
        drop="needed_down",
    ),
    RecoveryLine: _of(
        keep="rto rpo own_rto own_rpo plan_rto plan_rpo rpo_promise",
        made="system level name",
        drop="needed_down",
    ),
    GoalLine: _of(keep="figure reached_percent", made="step name"),
    Figure: _of(
        keep="verdict limit_us actual_us error_us low_us high_us difference_us source assumed_us "
        "paused_us approximate",
        made="counted_from formula",
        drop="why records",
    ),
    Promise: _of(keep="us business_days"),
    When: _of(keep="at_us unix_us iso"),
    Period: _of(keep="began ended"),
    Split: _of(keep="period us parts"),
    SplitLine: _of(keep="part us periods"),
    BusinessLine: _of(
        public="name", keep="state when figure", made="business", drop="step step_name"
    ),
    Setting: _of(drop="purpose guidance intensity hour lifelines roles"),
    SimulatedLine: _of(keep="kind", made="what", drop="records"),
    Participation: _of(
        keep="workday_us", made="people low_us high_us", drop="roles outside recorder"
    ),
}
