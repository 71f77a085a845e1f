"""Planned drills that come due while no role is in charge of them."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.sense._ground import Ground
from bcp.upkeep import PlannedDrill

NOBODY = Phrase(
    "sense.drill_nobody",
    ja="訓練「{drill}」は日時が決まっていますが、担当する役割（responsible）がありません。",
    en="the drill {drill!r} comes due, but no role is in charge of it (responsible).",
)
NAME_ONE = Phrase(
    "sense.drill_name_role",
    ja="担当する役割のidを responsible に書いてください。その役割に知らせます。",
    en="Write the id of a role behind responsible; it will be told.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each such drill, where the plan has roles at all."""
    if not ground.plan.roles:
        return
    for drill in ground.plan.drills:
        if drill.starts and drill.responsible is None:
            yield Refusal(ground.place(drill.id, PlannedDrill), NOBODY(drill=drill.id), NAME_ONE())
