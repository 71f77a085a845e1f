"""What a ramp asks of the world, and what a restart has ended of it."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Message
from drills.core.effects import Connect, Disconnect, Effect, Measure, Put
from drills.core.events import Event, StepEnded
from drills.core.ramp import accounts_of, open_sessions, questions
from drills.core.ramp_events import (
    RampStopped,
    SessionEnded,
    SessionOrdered,
    WaveAsked,
    WaveLost,
    WaveReady,
)
from drills.core.state import Drill


def ramp_effect(drill: Drill, event: Event) -> Effect | None:
    """What is to be done because of an event of a ramp, or of the end of its step."""
    match event:
        case WaveReady(step=step):
            return Put(step)
        case WaveAsked(step=step, wave=wave, round=number):
            return Measure(step, wave, number, questions(drill, drill.model(step)))
        case SessionOrdered(step=step, session=number):
            return Connect(step, number, accounts_of(drill, drill.model(step))[number - 1])
        case RampStopped(step=step) | StepEnded(step=step) if _is_up(drill, step):
            return Disconnect(step)
    return None


def ramps_lost(drill: Drill, why: Message, now: int) -> Iterator[Event]:
    """Rounds under way are asked again; test sessions ended with us, and are not made anew."""
    for id_, state in drill.steps.items():
        asked = state.ramp.asked
        if asked is not None and state.ended is None:
            yield WaveLost(now, id_, asked.wave, asked.round)
    for step, number in open_sessions(drill):
        yield SessionEnded(now, step, number, "restart", why)


def _is_up(drill: Drill, step: str) -> bool:
    return any(each == step for each, _ in open_sessions(drill))
