"""Action items (改善事項): what a drill or a meeting showed, who mends it by when, and the proof.

They live in the plan's folder, never in a journal: a drill's journal is the evidence, which an item
names by its run and by the hash of the last record that was known then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from bcp.durations import BusinessDays, Span
from bcp.message import Text

ItemStatus = Literal["open", "doing", "closed"]
BudgetNeed = Literal["needed", "not_needed", "undecided"]
# What was promised: the recovery time, the age of data, a step's time, the share of people reached
# in time, a step's result, an order of steps, a number that can be called.
TargetKind = Literal["rto", "rpo", "time", "reached", "result", "order", "number"]
# The words of `drills.core.measure.Verdict` and of `drills.core.evidence.Source`.
FigureVerdict = Literal["met", "missed", "within_error", "not_measured", "no_target"]
FigureSource = Literal["measured", "observed", "attested", "injected", "assumed"]


@dataclass(frozen=True)
class Occasion:
    """Where something showed: a drill with its figure, or in `words` a meeting or an inspection.

    `run` is the drill's id and `head` the SHA-256 of the last record of its journal then. `on` is
    the ISO date of its beginning. `limit` counts from the moment `start`; `actual` is the middle of
    what was measured, `error` half the width of the interval around it.
    """

    SHORT: ClassVar[str] = "words"
    run: str | None = None
    head: str | None = None
    on: str | None = None
    verdict: FigureVerdict | None = None
    limit: Span | BusinessDays | None = None
    start: str | None = field(default=None, metadata={"key": "from"})
    actual: Span | None = None
    error: Span | None = None
    source: FigureSource | None = None
    words: Text | None = None


@dataclass(frozen=True)
class ItemTarget:
    """The promise that an item is about; two items with the same one are the same finding.

    A `step` is one of `scenario`; `level` is a rung of `system`, and `percent` the share of a
    step's people.
    """

    target: TargetKind | None = None
    system: str | None = None
    level: str | None = None
    business: str | None = None
    role: str | None = None
    contact: str | None = None
    scenario: str | None = None
    step: str | None = None
    percent: float | None = None


@dataclass(frozen=True)
class ItemBudget:
    """Whether an item needs money, how much (in yen) and in which fiscal year (2027)."""

    SHORT: ClassVar[str] = "need"
    need: BudgetNeed = "undecided"
    yen: int | None = None
    fiscal_year: int | None = None


@dataclass(frozen=True)
class PlanRevision:
    """What must change in the plan itself, and the ISO date on which it was changed."""

    SHORT: ClassVar[str] = "needed"
    needed: bool = True
    what: Text | None = None
    done: str | None = None


@dataclass(frozen=True)
class ItemClosed:
    """Why an item is closed: a later drill that met the target, or the word of a role.

    `by` is the role that says so, `on` an ISO date. `target_changed` is why it could be closed
    though its target was loosened since; whoever reads the item sees that for ever.
    """

    on: str
    by: str | None = None
    evidence: Occasion | None = None
    words: Text | None = None
    target_changed: Text | None = None


@dataclass(frozen=True)
class ActionItem:
    """Something that must be improved. `due` is an ISO date, `owner` a role or a section.

    `seen_again` are later drills that showed the same. `decision` is what whoever heads the ICT
    (CIO) has to decide.
    """

    id: str
    what: Text
    found_in: Occasion = Occasion()
    about: ItemTarget = ItemTarget()
    seen_again: tuple[Occasion, ...] = ()
    cause: Text | None = None
    measure: Text | None = None
    owner: str | None = None
    due: str | None = None
    budget: ItemBudget = ItemBudget()
    plan_revision: PlanRevision | None = None
    decision: Text | None = None
    status: ItemStatus = "open"
    closed: ItemClosed | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status != "closed"
