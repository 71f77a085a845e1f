"""What went wrong and matters most (課題): why, what to do, by whom, by when, at what cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Text

IssueKind = Literal[
    "not_taken_back",
    "critical_missed",
    "missed",
    "step_failed",
    "critical_not_measured",
    "not_measured",
    "within_error",
    "overdue",
    "deviation",
    "stumble",
]


@dataclass(frozen=True)
class IssueLine:
    """One issue. What nobody has decided is None (未定), never invented.

    `subject` is the id of the system or step. `due` is an ISO date. `owner`, `due` and `budget`
    come from the plan: its countermeasure for that system, the section that owns it, the role that
    does the step.
    """

    kind: IssueKind
    subject: str
    what: Message
    cause: Message | None
    measure: Message | None
    owner: Text | None
    due: str | None
    budget: Text | None
    records: tuple[int, ...]
