"""A business that must run again before a system that it works with is promised back."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.inventory import Business
from bcp.message import Phrase
from bcp.model import System
from bcp.refused import Refusal
from bcp.sense._ground import Ground

LATER = Phrase(
    "sense.rto_after_the_business",
    ja="業務「{business}」は{start:span}以内に再開しますが、使うシステム「{system}」の"
    "目標復旧時間は{rto:span}です。",
    en="the duty {business!r} must run again within {start:span}, but the system {system!r} that "
    "it uses is to be back within {rto:span}.",
)
ALIGN = Phrase(
    "sense.align_business",
    ja="どちらかをそろえてください。紙などで再開するなら、workaround と workaround_by を"
    "書いてください。",
    en="Align the two; where it runs again on paper, write workaround and workaround_by.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """Each business with each of its systems that comes too late and is not worked around."""
    systems = {each.id: each for each in ground.plan.systems}
    for business in ground.plan.businesses:
        if business.start_by is None or _works_around(business):
            continue
        named = [each.id for each in ground.plan.systems if business.id in each.businesses]
        for name in dict.fromkeys((*business.systems, *named)):
            soonest = _soonest(systems[name])
            if systems[name].state == "retired":
                continue
            if soonest is not None and soonest > business.start_by.us:
                told = {"start": business.start_by.us, "rto": soonest}
                what = LATER(business=business.id, system=name, **told)
                yield Refusal(ground.place(business.id, Business), what, ALIGN())


def _works_around(business: Business) -> bool:
    if business.workaround is None or business.start_by is None:
        return False
    by = business.workaround_by
    return by is None or by.us <= business.start_by.us


def _soonest(system: System) -> int | None:
    """When the system, or the first rung of its recovery, is to be back."""
    rungs = [each.rto for each in system.levels]
    times = [each.within.us for each in (system.rto, *rungs) if each is not None]
    return min(times, default=None)
