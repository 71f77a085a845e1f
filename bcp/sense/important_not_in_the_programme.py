"""Important systems that scenarios have, but none of those that the year's programme holds."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import System
from bcp.refused import Refusal
from bcp.sense._ground import Ground, named

NOT_PLANNED = Phrase(
    "sense.not_in_programme",
    ja="重要なシステムが、日時の決まった訓練（drills の starts）のどれでも確かめられません: "
    "{systems}。",
    en="no drill that comes due (starts of drills) covers these important systems: {systems}.",
)
PLAN_ONE = Phrase(
    "sense.plan_a_drill",
    ja="それらを対象とするシナリオの訓練を、manage/drills.yaml に starts とともに加えてください。",
    en="Add a drill of a scenario that has them to manage/drills.yaml, with its starts.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """One point for all of them, where a drill with a scenario comes due at all."""
    coming = {each.id for each in ground.plan.drills if each.starts}
    covered = [systems for drill, systems in ground.planned.items() if drill in coming]
    if not covered:
        return
    inside = frozenset().union(*covered)
    drilled = ground.drilled
    missing = [
        each.id
        for each in ground.plan.systems
        if each.importance != "normal"
        and each.state == "in_service"
        # What no scenario has at all is another rule's.
        and each.id in drilled - inside
    ]
    if missing:
        what = NOT_PLANNED(systems=named(missing))
        yield Refusal(ground.place(missing[0], System), what, PLAN_ONE())
