"""The drill as it stands: everything that must survive a crash, and nothing that is only shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bcp.messages import Send
from drills.core.brief import Brief
from drills.core.checkins import CheckIns
from drills.core.events import (
    ActionEnded,
    ActionInDoubt,
    ActionOrdered,
    AllClearOrdered,
    Answered,
    Approved,
    Called,
    CheckLost,
    CheckReturned,
    CheckSetAside,
    CheckTally,
    ClosingBegan,
    Deviated,
    DeviceTold,
    DoubtSettled,
    DrillEnded,
    Entered,
    InjectGiven,
    KeptOnPaper,
    LookBegan,
    LookEnded,
    MarkersFound,
    Merged,
    MissingFound,
    Mustered,
    NumberCorrected,
    NumberWritten,
    PeopleAbsent,
    PretenceCleared,
    PretenceSet,
    Retracted,
    RetractionEnded,
    Sample,
    SegmentWord,
    SendChosen,
    Source,
    StepEnded,
    SystemSeen,
    TimeJumped,
    UndoImpossible,
    UnknownBegan,
)
from drills.core.message_state import MessageKey, MessageState
from drills.core.ramp_state import RampState
from scenarios.model import Step


@dataclass(frozen=True)
class StepState:
    """One step's way so far. `asked` is the attempt whose answer is still to come.

    `begun_by` is who began it by order, or empty.
    """

    planned: int | None = None
    due: int | None = None
    attempt: int = 0
    asked: int | None = None
    last_sample: Sample | None = None
    answer: Answered | None = None
    approvals: tuple[Approved, ...] = ()
    action: int | None = None
    held: bool = False
    now: bool = False
    begun_by: str = ""
    ended: StepEnded | None = None
    consequences: int = 0
    word: SegmentWord | None = None
    calls: tuple[Called, ...] = ()
    missing: MissingFound | None = None
    checkins: CheckIns = CheckIns()
    musters: tuple[Mustered, ...] = ()
    ramp: RampState = RampState()

    @property
    def is_open(self) -> bool:
        """Begun and not ended."""
        return self.due is not None and self.ended is None


_FRESH = StepState()


@dataclass(frozen=True)
class ActionState:
    """One action's way so far."""

    order: ActionOrdered
    ended: ActionEnded | None = None
    doubt: ActionInDoubt | None = None
    settled: DoubtSettled | None = None

    @property
    def under_way(self) -> bool:
        """Ordered, and what became of it is neither known nor known to be unknowable."""
        return self.ended is None and self.doubt is None

    @property
    def may_have_happened(self) -> bool:
        """Whether the world may have changed: true also while in doubt."""
        if self.settled is not None:
            return self.settled.verdict != "not_done"
        if self.ended is not None:
            return self.ended.reading.could_not_ask is None
        return True


@dataclass(frozen=True)
class CheckState:
    """What the journal says of a watched check.

    `unknown` is since when it cannot be asked, `blind` that this was told of a guard.
    `told` is what its device last said of itself.
    """

    outages: tuple[tuple[CheckLost, CheckReturned | None], ...] = ()
    tally: CheckTally | None = None
    tally_at: int = 0
    set_aside: CheckSetAside | None = None
    unknown: UnknownBegan | None = None
    blind: bool = False
    told: DeviceTold | None = None

    @property
    def lost(self) -> CheckLost | None:
        """The outage that is open now, or None."""
        return self.outages[-1][0] if self.outages and self.outages[-1][1] is None else None


@dataclass(frozen=True)
class Pretence:
    """A pretended state from its setting to its clearing."""

    began: PretenceSet
    ended: PretenceCleared | None = None


@dataclass(frozen=True)
class Drill:
    """The whole state of a run; made by `drills.core.machine.evolve` and by nothing else.

    `taken_up_by` is who went on with it after each restart, and when.

    In a merged drill, `segment` is the one whose records are being read, and `parts` has what each
    segment tells by itself, on the common clock; a part's own `segment` is its place, and its
    `zero` the instant at which it began. Where several municipalities drilled together,
    `municipalities` has the merged drill of each, by its code: what is its own is read from there.

    Where `on_paper` is set, everything was read from paper. `widths` says how exact the times of
    its steps and moments were written, and `seen` what people saw of systems.
    """

    brief: Brief | None = None
    now: int = 0
    steps: Mapping[str, StepState] = field(default_factory=dict)
    actions: Mapping[int, ActionState] = field(default_factory=dict)
    checks: Mapping[str, CheckState] = field(default_factory=dict)
    pretences: tuple[Pretence, ...] = ()
    moments: Mapping[str, int] = field(default_factory=dict)
    jumps: tuple[TimeJumped, ...] = ()
    pauses: tuple[tuple[int, int | None], ...] = ()
    markers_found: tuple[MarkersFound, ...] = ()
    impossible: tuple[UndoImpossible, ...] = ()
    deviations: tuple[Deviated, ...] = ()
    restarts: tuple[tuple[int, int], ...] = ()
    taken_up_by: tuple[tuple[int, str], ...] = ()
    injects: tuple[InjectGiven, ...] = ()
    entered: tuple[Entered, ...] = ()
    closing: ClosingBegan | None = None
    look: LookBegan | None = None
    look_ended: LookEnded | None = None
    retracted: tuple[Retracted, ...] = ()
    retraction_ended: RetractionEnded | None = None
    ended: DrillEnded | None = None
    merged: Merged | None = None
    segment: int | None = None
    parts: Mapping[int, Drill] = field(default_factory=dict)
    on_paper: KeptOnPaper | None = None
    widths: Mapping[str, int] = field(default_factory=dict)
    seen: tuple[SystemSeen, ...] = ()
    corrected: tuple[NumberCorrected, ...] = ()
    written: tuple[NumberWritten, ...] = ()
    messages: Mapping[MessageKey, MessageState] = field(default_factory=dict)
    chosen: SendChosen | None = None
    all_clear: AllClearOrdered | None = None
    absent: PeopleAbsent | None = None
    zero: int = 0
    municipalities: Mapping[str, Drill] = field(default_factory=dict)

    def started(self) -> Brief:
        """The brief. Raises `ValueError` before the first event."""
        if self.brief is None:
            raise ValueError("the drill has not started")
        return self.brief

    def step(self, id: str) -> StepState:
        """The state of a step; a fresh one where nothing has happened yet."""
        return self.steps.get(id, _FRESH)

    def model(self, id: str) -> Step:
        """The step as the scenario has it. Raises `KeyError` for an unknown one."""
        step = self.started().scenario.step(id)
        if step is None:
            raise KeyError(id)
        return step

    @property
    def paused(self) -> bool:
        """Whether the drill stands still now."""
        return bool(self.pauses) and self.pauses[-1][1] is None

    def pretence(self, kind: Literal["system", "server"], id: str) -> Pretence | None:
        """The pretended state that overlays this thing now, or None."""
        for each in reversed(self.pretences):
            if (each.began.kind, each.began.id) == (kind, id):
                return None if each.ended else each
        return None

    @property
    def send(self) -> Send:
        """Whether messages go out now: as the drill was begun, or was taken up last."""
        return self.started().send if self.chosen is None else self.chosen.send

    @property
    def person_source(self) -> Source:
        """Where a person's word about a machine comes from in this mode."""
        return "assumed" if self.started().mode == "tabletop" else "observed"
