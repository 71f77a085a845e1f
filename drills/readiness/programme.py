"""What the year's programme means for readiness: how often, what is missed, and what comes next.

A drill that is planned every month proves something for a month, one planned every second year for
two years. A time counts as kept where its drill was held from a week before on: its scenario, with
what the drill sets. One without a scenario has no record but the word of who held it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from bcp.fiscal_year import year_began
from bcp.instants import moment
from bcp.model import Plan
from bcp.programme.dues import Due, Held, dues
from bcp.upkeep import PlannedDrill
from drills.history.rows import DrillRow
from drills.readiness.due import DrillTime
from scenarios.planned import course_of, settings_of

AHEAD = timedelta(days=800)
"""So far the programme is looked at: rules that come every second year come twice in it."""
_A_DAY = timedelta(days=1)
_EARLY = timedelta(days=7)
Course = Callable[[DrillRow], str]


def rhythm(plan: Plan, now: datetime) -> Mapping[str, int]:
    """For how many days a drill of each course is good: the longest wait between two of them.

    A course is what `scenarios.planned.course_of` names.
    What takes one of many in turn says nothing of how often each comes, and is left out.
    """
    found: dict[str, int] = {}
    for drill, times in _times(plan, now, now + AHEAD):
        gaps = [later.at - before.at for before, later in pairwise(times)]
        if drill.scenario is not None and drill.turn is None and gaps:
            days = -(-max(gaps) // _A_DAY)
            course = course_of(drill, plan.drills)
            found[course] = min(days, found.get(course, days))
    return found


def drill_times(
    plan: Plan,
    rows: Sequence[DrillRow],
    now: datetime,
    began: Held | None = None,
    course: Course = operator.attrgetter("scenario"),
) -> Iterator[DrillTime]:
    """The next time of each planned drill, and the last one of this fiscal year that was missed.

    What was due before the first record of all is not counted: nobody kept records then. `began`
    is when planned drills were begun, by their ids: others may come after them. `course` says which
    course a drill took.
    """
    held = [each for each in rows if each.was_held]
    if held:
        yield from _missed(plan, held, now, began or {}, course)
    for drill, times in _times(plan, now, now + AHEAD, began):
        for each in times[:1]:
            yield _time(drill, each)


def _missed(
    plan: Plan, held: Sequence[DrillRow], now: datetime, began: Held, course: Course
) -> Iterator[DrillTime]:
    first = moment(min(each.began_us for each in held))
    start = year_began(plan.organisation.fiscal_year_start, now.date())
    since = max(first, datetime.combine(start, datetime.min.time(), now.tzinfo))
    # What was due in the last day may still be held.
    for drill, times in _times(plan, since, now - _A_DAY, began):
        wanted = course_of(drill, plan.drills)
        own = [moment(each.began_us) for each in held if course(each) == wanted]
        if drill.scenario is None:
            own = list(began.get(drill.id, ()))
        if not any(each >= times[-1].at - _EARLY for each in own):
            yield _time(drill, times[-1], missed=True)


def _time(drill: PlannedDrill, due: Due, *, missed: bool = False) -> DrillTime:
    own = (drill.id, drill.scenario, drill.name, due.at.date(), drill.responsible)
    return DrillTime(*own, missed=missed, key=due.key, settings=settings_of(drill))


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
