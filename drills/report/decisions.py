"""What those who run the drill cannot settle themselves (判断していただきたい事項)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from bcp.message import Message, Phrase
from drills.report.graded import is_real
from drills.report.grading import GradeLine
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


FAR_BELOW = 50.0
"""A rate below which no better procedure alone will do, in percent: twice the time allowed."""


def decisions_of(issues: Sequence[IssueLine], targets: Sequence[GradeLine]) -> tuple[Message, ...]:
    """The decisions that follow from issues, in their order."""
    real = [each for each in targets if is_real(each.figure) and each.figure.verdict == "missed"]
    far = {each.id for each in real if (each.rate_percent or 0.0) < FAR_BELOW}
    return tuple(_decisions(issues, far))


def _decisions(issues: Sequence[IssueLine], far: Container[str]) -> Iterator[Message]:
    for each in issues:
        if each.budget is not None:
            continue  # what it costs is known, and decided in its own way
        if each.kind == "critical_missed" or (each.kind == "missed" and each.subject in far):
            yield DECIDE_TARGET(what=each.what)
        elif each.kind == "critical_not_measured":
            yield DECIDE_ACCESS(what=each.what)
