"""What makes no sense in a plan and in what lies with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bcp.load import LoadedPlan
from bcp.message import Phrase
from bcp.model import Plan
from bcp.refused import Refusal
from bcp.sense import points
from bcp.sense._ground import Ground

if TYPE_CHECKING:
    from scenarios.model import Scenario
    from scenarios.planned import Planned

MOST = 5
HEADING = Phrase(
    "check.makes_no_sense",
    ja="つじつまの合わない点（誤りではありません）:",
    en="What makes no sense (no mistakes):",
)


@dataclass(frozen=True)
class ReadHere:
    """What was read of the scenarios: those without mistakes, the drills planned with them.

    `broken` are the names of scenarios with mistakes.
    """

    scenarios: Sequence[Scenario] = ()
    planned: Sequence[Planned] = ()
    broken: Sequence[str] = ()


def senseless(
    loaded: LoadedPlan, today: date, read: ReadHere, most: int | None
) -> tuple[Refusal, ...]:
    """What the rules find.

    What a scenario with mistakes watches is not known, nor what a planned drill with mistakes does:
    it may be anything.
    """
    plan = loaded.plan
    anything = frozenset(each.id for each in plan.watchables)
    drilled = dict.fromkeys(read.broken, anything)
    drilled |= {each.id: _watched(plan, each, None) for each in read.scenarios}
    known = {each.drill.id for each in read.planned}
    held = {
        each.id: anything
        for each in plan.drills
        if each.scenario in drilled and each.id not in known
    }
    for one in read.planned:
        own = _watched(plan, one.scenario, one.drill.zone)
        drilled.setdefault(one.scenario.id, own)
        held[one.drill.id] = held.get(one.drill.id, frozenset()) | own
    return points(Ground(loaded, today, drilled, held), most)


def _watched(plan: Plan, scenario: Scenario, zone: str | None) -> frozenset[str]:
    """What it watches or has a target for, from the terminal in `zone`."""
    # A plan without scenarios needs none of what reads them, which takes 20 ms to load.
    from scenarios.selectors import watched_systems  # noqa: PLC0415

    targets = (goal.system for goal in scenario.targets)
    return frozenset((*watched_systems(plan, scenario, zone), *(one for one in targets if one)))
