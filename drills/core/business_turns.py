"""What the steps that held say of the plan's businesses: stopped, on paper, running, entered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bcp.durations import Span
from bcp.inventory import Business
from bcp.message import Phrase
from drills.core.across import of_step
from drills.core.clocks import jumped_before, paused_between, restarted_between
from drills.core.events import StepEnded
from drills.core.measure import Measure, Result, weigh
from drills.core.state import Drill
from drills.core.step_goals import goal_result
from scenarios.conduct import BUSINESS_STATES, BusinessState, BusinessTurn
from scenarios.model import Goal, Inject, Step

NOT_TOLD = Phrase(
    "business.not_told",
    ja="それを伝える手順（{steps:list}）が成立していません。",
    en="No step that would tell it has held ({steps:list}).",
)


@dataclass(frozen=True)
class Turn:
    """One state of one business, against the plan's promise for it.

    `step` is the one that told it first; without it, `ended` is None too and nothing was measured.
    """

    business: str
    state: BusinessState
    step: str
    ended: StepEnded | None
    result: Result


def business_turns(drill: Drill) -> tuple[Turn, ...]:
    """Every state that a step of the scenario can tell of, by business, in the plan's order.

    Times count from the start, as the plan's `start_by` does: real time without pauses, with the
    jumps of the event clock. Of several steps that tell the same, the first that held counts.
    """
    return tuple(
        _turn(drill, business, state, steps)
        for business in drill.started().plan.businesses
        for state in BUSINESS_STATES
        if (steps := tuple(_telling(drill, BusinessTurn(business.id, state))))
    )


def _telling(drill: Drill, turn: BusinessTurn) -> Iterator[Step]:
    return (each for each in drill.started().scenario.steps if turn in each.businesses)


def _turn(drill: Drill, business: Business, state: BusinessState, steps: tuple[Step, ...]) -> Turn:
    limit = _promised(business, state)
    ends = [(_held(drill, each.id), each.id) for each in steps]
    held = [(ended, step) for ended, step in ends if ended is not None]
    if not held:
        why = NOT_TOLD(steps=tuple(each.id for each in steps))
        result = Result("not_measured", None if limit is None else limit.us, why=why)
        return Turn(business.id, state, steps[0].id, None, result)
    ended, step = min(held, key=lambda each: each[0].at)
    result = goal_result(drill, Goal(step=step, within=limit, start="onset"))
    result = _after_its_jump(steps, step, _by_the_clock(drill, step, ended.at, result))
    return Turn(business.id, state, step, ended, replace(result, source=ended.source))


def _by_the_clock(drill: Drill, step: str, at: int, result: Result) -> Result:
    """With what is to be known of its time: what was assumed, stood still, or is approximate."""
    if result.actual is None:
        return result
    own = of_step(drill, step)
    until = at + own.widths.get(step, 0)
    return replace(
        result,
        assumed=jumped_before(own, own.zero, until),
        paused=paused_between(own, own.zero, until),
        approximate=restarted_between(own, own.zero, until),
    )


def _after_its_jump(steps: tuple[Step, ...], id: str, result: Result) -> Result:
    """A situation that moves the clock tells how things are once it has moved."""
    told = next(each.do for each in steps if each.id == id)
    if not isinstance(told, Inject) or told.jump is None or result.actual is None:
        return result
    by = told.jump.us
    actual = Measure(result.actual.low + by, result.actual.high + by)
    verdict = "no_target" if result.limit is None else weigh(actual, result.limit)
    return replace(result, verdict=verdict, actual=actual, assumed=result.assumed + by)


def _held(drill: Drill, step: str) -> StepEnded | None:
    ended = of_step(drill, step).step(step).ended
    return ended if ended is not None and ended.outcome == "held" else None


def _promised(business: Business, state: BusinessState) -> Span | None:
    """What the plan promises: until it works in a stand-in way, or until it runs again."""
    if state == "paper":
        return business.workaround_by
    return business.start_by if state == "resumed" else None
