"""What a person may ask of a running drill, and what becomes of it: events, or a refusal.

An order never changes state by itself. `take` checks it against the state and gives the events
that it is; the screen changes when they come back through the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bcp.message import Message, Text
from bcp.same_person import same_person
from drills.core import events as e
from drills.core import order_words as w
from drills.core.absence import spoken_by_absent
from drills.core.addressees import telling
from drills.core.approvals import asked_by, missing_approvals, not_allowed
from drills.core.call_orders import Call, call
from drills.core.checkin_orders import CheckIn, CheckInByHand, checked_in, checked_in_by_hand
from drills.core.clock_orders import CompareClock, compared
from drills.core.guard_orders import GUARD_STAYS, PullLever, pull_lever
from drills.core.kinds import kind_of
from drills.core.message_orders import AllClear, SettleMessage, all_clear, settle_message
from drills.core.muster_orders import Muster, muster
from drills.core.paper_orders import Enter, entered
from drills.core.ramp_orders import StopRamp, TellWave, stop_ramp, tell_wave
from drills.core.result_orders import TakeResults, results_taken
from drills.core.retraction_orders import NOT_REAL, Retract, retract, still_telling
from drills.core.state import Drill
from drills.core.survey_orders import TakeSurvey, taken_survey
from drills.core.told import call_by_people
from drills.core.told_events import Sighting
from drills.core.told_orders import Observe, lacking_in, observed
from drills.core.zone_orders import Heard, heard, of_another_zone

# Who it was when a key was pressed, or the system or a lost terminal ended it: no name is known.
INTERRUPT = "Ctrl-C"
LOST_TERMINAL = "SIGHUP"
INTERRUPTS = (INTERRUPT, LOST_TERMINAL, "SIGTERM")


@dataclass(frozen=True)
class Answer:
    """A person answers a step's question."""

    step: str
    answer: e.Answer
    by: str
    note: str = ""
    stumble: str = ""
    sighting: Sighting | None = None


@dataclass(frozen=True)
class Approve:
    """A role, or a person named in its place, approves a step's action or refuses it."""

    step: str
    role: str
    by: str
    granted: bool = True
    note: str = ""


@dataclass(frozen=True)
class SettleDoubt:
    """A person looked and says what became of a step's action in doubt."""

    step: str
    verdict: Literal["done", "not_done", "repeat"]
    by: str
    note: str = ""


@dataclass(frozen=True)
class Pause:
    """Stand still: nothing falls due."""

    by: str
    reason: str = ""


@dataclass(frozen=True)
class GoOn:
    """End the pause."""

    by: str


@dataclass(frozen=True)
class Hold:
    """Keep a step from becoming due."""

    step: str
    by: str


@dataclass(frozen=True)
class Release:
    """Let a held step go its way, or make a waiting step due now."""

    step: str
    by: str
    now: bool = False


@dataclass(frozen=True)
class Skip:
    """Leave a step out, or end it unanswered."""

    step: str
    by: str
    reason: str = ""


@dataclass(frozen=True)
class GiveInject:
    """Give the players a situation that no step holds."""

    to: str
    text: Text
    by: str


@dataclass(frozen=True)
class SetAside:
    """Take a watched check out of the judgement, on a named person's word."""

    check: str
    by: str
    reason: str
    second: str | None = None


@dataclass(frozen=True)
class Amend:
    """Correct a record; the original stays."""

    seq: int
    field: str
    value: str
    by: str
    reason: str


@dataclass(frozen=True)
class Abort:
    """Stop the drill; what was done is taken back unless `undo` is False."""

    by: str
    reason: str = ""
    undo: bool = True


@dataclass(frozen=True)
class RealEvent:
    """The real thing has come (実災害・中止): the drill ends as that, at once.

    Pretended states vanish. What the drill did is taken back unless `undo` is False, as where the
    people decide that somebody must look first.
    """

    by: str
    note: str = ""
    undo: bool = True


Order = (
    Answer
    | Call
    | CheckIn
    | CheckInByHand
    | SettleMessage
    | AllClear
    | Muster
    | TakeResults
    | Approve
    | SettleDoubt
    | Pause
    | GoOn
    | Hold
    | Release
    | Skip
    | GiveInject
    | SetAside
    | Observe
    | Amend
    | Enter
    | TakeSurvey
    | Abort
    | RealEvent
    | Retract
    | TellWave
    | StopRamp
    | PullLever
    | Heard
    | CompareClock
)
Taken = tuple[e.Event, ...] | Message


def take(drill: Drill, order: Order, now: int) -> Taken:
    """Give the events that an order is, or the words why it is not possible now."""
    over = drill.ended is not None or drill.closing is not None
    if over and not isinstance(order, Amend | Enter | TakeSurvey | TakeResults | CompareClock):
        return _while_closing(drill, order, now)
    step = getattr(order, "step", None)
    if step is not None and step not in drill.steps:
        return w.no_step(step, drill.steps)
    elsewhere = of_another_zone(drill, step) if step and not isinstance(order, Heard) else None
    if elsewhere is not None:
        return elsewhere
    return _TAKE[type(order)](drill, order, now)


def _while_closing(drill: Drill, order: Order, now: int) -> Taken:
    if isinstance(order, Retract):
        return retract(drill, order, now)
    if drill.ended is not None or drill.closing is None:
        return w.OVER()
    if isinstance(order, SettleMessage):
        return settle_message(drill, order, now)
    if isinstance(order, RealEvent) and drill.closing.finish != "real_event":
        return (e.RealEventCame(now, order.by, _real_words(order)),)
    if telling(drill):
        return _while_telling(drill, order, now)
    looking = drill.look is not None and drill.look_ended is None
    return _while_looking(drill, order, now) if looking else w.OVER()


def _while_telling(drill: Drill, order: Order, now: int) -> Taken:
    """The real thing has come, and people are still to hear of it."""
    if isinstance(order, AllClear):
        return all_clear(drill, order, now)
    ended = e.RetractionEnded(now, order.by)
    return (ended,) if isinstance(order, Abort) else still_telling(drill)


def _while_looking(drill: Drill, order: Order, now: int) -> Taken:
    """Systems are still awaited; some of them may be waiting for people's word alone."""
    if isinstance(order, Observe):
        return observed(drill, order, now)
    ends = isinstance(order, Abort | PullLever)
    return (e.LookEnded(now, order.by),) if ends else w.LOOKING()


def _answer(drill: Drill, order: Answer, now: int) -> Taken:
    state, step = drill.step(order.step), drill.model(order.step)
    if not state.is_open:
        return _why_not_open(drill, order.step)
    if state.answer or not kind_of(step).by_person(drill, step):
        roles = missing_approvals(drill, order.step)
        return w.WANTS_APPROVAL(step=step.id, roles=roles) if roles else w.NOT_OPEN(step=step.id)
    call, seen = call_by_people(step), order.sighting
    lacking = None if call is None else lacking_in(call, order.answer, seen)
    if lacking is not None:
        return lacking
    words = (order.answer, order.by, order.note, order.stumble)
    absent = spoken_by_absent(drill, order.by)
    return absent or (e.Answered(now, order.step, *words, seen),)


def _why_not_open(drill: Drill, step: str) -> Message:
    ended, within = drill.step(step).ended, drill.model(step).within
    if ended is None:
        return w.NOT_BEGUN(step=step)
    if ended.ending == "expired" and within is not None:
        return w.EXPIRED(step=step, within=within.us)
    return w.HAS_ENDED(step=step, how=w.HOW.get(ended.ending, w.HOW["unknown"])())


def _approve(drill: Drill, order: Approve, now: int) -> Taken:
    role = asked_by(drill, order.step, order.role)
    if role is None or not drill.step(order.step).is_open:
        return w.NO_APPROVAL(step=order.step, role=order.role)
    why = spoken_by_absent(drill, order.by) or not_allowed(
        drill, order.step, role, order.by, order.granted
    )
    return why or (e.Approved(now, order.step, role, order.by, order.granted, order.note),)


def _settle(drill: Drill, order: SettleDoubt, now: int) -> Taken:
    number = drill.step(order.step).action
    action = drill.actions.get(number) if number is not None else None
    if action is None or action.doubt is None or action.ended or action.settled:
        return w.NO_DOUBT(step=order.step)
    return (e.DoubtSettled(now, action.order.action, order.verdict, order.by, order.note),)


def _pause(drill: Drill, order: Pause, now: int) -> Taken:
    return w.ALREADY_PAUSED() if drill.paused else (e.Paused(now, order.by, order.reason),)


def _go_on(drill: Drill, order: GoOn, now: int) -> Taken:
    return (e.Continued(now, order.by),) if drill.paused else w.NOT_PAUSED()


def _hold(drill: Drill, order: Hold, now: int) -> Taken:
    state = drill.step(order.step)
    if state.due is not None or state.ended is not None:
        return w.NOT_WAITING(step=order.step)
    return (e.StepHeld(now, order.step, order.by),)


def _release(drill: Drill, order: Release, now: int) -> Taken:
    state = drill.step(order.step)
    if state.due is not None or state.ended is not None:
        return w.NOT_WAITING(step=order.step)
    return (e.StepReleased(now, order.step, order.by, order.now),)


def _skip(drill: Drill, order: Skip, now: int) -> Taken:
    state = drill.step(order.step)
    acting = state.action is not None and drill.actions[state.action].under_way
    if state.ended is not None or acting:
        return w.NOT_WAITING(step=order.step)
    why = _by_order(order)
    return (e.StepEnded(now, order.step, "skipped", "skipped", "observed", (why,), order.by),)


def _by_order(order: Skip | Abort) -> Message:
    if order.reason:
        return w.BY_ORDER(by=order.by, reason=order.reason)
    return (w.INTERRUPTED if order.by in INTERRUPTS else w.BY_ORDER_ALONE)(by=order.by)


def _inject(drill: Drill, order: GiveInject, now: int) -> Taken:
    return (e.InjectGiven(now, order.to, order.text, order.by),)


def _set_aside(drill: Drill, order: SetAside, now: int) -> Taken:
    brief = drill.started()
    if brief.guard(order.check) is not None:
        return GUARD_STAYS(check=order.check)
    if not brief.checks:
        return w.NO_CHECKS()
    if order.check not in drill.checks:
        return w.NO_CHECK(check=order.check, known=tuple(each.id for each in brief.checks))
    before = drill.checks[order.check].set_aside
    if before is not None:
        return w.ALREADY_ASIDE(check=order.check, by=before.by)
    if order.second is not None and same_person(order.second, order.by):
        return w.SAME_CONFIRMS()
    return (e.CheckSetAside(now, order.check, order.by, order.reason, order.second),)


def _amend(drill: Drill, order: Amend, now: int) -> Taken:
    if not order.reason.strip():
        return w.NO_REASON()
    return (e.Amended(now, order.seq, order.field, order.value, order.by, order.reason),)


def _abort(drill: Drill, order: Abort, now: int) -> Taken:
    why = _by_order(order)
    return (e.ClosingBegan(now, "aborted", order.by, why, order.undo),)


def _real(drill: Drill, order: RealEvent, now: int) -> Taken:
    return (e.ClosingBegan(now, "real_event", order.by, _real_words(order), order.undo),)


def _real_words(order: RealEvent) -> Message:
    if order.note:
        return w.REAL_NOTED(by=order.by, note=order.note)
    return w.REAL(by=order.by)


_TAKE: dict[type, Callable[[Drill, Any, int], Taken]] = {
    Answer: _answer,
    Call: call,
    CheckIn: checked_in,
    CheckInByHand: checked_in_by_hand,
    SettleMessage: settle_message,
    AllClear: lambda drill, order, now: NOT_REAL(),
    Muster: muster,
    TakeResults: results_taken,
    Approve: _approve,
    SettleDoubt: _settle,
    Pause: _pause,
    GoOn: _go_on,
    Hold: _hold,
    Release: _release,
    Skip: _skip,
    GiveInject: _inject,
    SetAside: _set_aside,
    Observe: observed,
    Amend: _amend,
    Enter: entered,
    TakeSurvey: taken_survey,
    Abort: _abort,
    RealEvent: _real,
    Retract: retract,
    TellWave: tell_wave,
    StopRamp: stop_ramp,
    PullLever: pull_lever,
    Heard: heard,
    CompareClock: compared,
}
