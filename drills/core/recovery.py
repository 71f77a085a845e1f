"""What was achieved against what was promised: every figure with its error and its source."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Phrase
from drills.core.age_at_loss import age_at_loss
from drills.core.brief import Target
from drills.core.clocks import jumped_between, paused_between, people_time
from drills.core.measure import Measure, Result, Verdict, badness, weigh
from drills.core.outages import Bracket, Outage, outages_of
from drills.core.standing import deciding, is_up
from drills.core.state import Drill
from scenarios.model import Goal

NO_OUTAGE = Phrase(
    "recovery.no_outage",
    ja="訓練中、止まったことは一度も観測されませんでした。",
    en="It was never seen down during the drill.",
)
NOT_WATCHED = Phrase(
    "recovery.not_watched",
    ja="この訓練では監視しておらず、状況の付与もありませんでした。",
    en="It was neither watched nor given a state in this drill.",
)
STILL_DOWN = Phrase(
    "recovery.still_down",
    ja="訓練終了時にも復旧していません（{elapsed:span}以上停止）。",
    en="Still down when the drill ended, after at least {elapsed:span}.",
)
NO_MOMENT = Phrase(
    "recovery.no_moment",
    ja="起点の「{start}」が記録されていません。シナリオの手順に marks: {start} を付けてください。",
    en="The moment it counts from, {start!r}, never came. "
    "Give a step of the scenario marks: {start}.",
)
UNSEEN_LOSS = Phrase(
    "recovery.unseen_loss",
    ja="最初の確認からすでに止まっていたため、いつ止まったかは分かりません。",
    en="It was down from the first ask on, so nobody knows when it was lost.",
)


@dataclass(frozen=True)
class Recovery:
    """All that is known of one rung: its target, its outages, and its two verdicts."""

    target: Target
    outages: tuple[Outage, ...]
    rto: Result
    rpo: Result | None


def recoveries(drill: Drill) -> tuple[Recovery, ...]:
    """Weigh every target of the brief."""
    return tuple(_recovery(drill, each) for each in drill.started().targets)


def step_results(drill: Drill) -> tuple[tuple[Goal, Result], ...]:
    """Weigh every target that is about the time of a step."""
    goals = (each for each in drill.started().scenario.targets if each.step is not None)
    return tuple((each, _step_result(drill, each)) for each in goals)


def _recovery(drill: Drill, target: Target) -> Recovery:
    outages = outages_of(drill, target.system, target.level)
    limit = target.rto.us if target.rto else None
    results = [_result(drill, target, each, limit) for each in outages]
    rto = max(results, key=badness, default=None) or _nothing(drill, target, limit)
    rpo = age_at_loss(drill, target, outages) if target.rpo is not None else None
    return Recovery(target, outages, rto, rpo)


def _nothing(drill: Drill, target: Target, limit: int | None) -> Result:
    pretended = any(each.began.id == target.system for each in drill.pretences)
    watched = deciding(drill.started(), target.system, target.level)
    known = is_up(drill, target.system, target.level) is not None
    why = NO_OUTAGE() if watched or pretended or known else NOT_WATCHED()
    return Result("no_target" if limit is None else "not_measured", limit, why=why)


def _result(drill: Drill, target: Target, outage: Outage, limit: int | None) -> Result:
    start = _start(drill, target.start, outage)
    none: Verdict = "no_target" if limit is None else "not_measured"
    if start is None:
        return Result(none, limit, why=NO_MOMENT(start=target.start), outage=outage)
    end = outage.returned or Bracket(drill.now, drill.now)
    assumed = jumped_between(drill, start.low, end.high)
    actual = Measure(max(0, end.low - start.high) + assumed, max(0, end.high - start.low) + assumed)
    bad = limit is not None and actual.low > limit
    if outage.returned is None:
        why = STILL_DOWN(elapsed=actual.low)
        return Result("missed" if bad else none, limit, None, outage.source, why, outage, assumed)
    if outage.unseen_loss and target.start == "onset":
        verdict = "missed" if bad else none
        return Result(verdict, limit, None, outage.source, UNSEEN_LOSS(), outage, assumed)
    return Result(
        verdict=weigh(actual, limit) if limit is not None else "no_target",
        limit=limit,
        actual=actual,
        source=outage.source,
        outage=outage,
        assumed=assumed,
        paused=paused_between(drill, start.low, end.high),
        approximate=_approximate(drill, start.low, end.high),
    )


def _start(drill: Drill, name: str, outage: Outage) -> Bracket | None:
    if name == "onset":
        return outage.lost
    at = drill.moments.get(name)
    return None if at is None else Bracket(at, at)


def _approximate(drill: Drill, low: int, high: int) -> bool:
    return any(began <= high and ended >= low for began, ended in drill.restarts)


def _step_result(drill: Drill, goal: Goal) -> Result:
    limit = goal.within.us if goal.within else None
    state = drill.step(goal.step or "")
    ended = state.ended
    if ended is None or ended.outcome != "held":
        verdict: Verdict = "no_target" if limit is None else "missed"
        began = state.due is not None
        return Result(verdict if began else "not_measured", limit)
    start = state.due or 0
    if goal.start is not None:
        moment = 0 if goal.start == "onset" else drill.moments.get(goal.start)
        if moment is None:
            return Result("not_measured", limit, why=NO_MOMENT(start=goal.start))
        start = moment
    taken = max(0, people_time(drill, start, ended.at))
    actual = Measure(taken, taken)
    verdict = "no_target" if limit is None else weigh(actual, limit)
    return Result(verdict, limit, actual, ended.source)
