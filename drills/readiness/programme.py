"""What the year's programme means for readiness: how often, what is missed, and what comes next.

A drill that is planned every month proves something for a month, one planned every second year for
two years. A time counts as kept where a drill of its scenario was held from a week before on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from bcp.fiscal_year import year_began
from bcp.instants import moment
from bcp.model import Plan
from bcp.programme.dues import Due, Held, dues
from bcp.upkeep import PlannedDrill
from drills.history.rows import DrillRow
from drills.readiness.due import DrillTime

AHEAD = timedelta(days=800)
"""So far the programme is looked at: rules that come every second year come twice in it."""
_A_DAY = timedelta(days=1)
_EARLY = timedelta(days=7)


def rhythm(plan: Plan, now: datetime) -> Mapping[str, int]:
    """For how many days a drill of each scenario is good: the longest wait between two of them.

    What takes one of many in turn says nothing of how often each comes, and is left out.
    """
    found: dict[str, int] = {}
    for drill, times in _times(plan, now, now + AHEAD):
        gaps = [later.at - before.at for before, later in pairwise(times)]
        if drill.scenario is not None and drill.turn is None and gaps:
            days = -(-max(gaps) // _A_DAY)
            found[drill.scenario] = min(days, found.get(drill.scenario, days))
    return found


def drill_times(
    plan: Plan, rows: Sequence[DrillRow], now: datetime, began: Held | None = None
) -> Iterator[DrillTime]:
    """The next time of each planned drill, and the last one of this fiscal year that was missed.

    What was due before the first record of all is not counted: nobody kept records then. `began`
    is when planned drills were begun, by their ids: others may come after them.
    """
    held = [each for each in rows if each.was_held]
    if held:
        first = min(each.began_us for each in held)
        yield from _missed(plan, held, moment(first), now, began)
    for drill, times in _times(plan, now, now + AHEAD, began):
        for each in times[:1]:
            yield DrillTime(drill.id, drill.scenario, drill.name, each.at.date(), drill.responsible)


def _missed(
    plan: Plan, held: Sequence[DrillRow], first: datetime, now: datetime, began: Held | None
) -> Iterator[DrillTime]:
    start = year_began(plan.organisation.fiscal_year_start, now.date())
    since = max(first, datetime.combine(start, datetime.min.time(), now.tzinfo))
    # What was due in the last day may still be held.
    for drill, times in _times(plan, since, now - _A_DAY, began):
        last = times[-1]
        own = [moment(each.began_us) for each in held if each.scenario == drill.scenario]
        if not any(each >= last.at - _EARLY for each in own):
            who = drill.responsible
            yield DrillTime(drill.id, drill.scenario, drill.name, last.at.date(), who, missed=True)


def _times(
    plan: Plan, since: datetime, until: datetime, began: Held | None = None
) -> Iterator[tuple[PlannedDrill, Sequence[Due]]]:
    """Each planned drill with its times that are held, in order."""
    if since >= until or not any(each.starts for each in plan.drills):
        return
    found: dict[str, list[Due]] = {}
    for each in dues(plan, since, until, began):
        if each.omitted is None:
            found.setdefault(each.drill, []).append(each)
    for drill in plan.drills:
        if drill.id in found:
            yield drill, found[drill.id]
