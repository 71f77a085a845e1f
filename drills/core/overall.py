"""One word for a whole drill; the exit code follows from it.

Precedence, the first that applies:

1. how it ended, where that was not by its own plan: not closed, real event, aborted, stopped;
2. a step failed, could not be judged, or was never reached within the drill's time; or something
   that the drill did could not be taken back;
3. a target was missed; 4. a target lies within the error of its measurement; 5. a target could not
   be measured although something was lost or because nothing could be asked, or nothing that has a
   target was measured at all;
6. passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from bcp.message import Message
from drills.core.across import all_closed, all_there, is_untold
from drills.core.age_at_loss import NONE_WRITTEN, NOT_READ, NOTHING_LOST
from drills.core.events import Finish
from drills.core.measure import Result, Verdict
from drills.core.obligations import outlasts
from drills.core.on_paper import untold_on_paper
from drills.core.recovery import (
    AT_A_TABLE,
    NO_OUTAGE,
    NO_PROBE,
    ON_PAPER,
    Recovery,
    cut_off,
    recoveries,
)
from drills.core.segments import is_foreign
from drills.core.state import Drill
from drills.core.step_goals import CALLED_OFF, NOBODY_TO_REACH, PEOPLE_NOT_TOLD, step_results
from scenarios.model import Step


class Overall(StrEnum):
    """How a drill went, as one word. Only `PASSED` is a pass."""

    PASSED = "passed"
    TARGET_MISSED = "target_missed"
    WITHIN_ERROR = "within_error"
    NOT_MEASURED = "not_measured"
    STEP_FAILED = "step_failed"
    STOPPED = "stopped"
    ABORTED = "aborted"
    REAL_EVENT = "real_event"
    NOT_CLOSED = "not_closed"


_BY_FINISH: Mapping[Finish, Overall] = {
    "aborted": Overall.ABORTED,
    "real_event": Overall.REAL_EVENT,
    "stop_condition": Overall.STOPPED,
}
_BY_VERDICT: Mapping[Verdict, Overall] = {
    "missed": Overall.TARGET_MISSED,
    "within_error": Overall.WITHIN_ERROR,
    "not_measured": Overall.NOT_MEASURED,
}
# Of several municipalities' results the worst is that of the drill they held together.
_GRAVITY = (
    Overall.PASSED,
    Overall.NOT_MEASURED,
    Overall.WITHIN_ERROR,
    Overall.TARGET_MISSED,
    Overall.STEP_FAILED,
    Overall.STOPPED,
    Overall.ABORTED,
    Overall.REAL_EVENT,
    Overall.NOT_CLOSED,
)
# There was nothing to measure, or no time left to; that alone is no flaw of the drill.
_NOTHING_TO_MEASURE = {
    *(each.code for each in (NO_OUTAGE, NO_PROBE, AT_A_TABLE, ON_PAPER, NOTHING_LOST)),
    *(each.code for each in (CALLED_OFF, NOBODY_TO_REACH, PEOPLE_NOT_TOLD)),
}
_NO_MARKER = {each.code for each in (NOT_READ, NONE_WRITTEN)}


def overall(drill: Drill) -> Overall:
    """Say how a drill went. Raises `ValueError` before its first event."""
    drill.started()
    if drill.municipalities:
        worst = max(map(overall, drill.municipalities.values()), key=_GRAVITY.index)
        return worst if all_there(drill) else max(worst, Overall.NOT_MEASURED, key=_GRAVITY.index)
    if drill.ended is None or not all_closed(drill):
        return Overall.NOT_CLOSED
    if drill.ended.finish in _BY_FINISH:
        return _BY_FINISH[drill.ended.finish]
    if drill.impossible or any(_failed(drill, each) for each in drill.started().scenario.steps):
        return Overall.STEP_FAILED
    missed = any(not outlasts(drill, each) for each in untold_on_paper(drill))
    return _by_targets(drill) if all_there(drill) and not missed else Overall.NOT_MEASURED


def failed_steps(drill: Drill) -> tuple[Step, ...]:
    """Give the steps that count against a drill, in the scenario's order."""
    if drill.municipalities:
        return tuple(one for each in drill.municipalities.values() for one in failed_steps(each))
    return tuple(each for each in drill.started().scenario.steps if _failed(drill, each))


def steps_not_done(drill: Drill) -> tuple[Step, ...]:
    """Give the steps that were never begun or were left out, and do not count against a drill."""
    if drill.municipalities:
        return tuple(one for each in drill.municipalities.values() for one in steps_not_done(each))
    untold = untold_on_paper(drill)
    return tuple(
        each
        for each in drill.started().scenario.steps
        if not is_foreign(drill.started(), each)
        and each not in untold
        and not _failed(drill, each)
        and ((ended := drill.step(each.id).ended) is None or ended.outcome == "skipped")
    )


def _failed(drill: Drill, step: Step) -> bool:
    if is_foreign(drill.started(), step) or is_untold(drill, step.id):
        return False  # its own segment judges it
    ended = drill.step(step.id).ended
    if ended is None:
        closed = drill.ended is not None
        return closed and not outlasts(drill, step) and not cut_off(drill, step.id)
    return ended.outcome in ("broken", "unknown") and step.if_broken == "fail"


def _by_targets(drill: Drill) -> Overall:
    results = tuple(_promised(drill))
    verdicts = {each.verdict for each in results if not is_moot(each.why)}
    for verdict, word in _BY_VERDICT.items():
        if verdict in verdicts:
            return word
    return Overall.NOT_MEASURED if results and not verdicts else Overall.PASSED


def _promised(drill: Drill) -> Iterator[Result]:
    """Every result that has a limit, or would have one had anything been measured."""
    for each in recoveries(drill):
        if each.target.rto is not None:
            yield each.rto
        if each.rpo is not None and not _unmeasurable(drill, each, each.rpo):
            yield each.rpo
    yield from (result for goal, result in step_results(drill) if goal.within is not None)


def is_moot(why: Message | None) -> bool:
    """Whether a figure was not measured only because there was nothing to measure."""
    return why is not None and why.code in _NOTHING_TO_MEASURE


def _unmeasurable(drill: Drill, recovery: Recovery, rpo: Result) -> bool:
    """Whether the plan says no way to measure the age of data: reported, but no verdict."""
    system = drill.started().plan.system(recovery.target.system)
    unmarked = system is None or system.marker is None
    return unmarked and rpo.why is not None and rpo.why.code in _NO_MARKER
