"""Answers of staff who check in, as orders: part of `drills.core.orders`.

A person is named by the id of the drill's records. Whoever has a code or a number turns it into
that id before an order is given, so that neither is ever written down.
"""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Phrase
from drills.core import order_words as w
from drills.core.checkin_events import CheckedIn, Problem, Safe, TaskResult, Through
from drills.core.state import Drill
from scenarios.model import RollCall

NO_CHECKIN = Phrase(
    "order.no_checkin",
    ja="手順「{step}」は点呼の手順ではありません。",
    en="Nobody checks in at step {step!r}.",
)
NOT_EXPECTED = Phrase(
    "order.not_expected",
    ja="この人は、手順「{step}」の点呼の対象者ではありません。",
    en="Step {step!r} does not expect this person.",
)
OTHER_TASKS = Phrase(
    "order.other_tasks",
    ja="手順「{step}」で試すことは{count}件です。",
    en="Step {step!r} has {count} tasks to tell of.",
)
TOO_LONG = Phrase(
    "order.checkin_too_long",
    ja="働き方（method）の語が長すぎます。",
    en="The word for how they work is too long.",
)
LONGEST_WORD = 40


@dataclass(frozen=True)
class CheckIn:
    """A member of staff answers on the page; see `CheckedIn` for the fields.

    `tasks` may be empty where none were tried. `by` stays empty: nobody signs for them.
    """

    step: str
    person: str
    through: Through = "unknown"
    gateway: str = ""
    method: str = ""
    tasks: tuple[TaskResult, ...] = ()
    problem: Problem = ""
    safety: Safe = ""
    rtt_us: int | None = None
    down_bps: int | None = None
    up_bps: int | None = None
    by: str = ""


@dataclass(frozen=True)
class CheckInByHand:
    """Somebody writes down what a member of staff told them, by telephone or at the door.

    Such an answer counts as observed, and nothing in it is measured.
    """

    step: str
    person: str
    by: str
    method: str = ""
    tasks: tuple[TaskResult, ...] = ()
    problem: Problem = ""
    safety: Safe = ""
    through: Through = "elsewhere"


def checked_in(drill: Drill, order: CheckIn, now: int) -> tuple[CheckedIn, ...] | Message:
    """Give the answer as an event, or why it cannot be taken."""
    told = (order.through, order.gateway, *_told(order))
    measured = (order.rtt_us, order.down_bps, order.up_bps)
    event = CheckedIn(now, order.step, order.person, *told, *measured, "measured")
    return refusal_of(drill, order) or (event,)


def checked_in_by_hand(
    drill: Drill, order: CheckInByHand, now: int
) -> tuple[CheckedIn, ...] | Message:
    """Give what was told as an event, or why it cannot be taken."""
    told = (order.through, "", *_told(order))
    event = CheckedIn(now, order.step, order.person, *told, source="observed", by=order.by)
    return refusal_of(drill, order) or (event,)


def refusal_of(drill: Drill, order: CheckIn | CheckInByHand) -> Message | None:
    """Why an answer of this person cannot be taken now, or None."""
    do, state = drill.model(order.step).do, drill.step(order.step)
    if not isinstance(do, RollCall):
        return NO_CHECKIN(step=order.step)
    if state.ended is not None:
        how = w.HOW.get(state.ended.ending, w.HOW["unknown"])
        return w.HAS_ENDED(step=order.step, how=how())
    if state.due is None:
        return w.NOT_BEGUN(step=order.step)
    if not state.checkins.expects(order.person):
        return NOT_EXPECTED(step=order.step)
    if order.tasks and len(order.tasks) != len(do.tasks):
        return OTHER_TASKS(step=order.step, count=len(do.tasks))
    return TOO_LONG() if len(order.method) > LONGEST_WORD else None


def _told(
    order: CheckIn | CheckInByHand,
) -> tuple[str, tuple[TaskResult, ...], Problem, Safe]:
    return order.method, order.tasks, order.problem, order.safety
