"""How far a ramp has come, as its step's state keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from drills.core.ramp_events import (
    RampEvent,
    RampStopped,
    SessionBegan,
    SessionEnded,
    SessionOrdered,
    WaveAsked,
    WaveBegan,
    WaveLost,
    WaveRead,
    WaveReady,
)


@dataclass(frozen=True)
class Session:
    """One test session."""

    ordered: SessionOrdered
    began: SessionBegan | None = None
    ended: SessionEnded | None = None


@dataclass(frozen=True)
class RampState:
    """`asked` is the round whose answers are still to come, `read` the last that were answered.

    `asked_at` is when the last round went out, `ready` the wave that may be told, or 0.
    """

    waves: tuple[WaveBegan, ...] = ()
    ready: int = 0
    asked: WaveAsked | None = None
    asked_at: int | None = None
    rounds: int = 0
    read: WaveRead | None = None
    stopped: RampStopped | None = None
    sessions: Mapping[int, Session] = field(default_factory=dict)

    @property
    def wave(self) -> int:
        """The wave that was told last; 0 before the first."""
        return len(self.waves)


def after(state: RampState, event: RampEvent) -> RampState:
    """Fold one event into it."""
    match event:
        case WaveReady() | WaveBegan() | RampStopped():
            return _of_waves(state, event)
        case WaveAsked(round=number, at=at):
            return replace(state, asked=event, asked_at=at, rounds=number)
        case WaveRead(round=number):
            awaited = state.asked is not None and state.asked.round == number
            return replace(state, asked=None, read=event) if awaited else state
        case WaveLost():
            return replace(state, asked=None)
        case _:
            return _of_session(state, event)


def _of_waves(state: RampState, event: WaveReady | WaveBegan | RampStopped) -> RampState:
    if isinstance(event, WaveReady):
        return replace(state, ready=event.wave)
    if isinstance(event, WaveBegan):
        return replace(state, waves=(*state.waves, event), ready=0)
    return replace(state, stopped=event, ready=0)


def _of_session(state: RampState, event: RampEvent) -> RampState:
    match event:
        case SessionOrdered(session=number):
            found = Session(event)
        case SessionBegan(session=number) if number in state.sessions:
            found = replace(state.sessions[number], began=event)
        case SessionEnded(session=number) if number in state.sessions:
            found = replace(state.sessions[number], ended=event)
        case _:
            return state
    return replace(state, sessions={**state.sessions, number: found})
