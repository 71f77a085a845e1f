"""An event loop whose time moves by itself: when nothing is left to do, the next timer is due.

So the engine that runs drills holds one of eight hours in the time that its arithmetic takes, and
the same drill takes the same instants each time. What would wait for a thread is done at once.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from contextvars import Context
from heapq import heappush
from itertools import count
from typing import Any

from bcp.durations import SECOND
from drills.runtime.clock import DrillClock

# 1 October 2026, 09:00 in Japan.
BEGAN_NS = 1_790_812_800_000_000_000


class _Moving(selectors.DefaultSelector):
    """Looks once at what has come, and lets the time pass that it was told to wait."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready:
            assert timeout is not None, "the drill waits for nothing and does not end"
            self.passed += timeout
        return ready


class _InTurn(asyncio.TimerHandle):
    """What is due at the same instant comes in the order in which it was asked for."""

    turn = 0

    def __lt__(self, other: asyncio.TimerHandle) -> bool:
        assert isinstance(other, _InTurn)
        return (self.when(), self.turn) < (other.when(), other.turn)


class MovedLoop(asyncio.SelectorEventLoop):
    """See the module."""

    _scheduled: list[_InTurn]

    def __init__(self) -> None:
        self._moving, self._turns = _Moving(), count(1)
        super().__init__(self._moving)

    def call_at(  # type: ignore[override] # any callback, as asyncio itself takes it
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        timer = _InTurn(round(when * SECOND) / SECOND, callback, args, self, context)
        timer.turn = next(self._turns)
        heappush(self._scheduled, timer)
        # As the loop that this is derived from marks its own.
        timer._scheduled = True  # type: ignore[attr-defined]
        return timer

    def time(self) -> float:
        return self._moving.passed

    def run_in_executor(  # type: ignore[override] # a future that is done is awaited the same way
        self, executor: object, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        done = self.create_future()
        done.set_result(func(*args))
        return done


class MovedClock(DrillClock):
    """The drill's clock, by the time of such a loop."""

    def __init__(self, loop: MovedLoop) -> None:
        self._loop = loop
        super().__init__()

    def set(self, at: int) -> None:
        self._at = at - self._passed()

    def now(self) -> int:
        return self._at + self._passed()

    def wall_ns(self) -> int:
        return BEGAN_NS + self._passed() * 1000

    def drift(self) -> int:
        return 0

    def _passed(self) -> int:
        return round(self._loop.time() * SECOND)
