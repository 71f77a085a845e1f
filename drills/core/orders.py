"""What a person may ask of a running drill, and what becomes of it: events, or a refusal.

An order never changes state by itself. `take` checks it against the state and gives the events
that it is; the screen changes when they come back through the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bcp.message import Message, Phrase, Text
from drills.core import events as e
from drills.core.kinds import kind_of
from drills.core.kinds.run import missing_approvals
from drills.core.state import Drill

NO_STEP = Phrase(
    "order.no_step",
    ja="「{step}」という手順はありません。手順は {known:list} です。",
    en="There is no step {step!r}. The steps are {known:list}.",
)
NOT_OPEN = Phrase(
    "order.not_open",
    ja="「{step}」は今、回答を待っていません。",
    en="Step {step!r} is not waiting for an answer now.",
)
NOT_BEGUN = Phrase(
    "order.not_begun",
    ja="「{step}」はまだ始まっていません。始まると回答待ちになります。",
    en="Step {step!r} has not begun yet. It waits for an answer once it has.",
)
EXPIRED = Phrase(
    "order.expired",
    ja="「{step}」は制限時間（{within:span}）を過ぎて終わっています。",
    en="Step {step!r} has ended: its time of {within:span} is over.",
)
HAS_ENDED = Phrase(
    "order.has_ended",
    ja="「{step}」はすでに終わっています（{how}）。",
    en="Step {step!r} has ended already ({how}).",
)
WANTS_APPROVAL = Phrase(
    "order.wants_approval",
    ja="「{step}」が待っているのは、回答ではなく承認です（{roles:list}）。",
    en="Step {step!r} waits for an approval ({roles:list}), not for an answer.",
)
NOT_WAITING = Phrase(
    "order.not_waiting",
    ja="「{step}」はもう始まっているか、終わっています。",
    en="Step {step!r} has begun already, or has ended.",
)
NO_APPROVAL = Phrase(
    "order.no_approval",
    ja="「{step}」は今、{role}の承認を待っていません。",
    en="Step {step!r} is not waiting for {role}'s approval now.",
)
NO_DOUBT = Phrase(
    "order.no_doubt",
    ja="「{step}」に、結果の分からない操作はありません。",
    en="Step {step!r} has no action whose result is in doubt.",
)
OVER = Phrase(
    "order.over",
    ja="訓練はもう終わりに入っています。",
    en="The drill is already being closed.",
)
NOT_PAUSED = Phrase("order.not_paused", ja="一時停止していません。", en="The drill is not paused.")
ALREADY_PAUSED = Phrase(
    "order.already_paused", ja="すでに一時停止しています。", en="The drill is paused already."
)
NO_CHECK = Phrase(
    "order.no_check",
    ja="「{check}」という監視はありません。監視は {known:list} です。",
    en="There is no check {check!r}. The checks are {known:list}.",
)
ALREADY_ASIDE = Phrase(
    "order.already_aside",
    ja="「{check}」は、すでに{by}さんが判定から外しています。",
    en="{by} has set check {check!r} aside already.",
)
NO_CHECKS = Phrase(
    "order.no_checks",
    ja="この訓練に監視はありません。",
    en="This drill watches nothing.",
)
NO_REASON = Phrase(
    "order.no_reason",
    ja="訂正には理由が要ります。--note で書いてください。",
    en="A correction wants a reason. Give it with --note.",
)
BY_ORDER = Phrase("order.by", ja="{by}さんの指示: {reason}", en="By order of {by}: {reason}")
BY_ORDER_ALONE = Phrase("order.by_alone", ja="{by}さんの指示", en="By order of {by}")
INTERRUPTED = Phrase("order.interrupted", ja="{by} による中止", en="Stopped by {by}")
# Who it was when a key was pressed and no name is known.
INTERRUPT = "Ctrl-C"

_HOW = {
    "held": Phrase("order.how_held", ja="正常に終わりました", en="it held"),
    "broken": Phrase("order.how_broken", ja="異常でした", en="it was broken"),
    "unknown": Phrase("order.how_unknown", ja="結果は不明でした", en="its result is unknown"),
    "skipped": Phrase("order.how_skipped", ja="行わないことになりました", en="it was left out"),
    "done": Phrase("order.how_done", ja="回答は「完了」でした", en="the answer was done"),
    "partly": Phrase("order.how_partly", ja="回答は「一部のみ」でした", en="the answer was partly"),
    "failed": Phrase("order.how_failed", ja="回答は「失敗」でした", en="the answer was failed"),
    "could_not_reach": Phrase(
        "order.how_could_not_reach",
        ja="回答は「連絡がつかず」でした",
        en="the answer was could_not_reach",
    ),
    "refused": Phrase("order.how_refused", ja="実行が認められませんでした", en="it was refused"),
    "expired": Phrase("order.how_expired", ja="時間切れになりました", en="its time ran out"),
}


@dataclass(frozen=True)
class Answer:
    """A person answers a step's question."""

    step: str
    answer: e.Answer
    by: str
    note: str = ""
    stumble: str = ""


@dataclass(frozen=True)
class Approve:
    """A role approves a step's action, or refuses it."""

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


Order = (
    Answer
    | Approve
    | SettleDoubt
    | Pause
    | GoOn
    | Hold
    | Release
    | Skip
    | GiveInject
    | SetAside
    | Amend
    | Abort
)
Taken = tuple[e.Event, ...] | Message


def take(drill: Drill, order: Order, now: int) -> Taken:
    """Give the events that an order is, or the words why it is not possible now."""
    over = drill.ended is not None or drill.closing is not None
    if over and not isinstance(order, Amend):
        return OVER()
    step = getattr(order, "step", None)
    if step is not None and step not in drill.steps:
        return NO_STEP(step=step, known=tuple(drill.steps))
    return _TAKE[type(order)](drill, order, now)


def _answer(drill: Drill, order: Answer, now: int) -> Taken:
    state, step = drill.step(order.step), drill.model(order.step)
    if not state.is_open:
        return _why_not_open(drill, order.step)
    if state.answer or not kind_of(step).by_person(drill, step):
        roles = missing_approvals(drill, order.step)
        return WANTS_APPROVAL(step=step.id, roles=roles) if roles else NOT_OPEN(step=step.id)
    return (e.Answered(now, order.step, order.answer, order.by, order.note, order.stumble),)


def _why_not_open(drill: Drill, step: str) -> Message:
    ended, within = drill.step(step).ended, drill.model(step).within
    if ended is None:
        return NOT_BEGUN(step=step)
    if ended.ending == "expired" and within is not None:
        return EXPIRED(step=step, within=within.us)
    return HAS_ENDED(step=step, how=_HOW.get(ended.ending, _HOW["unknown"])())


def _approve(drill: Drill, order: Approve, now: int) -> Taken:
    open_roles = missing_approvals(drill, order.step)
    if not drill.step(order.step).is_open or order.role not in open_roles:
        return NO_APPROVAL(step=order.step, role=order.role)
    return (e.Approved(now, order.step, order.role, order.by, order.granted, order.note),)


def _settle(drill: Drill, order: SettleDoubt, now: int) -> Taken:
    number = drill.step(order.step).action
    action = drill.actions.get(number) if number is not None else None
    if action is None or action.doubt is None or action.ended or action.settled:
        return NO_DOUBT(step=order.step)
    return (e.DoubtSettled(now, action.order.action, order.verdict, order.by, order.note),)


def _pause(drill: Drill, order: Pause, now: int) -> Taken:
    return ALREADY_PAUSED() if drill.paused else (e.Paused(now, order.by, order.reason),)


def _go_on(drill: Drill, order: GoOn, now: int) -> Taken:
    return (e.Continued(now, order.by),) if drill.paused else NOT_PAUSED()


def _hold(drill: Drill, order: Hold, now: int) -> Taken:
    state = drill.step(order.step)
    if state.due is not None or state.ended is not None:
        return NOT_WAITING(step=order.step)
    return (e.StepHeld(now, order.step, order.by),)


def _release(drill: Drill, order: Release, now: int) -> Taken:
    state = drill.step(order.step)
    if state.due is not None or state.ended is not None:
        return NOT_WAITING(step=order.step)
    return (e.StepReleased(now, order.step, order.by, order.now),)


def _skip(drill: Drill, order: Skip, now: int) -> Taken:
    state = drill.step(order.step)
    acting = state.action is not None and drill.actions[state.action].under_way
    if state.ended is not None or acting:
        return NOT_WAITING(step=order.step)
    why = _by_order(order)
    return (e.StepEnded(now, order.step, "skipped", "skipped", "observed", (why,), order.by),)


def _by_order(order: Skip | Abort) -> Message:
    if order.reason:
        return BY_ORDER(by=order.by, reason=order.reason)
    return (INTERRUPTED if order.by == INTERRUPT else BY_ORDER_ALONE)(by=order.by)


def _inject(drill: Drill, order: GiveInject, now: int) -> Taken:
    return (e.InjectGiven(now, order.to, order.text, order.by),)


def _set_aside(drill: Drill, order: SetAside, now: int) -> Taken:
    if not drill.checks:
        return NO_CHECKS()
    if order.check not in drill.checks:
        return NO_CHECK(check=order.check, known=tuple(drill.checks))
    before = drill.checks[order.check].set_aside
    if before is not None:
        return ALREADY_ASIDE(check=order.check, by=before.by)
    return (e.CheckSetAside(now, order.check, order.by, order.reason, order.second),)


def _amend(drill: Drill, order: Amend, now: int) -> Taken:
    if not order.reason.strip():
        return NO_REASON()
    return (e.Amended(now, order.seq, order.field, order.value, order.by, order.reason),)


def _abort(drill: Drill, order: Abort, now: int) -> Taken:
    why = _by_order(order)
    return (e.ClosingBegan(now, "aborted", order.by, why, order.undo),)


_TAKE: dict[type, Callable[[Drill, Any, int], Taken]] = {
    Answer: _answer,
    Approve: _approve,
    SettleDoubt: _settle,
    Pause: _pause,
    GoOn: _go_on,
    Hold: _hold,
    Release: _release,
    Skip: _skip,
    GiveInject: _inject,
    SetAside: _set_aside,
    Amend: _amend,
    Abort: _abort,
}
