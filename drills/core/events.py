"""What happened: past tense, frozen, each with its time.

`at` is microseconds on the drill's own clock, which starts at zero with `DrillStarted` and comes
from a monotonic clock, so no step of the wall clock moves it. Across a restart it comes from the
wall clock, and `DrillResumed` says how uncertain that makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message
from drills.core.action_events import (
    ActionEnded,
    ActionInDoubt,
    ActionOrdered,
    DoubtSettled,
    MarkersFound,
    Purpose,
    UndoImpossible,
)
from drills.core.alarm_events import AlarmsAwaited, AlarmsLeftOut, AlarmTold
from drills.core.audit_events import OrderRefused, OrderTaken
from drills.core.brief import Brief
from drills.core.call_events import Called, CallResult, NumberCorrected, NumberWritten
from drills.core.checkin_events import (
    CheckedIn,
    CheckInClosed,
    CheckInOpened,
    MissingFound,
    PeopleExpected,
)
from drills.core.clock_events import ClockCompared
from drills.core.closing_events import (
    ClosingBegan,
    DrillEnded,
    Finish,
    LookBegan,
    LookEnded,
    RealEventCame,
)
from drills.core.device_events import DeviceTold
from drills.core.evidence import Outcome, Source
from drills.core.guard_events import GuardBlind
from drills.core.merging_events import FromSegment, Merged, SegmentEnded
from drills.core.message_events import (
    AllClearOrdered,
    MessageFailed,
    MessageInDoubt,
    MessageOrdered,
    MessageSent,
    MessageSettled,
    SendChosen,
)
from drills.core.muster_events import Mustered, MusterState, PeopleAbsent
from drills.core.on_paper_events import KeptOnPaper, StepWritten, SystemSeen
from drills.core.paper_events import Entered, PaperLine
from drills.core.people_events import (
    Amended,
    Answer,
    Answered,
    Approved,
    Continued,
    Deviated,
    InjectGiven,
    Paused,
    StepHeld,
    StepReleased,
)
from drills.core.ramp_events import RampEvent
from drills.core.result_events import ResultsTaken
from drills.core.retraction_events import Retracted, RetractionEnded
from drills.core.survey_events import SurveyTaken
from drills.core.told_events import Observed, Sighting
from drills.core.watch_events import (
    CheckFlapped,
    CheckLost,
    CheckReturned,
    CheckSetAside,
    CheckTally,
    Sample,
    UnknownBegan,
    UnknownEnded,
    Watched,
)
from drills.core.zone_events import SegmentWord
from scenarios.model import Ending

__all__ = [
    "ActionEnded",
    "ActionInDoubt",
    "ActionOrdered",
    "AlarmTold",
    "AlarmsAwaited",
    "AlarmsLeftOut",
    "Amended",
    "Answer",
    "Answered",
    "Approved",
    "CheckFlapped",
    "CheckLost",
    "CheckReturned",
    "CheckSetAside",
    "CheckTally",
    "ClockCompared",
    "ClockStepped",
    "ClosingBegan",
    "Continued",
    "Deviated",
    "DeviceTold",
    "DoubtSettled",
    "DrillEnded",
    "DrillResumed",
    "DrillStarted",
    "Entered",
    "Event",
    "EvidenceKept",
    "Finish",
    "FromSegment",
    "GuardBlind",
    "InjectGiven",
    "KeptOnPaper",
    "LookBegan",
    "LookEnded",
    "MarkersFound",
    "Merged",
    "Observed",
    "OrderRefused",
    "OrderTaken",
    "Outcome",
    "PaperLine",
    "Paused",
    "PretenceCleared",
    "PretenceSet",
    "ProbeAnswered",
    "ProbeAsked",
    "ProbeLost",
    "Purpose",
    "RampEvent",
    "RealEventCame",
    "ResultsTaken",
    "Retracted",
    "RetractionEnded",
    "Sample",
    "SegmentEnded",
    "SegmentWord",
    "SendChosen",
    "Sighting",
    "Source",
    "StepDue",
    "StepEnded",
    "StepHeld",
    "StepReleased",
    "StepWritten",
    "SurveyTaken",
    "SystemSeen",
    "TimeJumped",
    "UndoImpossible",
    "UnknownBegan",
    "UnknownEnded",
    "Watched",
]
# People: called, gathered, checked in, written to.
__all__ += ["AllClearOrdered", "CallResult", "Called", "CheckInClosed", "CheckInOpened"]
__all__ += ["CheckedIn", "MessageFailed", "MessageInDoubt", "MessageOrdered", "MessageSent"]
__all__ += ["MessageSettled", "MissingFound", "MusterState", "Mustered", "NumberCorrected"]
__all__ += ["NumberWritten", "PeopleAbsent", "PeopleExpected"]


@dataclass(frozen=True)
class DrillStarted:
    """The run began, with everything it will ever need to know."""

    at: int
    brief: Brief


@dataclass(frozen=True)
class DrillResumed:
    """A new process took the run over after `gap` microseconds in which nothing was recorded."""

    at: int
    gap: int
    wall_ns: int
    by: str


@dataclass(frozen=True)
class ClockStepped:
    """The wall clock jumped by `by` microseconds against the monotonic one; no duration changed."""

    at: int
    by: int


@dataclass(frozen=True)
class StepDue:
    """A step began. `planned` is the instant it should have; a later `at` says it was late."""

    at: int
    step: str
    planned: int


@dataclass(frozen=True)
class ProbeAsked:
    """A step's question went out, for the `attempt`-th time (from 1)."""

    at: int
    step: str
    attempt: int


@dataclass(frozen=True)
class ProbeAnswered:
    """A step's question was answered, or its deadline came."""

    at: int
    step: str
    attempt: int
    sample: Sample


@dataclass(frozen=True)
class ProbeLost:
    """A question was under way when the process ended; it will be asked again."""

    at: int
    step: str
    attempt: int


@dataclass(frozen=True)
class StepEnded:
    """A step ended, with how it was judged and where the judgement comes from."""

    at: int
    step: str
    ending: Ending
    outcome: Outcome
    source: Source
    why: tuple[Message, ...] = ()
    by: str | None = None


@dataclass(frozen=True)
class PretenceSet:
    """A pretended state began to overlay what is really measured."""

    at: int
    kind: Literal["system", "server"]
    id: str
    state: str
    step: str
    until: str | None


@dataclass(frozen=True)
class PretenceCleared:
    """A pretended state ended; `source` says what kind of evidence ended it."""

    at: int
    kind: Literal["system", "server"]
    id: str
    step: str | None
    source: Source


@dataclass(frozen=True)
class TimeJumped:
    """The event clock moved forward by `by`: assumed time, that nobody lived through."""

    at: int
    by: int
    step: str | None


@dataclass(frozen=True)
class EvidenceKept:
    """A file of raw readings was closed; not `complete` where its end is lost."""

    at: int
    file: str
    sha256: str
    size: int
    complete: bool


Event = (
    DrillStarted
    | DrillResumed
    | ClockStepped
    | ClockCompared
    | Merged
    | FromSegment
    | SegmentEnded
    | StepDue
    | ProbeAsked
    | ProbeAnswered
    | ProbeLost
    | Answered
    | Called
    | NumberCorrected
    | NumberWritten
    | PeopleExpected
    | CheckedIn
    | ResultsTaken
    | CheckInOpened
    | CheckInClosed
    | MissingFound
    | SendChosen
    | MessageOrdered
    | MessageSent
    | MessageFailed
    | MessageInDoubt
    | MessageSettled
    | AllClearOrdered
    | Mustered
    | PeopleAbsent
    | RampEvent
    | Approved
    | ActionOrdered
    | ActionEnded
    | ActionInDoubt
    | DoubtSettled
    | UndoImpossible
    | StepEnded
    | CheckLost
    | CheckReturned
    | CheckFlapped
    | UnknownBegan
    | UnknownEnded
    | Watched
    | PretenceSet
    | PretenceCleared
    | TimeJumped
    | Paused
    | Continued
    | SegmentWord
    | StepHeld
    | StepReleased
    | CheckSetAside
    | DeviceTold
    | AlarmsAwaited
    | AlarmTold
    | AlarmsLeftOut
    | Observed
    | GuardBlind
    | InjectGiven
    | Amended
    | Entered
    | KeptOnPaper
    | StepWritten
    | SystemSeen
    | SurveyTaken
    | MarkersFound
    | EvidenceKept
    | OrderTaken
    | OrderRefused
    | Deviated
    | ClosingBegan
    | RealEventCame
    | Retracted
    | RetractionEnded
    | LookBegan
    | LookEnded
    | DrillEnded
)
