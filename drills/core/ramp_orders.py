"""A wave was told, or the ramp is to stop, as orders: part of `drills.core.orders`."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.durations import SECOND
from bcp.message import Message, Phrase
from drills.core import order_words as w
from drills.core.approvals import missing_approvals
from drills.core.kinds.ramp import by_person
from drills.core.ramp import accounts_of, ramp_in
from drills.core.ramp_events import RampStopped, WaveBegan
from drills.core.state import Drill
from scenarios.ramps import Ramp

NO_RAMP = Phrase(
    "order.no_ramp",
    ja="手順「{step}」は段階的な接続（ramp）ではありません。",
    en="Step {step!r} is no ramp.",
)
BY_WORDS = Phrase(
    "order.ramp_by_words",
    ja="机上では装置を確かめないため、手順「{step}」には結果を答えてください。",
    en="Nothing is read at a table: answer step {step!r} with its result.",
)
ALL_TOLD = Phrase(
    "order.ramp_all_told",
    ja="手順「{step}」のすべての段階を、もう伝えました。",
    en="All waves of step {step!r} have been told.",
)
TOO_SOON = Phrase(
    "order.ramp_too_soon",
    ja="手順「{step}」の第{wave}段階は、まだ伝えられません。前の段階から{left:span}後に、装置の様子を"
    "確かめてからです。",
    en="Wave {wave} of step {step!r} cannot be told yet: the gateway is looked at first, in "
    "{left:span}.",
)
NOT_READ = Phrase(
    "order.ramp_not_read",
    ja="手順「{step}」の第{wave}段階は、装置の様子が分かってから伝えられます。",
    en="Wave {wave} of step {step!r} can be told once something is known of the gateway.",
)
STOPPED_BY = Phrase(
    "order.ramp_stopped_by", ja="{by}さんが止めました。{reason}", en="{by} stopped it. {reason}"
)
IS_STOPPED = Phrase(
    "order.ramp_is_stopped",
    ja="手順「{step}」は、もう止めてあります。",
    en="Step {step!r} is stopped already.",
)


@dataclass(frozen=True)
class TellWave:
    """A person says that the staff of the next wave have been told to connect."""

    step: str
    by: str
    note: str = ""


@dataclass(frozen=True)
class StopRamp:
    """No more waves, and the test sessions end at once."""

    step: str
    by: str
    reason: str = ""


def tell_wave(drill: Drill, order: TellWave, now: int) -> tuple[WaveBegan, ...] | Message:
    """Give the wave as an event, or why it cannot be told now."""
    why = _no_open_ramp(drill, order.step)
    if why is not None:
        return why
    step, ramp = drill.model(order.step), drill.step(order.step).ramp
    waves, number = ramp_in(step).waves, ramp.wave + 1
    if number > len(waves):
        return ALL_TOLD(step=step.id)
    if ramp.ready == number:
        return (WaveBegan(now, step.id, number, waves[number - 1], order.by, order.note),)
    roles = missing_approvals(drill, step.id) if accounts_of(drill, step) else ()
    if roles:
        return w.WANTS_APPROVAL(step=step.id, roles=roles)
    left = ramp.waves[-1].at + ramp_in(step).every.us - now if ramp.waves else 0
    if left > 0:
        return TOO_SOON(step=step.id, wave=number, left=-(-left // SECOND) * SECOND)
    return NOT_READ(step=step.id, wave=number)


def stop_ramp(drill: Drill, order: StopRamp, now: int) -> tuple[RampStopped, ...] | Message:
    """Give the stop as an event, or why there is nothing to stop."""
    why = _no_open_ramp(drill, order.step)
    if why is not None:
        return why
    ramp = drill.step(order.step).ramp
    if ramp.stopped is not None:
        return IS_STOPPED(step=order.step)
    said = STOPPED_BY(by=order.by, reason=order.reason)
    return (RampStopped(now, order.step, ramp.wave, "person", said, order.by),)


def _no_open_ramp(drill: Drill, step: str) -> Message | None:
    model, state = drill.model(step), drill.step(step)
    if not isinstance(model.do, Ramp):
        return NO_RAMP(step=step)
    if state.ended is not None:
        how = w.HOW.get(state.ended.ending, w.HOW["unknown"])
        return w.HAS_ENDED(step=step, how=how())
    if state.due is None:
        return w.NOT_BEGUN(step=step)
    return BY_WORDS(step=step) if by_person(drill, model) else None
