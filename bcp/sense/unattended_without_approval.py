"""Drills that act on real servers by themselves, while nobody has approved that beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.sense._ground import Ground
from bcp.upkeep import PlannedDrill

NOT_APPROVED = Phrase(
    "sense.unattended_not_approved",
    ja="訓練「{drill}」は実動（operational）で自動的に始まりますが、署名済みの承認（signed）が"
    "ありません。承認が要る手順は、誰もいないので行われません。",
    en="the drill {drill!r} starts by itself as operational, without a signed approval: what needs "
    "one will not be done, because nobody is there.",
)
SIGN = Phrase(
    "sense.sign_beforehand",
    ja="bcp-drill sign-approval で承認を作って signed に書くか、walkthrough にしてください。",
    en="Make one with bcp-drill sign-approval and name it behind signed, or use walkthrough.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each such drill, where the plan has people who approve."""
    if not ground.plan.approvers:
        return
    for drill in ground.plan.drills:
        if drill.unattended == "operational" and drill.starts and not drill.signed:
            place = ground.place(drill.id, PlannedDrill)
            yield Refusal(place, NOT_APPROVED(drill=drill.id), SIGN())
