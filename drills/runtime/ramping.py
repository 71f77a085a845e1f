"""What a ramp asks of the world: rounds of questions, and test sessions made and ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from bcp.message import Phrase
from drills.core.effects import Connect, Disconnect, Measure
from drills.core.events import Event
from drills.core.ramp import open_sessions
from drills.core.ramp_events import SessionBegan, SessionEnded, WaveRead
from drills.core.state import Drill
from drills.runtime.clock import DrillClock
from drills.runtime.watcher import AsksProbes, Happened, sampled

NOBODY_CONNECTS = Phrase(
    "ramping.nobody_connects",
    ja="この訓練では、試験用アカウントで接続できません。",
    en="this drill cannot connect with test accounts.",
)

Ended = Callable[[SessionEnded], None]


class Sessions(Protocol):
    """Whoever can connect with test accounts, and end what was connected."""

    async def begin(
        self, effect: Connect, now: Callable[[], int], over: Ended
    ) -> SessionBegan | SessionEnded:
        """Connect; `over` is told where the session ends by itself later."""
        ...

    async def end(self, step: str) -> None:
        """Come back when no session of the step is up; `over` is not told of these."""
        ...


class Ramping:
    """Carries out the effects of ramps."""

    def __init__(
        self, asker: AsksProbes, clock: DrillClock, happened: Happened, sessions: Sessions | None
    ) -> None:
        self._asker, self._clock, self._happened = asker, clock, happened
        self._sessions = sessions

    async def carry_out(
        self, effect: Measure | Connect | Disconnect, drill: Callable[[], Drill]
    ) -> None:
        """Do it, and say what came of it."""
        match effect:
            case Measure():
                await self._measure(effect)
            case Connect():
                await self._connect(effect, drill)
            case Disconnect(step=step):
                await self._disconnect(step, drill)

    async def _measure(self, effect: Measure) -> None:
        asked = (sampled(self._asker, each, self._clock) for each in effect.calls)
        samples = tuple(await asyncio.gather(*asked))
        now = self._clock.now()
        self._tell(WaveRead(now, effect.step, effect.wave, effect.round, samples))

    async def _connect(self, effect: Connect, drill: Callable[[], Drill]) -> None:
        step, session = effect.step, effect.session
        if self._sessions is None:
            why = NOBODY_CONNECTS()
            self._tell(SessionEnded(self._clock.now(), step, session, "failed", why))
            return
        came = await self._sessions.begin(effect, self._clock.now, self._tell)
        still = drill().step(step)
        self._tell(came)
        if still.ended is not None:
            # It came up when its step was over already.
            await self._disconnect(step, drill)

    async def _disconnect(self, step: str, drill: Callable[[], Drill]) -> None:
        if self._sessions is not None:
            await self._sessions.end(step)
        now = self._clock.now()
        for each, session in tuple(open_sessions(drill())):
            if each == step and drill().step(step).ramp.sessions[session].began is not None:
                self._tell(SessionEnded(now, step, session))

    def _tell(self, event: Event) -> None:
        self._happened((event,))
