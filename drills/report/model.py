"""The report as values: one model, made once from a journal, from which every writer writes.

Nothing in it is a finished sentence: words are messages or an author's texts, so that any writer
can say them in either language. Numbers named ``*_us`` are microseconds. Instants are `When`.
`records` are the numbers of the journal's records that a value rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Text
from drills.core.events import Finish
from drills.core.overall import Overall
from drills.report.absence_lines import AbsentLine, StoodInLine
from drills.report.alarm_lines import AlarmLine, ListeningLine
from drills.report.auditing import OrderLine
from drills.report.business_lines import BusinessLine, CriterionLine, Setting
from drills.report.call_lines import CalleeLine, CallOutLine
from drills.report.checkin_lines import CheckInLine, DepartmentLine
from drills.report.cited import RecordLine
from drills.report.critical_path import CriticalPath
from drills.report.evidence_lines import EvidenceLine
from drills.report.grading import Grading
from drills.report.guard_lines import GuardLine
from drills.report.happened_lines import (
    ActionLine,
    AmendmentLine,
    AnswerLine,
    ApprovalLine,
    ByHandLine,
    ClockLine,
    DeviationLine,
    InjectLine,
    JumpLine,
    ObligationLine,
    PauseLine,
    PretenceLine,
    RestartLine,
    StepLine,
    TimelineLine,
)
from drills.report.indicator_lines import IndicatorLine
from drills.report.isolation_lines import IsolationLine
from drills.report.issues import IssueLine
from drills.report.level_lines import LevelLine
from drills.report.measured_lines import (
    AsideLine,
    CountLine,
    FlapLine,
    GoalLine,
    MarkerLine,
    MomentLine,
    OutageLine,
    RecoveryLine,
    Split,
    UnknownLine,
    When,
)
from drills.report.merging_lines import MergingPart
from drills.report.message_lines import MessagesLine, UnsentLine
from drills.report.muster_lines import HeadLine, MusteredLine, MusterLine
from drills.report.paper import BesideLine, PaperEntry
from drills.report.paper_run import PaperRuns
from drills.report.participation import Participation
from drills.report.past import Past
from drills.report.public_words import PublicPart
from drills.report.ramp_lines import WaveLine
from drills.report.retraction import RetractionLine
from drills.report.room_lines import RoomLine
from drills.report.simulated import SimulatedLine
from drills.report.survey_lines import SurveyLine
from drills.report.upcoming import UpcomingLine
from drills.report.zone_lines import HeardLine
from scenarios.model import Mode

Edition = Literal["full", "page", "public"]
"""All of it, the one page alone, or what may be shown to everybody."""


@dataclass(frozen=True)
class Header:
    """What drill this was, when, by whom, with which files.

    `form_number`, `approval_boxes` (決裁欄) and `confidentiality` are as the plan has them; empty
    where it has none.
    """

    title: Text
    scenario: str
    organisation: str
    hazard: str
    mode: Mode
    zone: str | None
    zone_name: str
    notice: Text
    run_id: str
    began: When
    ended: When | None
    utc_offset_s: int
    operator: str
    tool: str
    compress: float
    files: Mapping[str, str]
    form_number: str = ""
    approval_boxes: tuple[Text, ...] = ()
    confidentiality: Text = Text()


@dataclass(frozen=True)
class JournalState:
    """Whether the journal that all this rests on can be trusted; `trusted` None: not verified.

    `signature` says of a bundle who signed it; None of a run's own record.
    """

    records: int
    head: str
    closed: bool
    trusted: bool | None
    fault: Message | None
    signature: Message | None = None


@dataclass(frozen=True)
class Tally:
    """How many promises ended with which verdict, and how many steps with which result.

    `measured` is how many of the verdicts rest on machines alone, and `met_measured` how many of
    those met; at a table, none. `steps_not_done` were never begun, cut short or left out, and do
    not count as failed.
    """

    verdicts: Mapping[str, int]
    measured: int
    met_measured: int
    steps: int
    steps_failed: int
    steps_not_done: int
    steps_not_begun: int


@dataclass(frozen=True)
class Summary:
    """The result in a word, its reason in a sentence, and what to do next, most urgent first."""

    overall: Overall
    finish: Finish | None
    ended_by: str
    reason: Message | None
    tally: Tally
    next: tuple[Message, ...]


@dataclass(frozen=True)
class Report:
    """A whole report, or an `edition` of it.

    `past` is what other runs say; None where the report stands on its journal alone. `public` is
    what the public edition alone says.
    """

    header: Header
    journal: JournalState
    summary: Summary
    grading: Grading
    indicators: tuple[IndicatorLine, ...]
    issues: tuple[IssueLine, ...]
    decisions: tuple[Message, ...]
    simulated: tuple[SimulatedLine, ...]
    participation: Participation
    upcoming: UpcomingLine | None
    merging: MergingPart | None
    on_paper: PaperRuns | None
    recoveries: tuple[RecoveryLine, ...]
    goals: tuple[GoalLine, ...]
    setting: Setting
    businesses: tuple[BusinessLine, ...]
    evaluation: tuple[CriterionLine, ...]
    split: Split | None
    critical_path: CriticalPath | None
    levels: tuple[LevelLine, ...]
    moments: tuple[MomentLine, ...]
    outages: tuple[OutageLine, ...]
    flaps: tuple[FlapLine, ...]
    unknowns: tuple[UnknownLine, ...]
    asides: tuple[AsideLine, ...]
    counts: tuple[CountLine, ...]
    alarms: tuple[AlarmLine, ...]
    listened: tuple[ListeningLine, ...]
    guards: tuple[GuardLine, ...]
    heard: tuple[HeardLine, ...]
    call_outs: tuple[CallOutLine, ...]
    callees: tuple[CalleeLine, ...]
    messages: tuple[MessagesLine, ...]
    unsent: tuple[UnsentLine, ...]
    waves: tuple[WaveLine, ...]
    check_ins: tuple[CheckInLine, ...]
    check_in_departments: tuple[DepartmentLine, ...]
    musters: tuple[MusterLine, ...]
    head_counts: tuple[HeadLine, ...]
    mustered: tuple[MusteredLine, ...]
    absent: tuple[AbsentLine, ...]
    stood_in: tuple[StoodInLine, ...]
    steps: tuple[StepLine, ...]
    answers: tuple[AnswerLine, ...]
    approvals: tuple[ApprovalLine, ...]
    obligations: tuple[ObligationLine, ...]
    actions: tuple[ActionLine, ...]
    markers: tuple[MarkerLine, ...]
    by_hand: tuple[ByHandLine, ...]
    retractions: tuple[RetractionLine, ...]
    injects: tuple[InjectLine, ...]
    pretences: tuple[PretenceLine, ...]
    jumps: tuple[JumpLine, ...]
    pauses: tuple[PauseLine, ...]
    restarts: tuple[RestartLine, ...]
    clock_steps: tuple[ClockLine, ...]
    amendments: tuple[AmendmentLine, ...]
    orders: tuple[OrderLine, ...]
    deviations: tuple[DeviationLine, ...]
    paper: tuple[PaperEntry, ...]
    beside_paper: tuple[BesideLine, ...]
    surveys: tuple[SurveyLine, ...]
    isolation: tuple[IsolationLine, ...]
    head_room: tuple[RoomLine, ...]
    evidence: tuple[EvidenceLine, ...]
    timeline: tuple[TimelineLine, ...]
    other_records: tuple[RecordLine, ...] = ()
    edition: Edition = "full"
    past: Past | None = None
    public: PublicPart | None = None
