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
from bcp.programme.dues import NEAR, Due, Held, Programme, near_first
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
    programme = Programme.of(plan, {})
    for drill in plan.drills:
        if drill.scenario is not None and drill.turn is None:
            course = course_of(drill, plan.drills)
            days = _longest_wait(programme, drill, now, found.get(course))
            if days is not None:
                found[course] = days
    return found


def _longest_wait(
    programme: Programme, drill: PlannedDrill, now: datetime, known: int | None
) -> int | None:
    """In days, between two times of a drill; None where it is not shorter than what is `known`."""
    longest, far = 0, now + AHEAD
    for until in (far,) if known is None else near_first(now, far):
        held = (each.at for each in programme.of_drill(drill, now, until) if each.omitted is None)
        gaps = (later - before for before, later in pairwise(sorted(held)))
        longest = -(-max(gaps, default=timedelta()) // _A_DAY)
        if known is not None and longest >= known:
            return None
    return longest or None


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
    programme = Programme.of(plan, began or {})
    for drill in plan.drills:
        due = programme.first_held([drill], now, now + AHEAD)
        if due is not None:
            yield _time(drill, due)


def _missed(
    plan: Plan, held: Sequence[DrillRow], now: datetime, began: Held, course: Course
) -> Iterator[DrillTime]:
    first = moment(min(each.began_us for each in held))
    start = year_began(plan.organisation.fiscal_year_start, now.date())
    since = max(first, datetime.combine(start, datetime.min.time(), now.tzinfo))
    # What was due in the last day may still be held.
    programme = Programme.of(plan, began)
    for drill in plan.drills:
        last = _last(programme, drill, since, now - _A_DAY)
        if last is None:
            continue
        wanted = course_of(drill, plan.drills)
        own = [moment(each.began_us) for each in held if course(each) == wanted]
        if drill.scenario is None:
            own = list(began.get(drill.id, ()))
        if not any(each >= last.at - _EARLY for each in own):
            yield _time(drill, last, missed=True)


def _time(drill: PlannedDrill, due: Due, *, missed: bool = False) -> DrillTime:
    own = (drill.id, drill.scenario, drill.name, due.at.date(), drill.responsible)
    return DrillTime(*own, missed=missed, key=due.key, settings=settings_of(drill))


def _last(
    programme: Programme, drill: PlannedDrill, since: datetime, until: datetime
) -> Due | None:
    """The last time of a drill that is held; the nearest times are looked through first."""
    for begin in (*(until - near for near in NEAR if since < until - near), since):
        times = programme.of_drill(drill, begin, until)
        held = [each for each in times if each.omitted is None]
        if held:
            return max(held, key=lambda each: (each.at, each.key))
    return None
