"""By when the drills that begin by themselves are ended, in one sentence of the check."""

from __future__ import annotations

from collections.abc import Sequence

from bcp.message import Message, Phrase
from bcp.model import Plan
from drills.schedule.ending import end_of
from scenarios.model import Scenario

ENDS = Phrase(
    "check.ends",
    ja="自動で始まる訓練を終わらせるまでの時間: {ends:list}（詳しくは bcp-drill schedule next）",
    en="Drills that begin by themselves, and how long they may take: {ends:list} (see bcp-drill "
    "schedule next)",
)
END = Phrase("check.end", ja="{drill} {limit:span}", en="{drill} {limit:span}")


def ends_told(plan: Plan, scenarios: Sequence[Scenario]) -> Message | None:
    """The sentence, or None where none begins by itself; what has mistakes is told elsewhere."""
    by_id = {each.id: each for each in scenarios}
    found = [
        (each.id, end_of(plan, each, by_id.get(each.scenario or "")))
        for each in plan.drills
        if each.unattended is not None and each.starts
    ]
    known = [END(drill=id_, limit=limit) for id_, limit in found if limit is not None]
    return ENDS(ends=known) if known else None
