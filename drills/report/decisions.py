"""What those who run the drill cannot settle themselves (判断していただきたい事項)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bcp.message import Message, Phrase
from drills.report.issues import IssueLine

DECIDE_TARGET = Phrase(
    "decision.target",
    ja="{what}。必要な対策（体制・機器・契約）に予算を付けるか、目標を改めるか。",
    en="{what}. Fund what it needs (staff, equipment, contract), or change the target?",
)
DECIDE_ACCESS = Phrase(
    "decision.access",
    ja="{what}。測るための手段（権限・機器・事業者との契約）を用意するか。",
    en="{what}. Provide the means to measure it (access, equipment, contract)?",
)


def decisions_of(issues: Sequence[IssueLine]) -> tuple[Message, ...]:
    """The decisions that follow from issues, in their order."""
    return tuple(_decisions(issues))


def _decisions(issues: Sequence[IssueLine]) -> Iterator[Message]:
    for each in issues:
        if each.kind == "critical_missed":
            yield DECIDE_TARGET(what=each.what)
        elif each.kind == "critical_not_measured":
            yield DECIDE_ACCESS(what=each.what)
