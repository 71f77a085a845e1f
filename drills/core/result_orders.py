"""Taking the answers of another tool, as an order: part of `drills.core.orders`.

It is possible while a drill goes on, and ever after its end: such files come late. An answer keeps
the time at which it was given; the outcome of a step that has ended stays what it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bcp.message import Message, Phrase
from drills.core import order_words as w
from drills.core.checkin_events import CheckedIn, Problem, Safe, TaskResult, Through
from drills.core.checkin_orders import LONGEST_WORD, NO_CHECKIN, NOT_EXPECTED, OTHER_TASKS, TOO_LONG
from drills.core.checkins import CheckIns, standing_word
from drills.core.result_events import ResultsTaken
from drills.core.state import Drill
from scenarios.model import RollCall

NOBODY = Phrase(
    "order.results_by_nobody",
    ja="回答を誰が取り込むのか、氏名が要ります。",
    en="Say who brings these answers.",
)
NO_ANSWERS = Phrase(
    "order.no_results",
    ja="取り込む回答がありません。",
    en="There is no answer to take.",
)
ALL_TAKEN = Phrase(
    "order.results_taken",
    ja="どの回答もすでに取り込まれています（{count}件）。同じ回答は二度数えません。",
    en="All {count} answers were taken before. No answer counts twice.",
)
OUTSIDE = Phrase(
    "order.result_outside",
    ja="点呼の始まる前か、訓練の終わった後の回答があります。",
    en="There is an answer from before the check-in began, or from after the drill.",
)


@dataclass(frozen=True)
class ToldElsewhere:
    """What one person answered, between two instants on the drill's clock.

    `person` is the id of the drill's records. `place` is the cell of the file.
    """

    person: str
    low: int
    high: int
    method: str = ""
    tasks: tuple[TaskResult, ...] = ()
    problem: Problem = ""
    safety: Safe = ""
    through: Through = "elsewhere"
    gateway: str = ""
    place: str = ""


@dataclass(frozen=True)
class TakeResults:
    """Take the answers of a file; see `ResultsTaken` for the fields."""

    step: str
    results: tuple[ToldElsewhere, ...]
    by: str
    tool: str = ""
    file: str = ""
    sha256: str = ""
    left_out: int = 0


def results_taken(
    drill: Drill, order: TakeResults, now: int
) -> tuple[ResultsTaken | CheckedIn, ...] | Message:
    """Give the answers as events, or why they cannot be taken: all of them, or none."""
    why = _refusal(drill, order, now)
    if why is not None:
        return why
    checkins = drill.step(order.step).checkins
    new = [each for each in order.results if is_new(checkins, each)]
    if not new:
        return ALL_TAKEN(count=len(order.results))
    where = (order.tool, order.file, order.sha256, order.left_out)
    taken = ResultsTaken(now, order.step, len(new), order.by, *where)
    # A file stands in the order of the numbers, as the list of staff does; the record does not.
    new.sort(key=lambda each: each.person)
    return (taken, *(_event(order.step, order.by, each, now) for each in new))


def window(drill: Drill, step: str, now: int) -> tuple[int, int] | None:
    """From when until when an answer to a step can have been given; None where it never began."""
    due = drill.step(step).due
    return None if due is None else (due, now if drill.ended is None else drill.ended.at)


def is_new(checkins: CheckIns, result: ToldElsewhere) -> bool:
    """Whether an answer tells anything that the record does not."""
    known = checkins.said.get(result.person)
    word = _event("", "", result, 0)
    if known is None or word.when < known.first:
        return True
    same = replace(word, at=known.last.at, step=known.last.step, by=known.last.by)
    return standing_word(known.last, same) != known.last


def _refusal(drill: Drill, order: TakeResults, now: int) -> Message | None:
    do, within = drill.model(order.step).do, window(drill, order.step, now)
    if not isinstance(do, RollCall):
        return NO_CHECKIN(step=order.step)
    if not order.by.strip():
        return NOBODY()
    if within is None:
        return w.NOT_BEGUN(step=order.step)
    if not order.results:
        return NO_ANSWERS()
    checkins = drill.step(order.step).checkins
    wrong = (_wrong(order.step, do, checkins, within, each) for each in order.results)
    return next((each for each in wrong if each is not None), None)


def _wrong(
    step: str, do: RollCall, checkins: CheckIns, within: tuple[int, int], result: ToldElsewhere
) -> Message | None:
    if not checkins.expects(result.person):
        return NOT_EXPECTED(step=step)
    if result.tasks and len(result.tasks) != len(do.tasks):
        return OTHER_TASKS(step=step, count=len(do.tasks))
    if len(result.method) > LONGEST_WORD:
        return TOO_LONG()
    return OUTSIDE() if result.high < within[0] or result.low > within[1] else None


def _event(step: str, by: str, result: ToldElsewhere, now: int) -> CheckedIn:
    return CheckedIn(
        now,
        step,
        result.person,
        result.through,
        result.gateway,
        result.method,
        result.tasks,
        result.problem,
        result.safety,
        source="attested",
        by=by,
        low=result.low,
        high=result.high,
    )
