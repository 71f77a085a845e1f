"""Targets for the time of a step, or until a share of the people whom it is about is reached."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core.across import error_between, is_untold, moment_places, of_step, step_place
from drills.core.across_results import widened, with_clocks
from drills.core.clocks import people_time
from drills.core.events import Source
from drills.core.measure import Measure, Result, Verdict, weigh
from drills.core.reach import people_of, share_reached
from drills.core.recovery import NO_MOMENT, cut_off
from drills.core.segments import moment_since
from drills.core.state import Drill
from scenarios.model import Goal

END_NOT_TOLD = Phrase(
    "recovery.end_not_told",
    ja="紙の記録に、この手順の結果が書かれていません。",
    en="The paper does not say how the step ended.",
)
START_NOT_TOLD = Phrase(
    "recovery.start_not_told",
    ja="紙の記録に、この手順をいつ始めたか（結果「開始」の行）がありません。",
    en="The paper does not say when the step began (a row with the result: started).",
)
CALLED_OFF = Phrase(
    "recovery.called_off",
    ja="訓練を中止したため、測っていません。",
    en="Not measured, because the drill was called off.",
)
NOT_ENDED_YET = Phrase(
    "recovery.not_ended_yet",
    ja="ここまでの記録では、まだ終わっていません。",
    en="By the record so far it has not ended.",
)
NOT_BEGUN = Phrase(
    "recovery.not_begun",
    ja="手順が始まりませんでした。",
    en="The step never began.",
)
TOO_FEW = Phrase(
    "recovery.too_few",
    ja="目標の{percent}%に達していません（{all}人中{reached}人）。",
    en="{reached} of {all} people were reached, and {percent} % are wanted.",
)
PEOPLE_NOT_TOLD = Phrase(
    "recovery.people_not_told",
    ja="紙の記録には手順全体の結果だけがあり、一人ひとりの時刻がありません。",
    en="The paper tells how the whole step ended, and not when each person was reached.",
)
NOBODY_TO_REACH = Phrase(
    "recovery.nobody_to_reach",
    ja="この手順の対象になる人がいません。",
    en="The step is about nobody.",
)


@dataclass(frozen=True)
class _End:
    """What a target runs until came between two instants."""

    low: int
    high: int
    source: Source


def step_results(drill: Drill) -> tuple[tuple[Goal, Result], ...]:
    """Weigh every target that is about the time of a step of this terminal's."""
    if drill.municipalities:
        return tuple(one for each in drill.municipalities.values() for one in step_results(each))
    elsewhere = (None, *drill.started().segment.foreign)
    goals = (each for each in drill.started().scenario.targets if each.step not in elsewhere)
    return tuple((each, goal_result(drill, each)) for each in goals)


def goal_result(drill: Drill, goal: Goal) -> Result:
    """Weigh one target that is about the time of a step, in whichever segment that was done."""
    place = step_place(drill, goal.step or "")
    places = frozenset() if place is None else frozenset({place})
    if goal.start not in (None, "onset"):
        places |= moment_places(drill, goal.start or "")
    result = _step_result(of_step(drill, goal.step or ""), goal)
    return with_clocks(drill, widened(result, error_between(drill, places) or 0), places)


def _step_result(drill: Drill, goal: Goal) -> Result:
    limit = goal.within.us if goal.within else None
    end = _end_of(drill, goal)
    if end is None:
        return _not_held(drill, goal, limit)
    start = _counted_from(drill, goal)
    if start is None:
        return Result("not_measured", limit, why=_no_start(goal))
    # The minute that somebody wrote is a whole minute, at either end.
    late = start + drill.widths.get(goal.start or goal.step or "", 0)
    taken = max(0, people_time(drill, late, end.low))
    sooner = moment_since(drill, goal.start or "", start)
    actual = Measure(taken, max(taken, people_time(drill, sooner, end.high)))
    verdict = "no_target" if limit is None else weigh(actual, limit)
    return Result(verdict, limit, actual, end.source)


def _end_of(drill: Drill, goal: Goal) -> _End | None:
    """Until when the time of a target runs, or None where that never came."""
    step = goal.step or ""
    if goal.reached is not None:
        share = share_reached(people_of(drill, step), goal.reached.value)
        return _End(share.low, share.high, share.source) if share else None
    ended = drill.step(step).ended
    if ended is None or ended.outcome != "held":
        return None
    return _End(ended.at, ended.at + drill.widths.get(step, 0), ended.source)


def _counted_from(drill: Drill, goal: Goal) -> int | None:
    if goal.start is None:
        return drill.step(goal.step or "").due
    return drill.zero if goal.start == "onset" else drill.moments.get(goal.start)


def _no_start(goal: Goal) -> Message:
    # Only paper ends a step of this terminal's without its beginning.
    return START_NOT_TOLD() if goal.start is None else NO_MOMENT(start=goal.start)


def _not_held(drill: Drill, goal: Goal, limit: int | None) -> Result:
    none: Verdict = "no_target" if limit is None else "not_measured"
    if is_untold(drill, goal.step or "") and drill.ended is not None and drill.on_paper:
        return Result(none, limit, why=END_NOT_TOLD())
    if goal.reached is not None and drill.on_paper is not None:
        return Result(none, limit, why=PEOPLE_NOT_TOLD())
    start, until, why = _counted_from(drill, goal), *_no_time_left(drill, goal.step or "")
    if why is None:
        if drill.step(goal.step or "").due is None and not drill.on_paper:
            return Result("not_measured", limit, why=NOT_BEGUN())
        return _came_short(drill, goal, limit)
    if limit is not None and start is not None and people_time(drill, start, until) > limit:
        return _came_short(drill, goal, limit)
    return Result(none, limit, why=why)


def _came_short(drill: Drill, goal: Goal, limit: int | None) -> Result:
    """Its time is over; where a share of people was wanted, how many were reached."""
    verdict: Verdict = "no_target" if limit is None else "missed"
    if goal.reached is None:
        return Result(verdict, limit)
    people = people_of(drill, goal.step or "")
    if not people.all:
        return Result("not_measured", limit, why=NOBODY_TO_REACH())
    wanted = f"{goal.reached.value:g}"
    why = TOO_FEW(all=people.all, reached=len(people.arrivals), percent=wanted)
    return Result(verdict, limit, why=why)


def _no_time_left(drill: Drill, step: str) -> tuple[int, Message | None]:
    """Say until when a step had time, and why no longer, where its own end does not tell."""
    if cut_off(drill, step):
        return drill.closing.at if drill.closing else drill.now, CALLED_OFF()
    if drill.ended is None and drill.step(step).ended is None:
        return drill.now, NOT_ENDED_YET()
    return drill.now, None
