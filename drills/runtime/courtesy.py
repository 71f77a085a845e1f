"""The engine's thread stands back for a moment when a key is pressed on a screen of its process.

Python runs one thread at a time. With twenty SSH handshakes under way the screen would wait for
the engine at each of the many steps from a key to its picture. Whatever the engine would have
done in that moment it does a little later: an answer is then received later, and so no interval
is too narrow.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

# As long as the picture of most keys takes, and at least as long again for the engine before the
# next time, however fast somebody types.
STAND_BACK_S = 0.05
# So many connections have their turn before it is looked whether to stand back.
AT_ONCE = 2

T = TypeVar("T")


class Courtesy:
    """When to stand back, by a `clock` of monotonic seconds."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._until = self._next = 0.0

    def key_pressed(self) -> None:
        """Ask the engine to stand back; from any thread."""
        now = self._clock()
        if now >= self._next:
            self._until, self._next = now + STAND_BACK_S, now + 2 * STAND_BACK_S

    def stand_back(self) -> None:
        """Wait as long as is asked for; in the engine's thread."""
        left = self._until - self._clock()
        if left > 0:
            self._sleep(left)


COURTESY = Courtesy()


class _Courteous(selectors.DefaultSelector):
    """Stands back between two connections' turns; which come first goes round."""

    _turn = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        COURTESY.stand_back()
        found = super().select(timeout)
        if len(found) <= AT_ONCE:
            return found
        self._turn = (self._turn + AT_ONCE) % len(found)
        return (found + found)[self._turn : self._turn + AT_ONCE]


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a drill's work in a loop that stands back for keys, where the platform has such loops."""
    with asyncio.Runner(loop_factory=_loop) as runner:
        return runner.run(work)


def _loop() -> asyncio.AbstractEventLoop:
    if sys.platform == "win32":
        # Its own loop does not work with selectors, and only it can start processes.
        return asyncio.new_event_loop()
    return asyncio.SelectorEventLoop(_Courteous())
