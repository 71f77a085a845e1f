"""What makes no sense in a plan and in what lies with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bcp.load import LoadedPlan
from bcp.message import Phrase
from bcp.refused import Refusal
from bcp.sense import points
from bcp.sense._ground import Ground

if TYPE_CHECKING:
    from scenarios.model import Scenario

MOST = 5
HEADING = Phrase(
    "check.makes_no_sense",
    ja="つじつまの合わない点（誤りではありません）:",
    en="What makes no sense (no mistakes):",
)


def senseless(
    loaded: LoadedPlan,
    today: date,
    scenarios: Sequence[Scenario],
    broken: Sequence[str],
    most: int | None,
) -> tuple[Refusal, ...]:
    """What the rules find. `broken` are the names of scenarios with mistakes.

    What those watch is not known: it may be anything.
    """
    anything = frozenset(each.id for each in loaded.plan.watchables)
    drilled = dict.fromkeys(broken, anything)
    if scenarios:
        # A plan without scenarios needs none of what reads them, which takes 20 ms to load.
        from scenarios.selectors import watched_systems  # noqa: PLC0415

        for each in scenarios:
            targets = (goal.system for goal in each.targets)
            watched = watched_systems(loaded.plan, each, None)
            drilled[each.id] = frozenset((*watched, *(one for one in targets if one)))
    return points(Ground(loaded, today, drilled), most)
