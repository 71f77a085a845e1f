"""The end of a drill: open steps close, what was done is taken back in reverse, pretences vanish.

An undo must be harmless where its action never happened, because an action in doubt is undone
too: leaving a service stopped on somebody's live system is worse than starting it twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from bcp.durations import SECOND
from bcp.message import Message, Phrase
from drills.core.addressees import telling
from drills.core.clearing import all_clear_at, all_clear_follows
from drills.core.events import (
    ActionEnded,
    ActionOrdered,
    ClosingBegan,
    DrillEnded,
    Event,
    LookBegan,
    PretenceCleared,
    StepEnded,
    UndoImpossible,
)
from drills.core.kinds.ending import by_result
from drills.core.markers import marker_read_follows, markers_pending
from drills.core.messages import messages_under_way
from drills.core.obligations import outlasts
from drills.core.ramp import open_sessions
from drills.core.silence import silence_source
from drills.core.state import ActionState, Drill, StepState
from scenarios.model import Run

# How long a completed drill still watches for what it did, or took back, to show its effect.
LAST_LOOK = 60 * SECOND
SHORT_LOOK = 15 * SECOND

CUT_SHORT = Phrase(
    "core.step_cut_short",
    ja="訓練が終了したため、打ち切りました。",
    en="Cut short, because the drill was closed.",
)
LEFT_OPEN = Phrase(
    "core.step_left_open",
    ja="期限が訓練の後にあるため、未了のまま残します。",
    en="Left open: it is due only after the drill.",
)
UNDO_FAILED = Phrase(
    "core.undo_failed",
    ja="元に戻す操作が成功しませんでした。",
    en="The undo did not succeed.",
)
UNDO_NOT_SENT = Phrase(
    "core.undo_not_sent",
    ja="元に戻す操作を送れませんでした: {why}",
    en="The undo could not be sent: {why}",
)
UNDO_IN_DOUBT = Phrase(
    "core.undo_in_doubt",
    ja="元に戻す操作の結果が分かりません。",
    en="What became of the undo is not known.",
)
UNDO_LEFT = Phrase(
    "core.undo_left_by_order",
    ja="指示により、元に戻していません。",
    en="Left as it is, by order.",
)


def closing(drill: Drill, now: int) -> Event | None:
    """Give the next fact of the closing, or None to wait for something under way."""
    began = drill.closing
    if began is None:
        return None
    return (
        _close_steps(drill, began, now)
        or (None if _running(drill) else _take_back(drill, began, now))
        or _clear(drill, now)
        or all_clear_follows(drill, now)
        or marker_read_follows(drill, now)
        or _finish(drill, began, now)
    )


def closing_wakes(drill: Drill) -> Iterator[int]:
    """The instant at which the last look ends; what is under way brings its own news."""
    if drill.look is not None and drill.look_ended is None:
        yield drill.look.until
    if (at := all_clear_at(drill)) is not None:
        yield at


def _close_steps(drill: Drill, began: ClosingBegan, now: int) -> StepEnded | None:
    for step in drill.started().scenario.steps:
        state = drill.step(step.id)
        if not state.is_open or _acting(drill, state):
            continue
        if state.action is not None and (ended := drill.actions[state.action].ended):
            return by_result(step, ended)
        if began.finish in ("completed", "time_limit") and outlasts(drill, step):
            return StepEnded(now, step.id, "skipped", "skipped", "injected", (LEFT_OPEN(),))
        if began.finish == "time_limit":
            source = silence_source(drill, step, state)
            return StepEnded(now, step.id, "expired", "broken", source, (CUT_SHORT(),))
        return StepEnded(now, step.id, "skipped", "skipped", "injected", (CUT_SHORT(),))
    return None


def _acting(drill: Drill, state: StepState) -> bool:
    return state.action is not None and drill.actions[state.action].under_way


def _running(drill: Drill) -> bool:
    return any(each.under_way for each in drill.actions.values())


def to_take_back(drill: Drill) -> tuple[ActionState, ...]:
    """Give the actions that changed something and are not yet taken back, last first.

    A command that does what an earlier action's undo would takes that action back, and is not to
    be taken back itself: after a stop and a start, undoing the start would leave it stopped.
    """
    stack: list[ActionState] = []
    for action in sorted(drill.actions.values(), key=lambda each: each.order.action):
        if action.order.purpose not in ("run", "undo"):
            continue
        order, done = action.order, action.ended is not None and action.ended.outcome == "held"
        back = [each for each in stack if undo_of(drill, each) == (order.server, order.command)]
        if done and back:
            stack = [each for each in stack if each not in back]
        elif order.purpose == "run" and action.may_have_happened:
            # Done again by the same step: one undo, of the last time, takes all of them back.
            stack = [each for each in stack if each.order.step != order.step] + [action]
    given_up = {each.action for each in drill.impossible}
    return tuple(
        each
        for each in reversed(stack)
        if undo_of(drill, each) is not None and each.order.action not in given_up
    )


def undo_of(drill: Drill, action: ActionState) -> tuple[str, str] | None:
    """Give server and command of an action's undo, or None where none is declared."""
    if action.order.step is None:
        return None
    do = drill.model(action.order.step).do
    if not isinstance(do, Run) or do.undo is None:
        return None
    return do.undo.server, do.undo.command


def _take_back(drill: Drill, began: ClosingBegan, now: int) -> Event | None:
    for action in to_take_back(drill):
        number = action.order.action
        tried = next((a for a in drill.actions.values() if a.order.undoes == number), None)
        if tried is None and began.undo:
            server, command = undo_of(drill, action) or ("", "")
            return ActionOrdered(
                now,
                len(drill.actions) + 1,
                "undo",
                server,
                command,
                step=action.order.step,
                undoes=number,
            )
        if tried is None:
            return _impossible(drill, action, now, UNDO_LEFT())
        return _impossible(drill, action, now, _why_not_undone(tried.ended))
    return None


def _why_not_undone(ended: ActionEnded | None) -> Message:
    if ended is None:
        return UNDO_IN_DOUBT()
    unsent = ended.reading.could_not_ask
    return UNDO_FAILED() if unsent is None else UNDO_NOT_SENT(why=unsent)


def _impossible(drill: Drill, action: ActionState, now: int, why: Message) -> UndoImpossible:
    server_id, name = undo_of(drill, action) or ("", "")
    server = drill.started().plan.server(server_id)
    command = server.command(name) if server else None
    line = command.line if command else name
    return UndoImpossible(now, action.order.action, server_id, line, why)


def _clear(drill: Drill, now: int) -> PretenceCleared | None:
    for each in drill.pretences:
        if each.ended is None:
            return PretenceCleared(now, each.began.kind, each.began.id, None, "injected")
    return None


def _finish(drill: Drill, began: ClosingBegan, now: int) -> LookBegan | DrillEnded | None:
    under_way = _running(drill) or messages_under_way(drill) or any(open_sessions(drill))
    if under_way or all_clear_at(drill) is not None:
        return None
    awaited = () if drill.look_ended else _awaited(drill, began)
    if awaited and drill.look is None:
        look = LAST_LOOK if began.finish == "completed" else SHORT_LOOK
        return LookBegan(now, awaited, now + look)
    if awaited and drill.look is not None and now < drill.look.until:
        return None
    # Only a person can say that people were told; nothing but the end waits for that.
    return None if telling(drill) else DrillEnded(now, began.finish)


def _awaited(drill: Drill, began: ClosingBegan) -> tuple[str, ...]:
    """The systems worth another look: down though something was done, or of unknown data age.

    Where nothing was done that could still bring a system back, nothing is waited for. Whoever
    aborts wants an end, but also to know whether the undo helped.
    """
    if began.finish == "real_event":
        return ()
    ended = {
        each.order.purpose
        for each in drill.actions.values()
        # What was never sent can have brought nothing back.
        if each.ended and each.ended.reading.could_not_ask is None
    }
    completed = began.finish == "completed"
    acted = ended & ({"run", "undo"} if completed else {"undo"})
    lost = _lost(drill) if acted else ()
    return tuple(dict.fromkeys((*lost, *(markers_pending(drill) if completed else ()))))


def _lost(drill: Drill) -> tuple[str, ...]:
    return tuple(
        check.system
        for check in drill.started().checks
        if (state := drill.checks.get(check.id)) and state.lost and not state.set_aside
    )
