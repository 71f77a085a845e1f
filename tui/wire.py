"""The screen's end of a seam of lines: an engine in a thread, or at the other end of a pipe."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator

from bcp.message import Message
from drills.cli.photos import hashed
from drills.core.events import Event
from drills.core.order_words import OVER
from drills.core.orders import Order
from drills.runtime import seam
from drills.runtime.terminals import here
from tui.feed import Beat, Gone, Happened, News

# How many lines are read in one go: well below a millisecond's worth.
AT_ONCE = 10


class Wire:
    """Feed and orders over lines. `say` sends one; `deliver` takes one, from any thread.

    `begin` is called once, when a screen is there to hear: nothing of a drill is to be missed.
    """

    def __init__(self, say: Callable[[str], None], begin: Callable[[], None]) -> None:
        self._say, self._begin = say, begin
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lines: asyncio.Queue[str] = asyncio.Queue()
        self._waiting: dict[int, asyncio.Future[Message | None]] = {}
        self._number = 0
        self._terminal = here("screen")
        self._over = False

    def deliver(self, line: str) -> None:
        """Take a line of the engine's."""
        if self._loop is None:
            return
        try:
            self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
        except RuntimeError:
            # The screen is gone; the record is not.
            self._loop = None

    async def news(self) -> AsyncIterator[News]:
        self._loop = asyncio.get_running_loop()
        self._begin()
        while not self._over:
            lines = [await self._lines.get()]
            # Reading a line takes a while, and keys that were pressed meanwhile must not wait.
            while len(lines) < AT_ONCE and not self._lines.empty():
                lines.append(self._lines.get_nowait())
            for each in self._told(map(seam.heard, lines)):
                yield each

    async def send(self, order: Order) -> Message | None:
        if self._over:
            return OVER()
        whole = hashed(order)
        if isinstance(whole, Message):
            return whole
        self._number += 1
        reply = asyncio.get_running_loop().create_future()
        self._waiting[self._number] = reply
        self._say(seam.ordered(self._number, whole, self._terminal))
        said: Message | None = await reply
        return said

    def _told(self, lines: Iterable[seam.Said]) -> Iterator[News]:
        """Lines in the order they came, events that follow each other as one piece of news."""
        events: list[Event] = []
        for said in lines:
            if isinstance(said, seam.Recorded):
                events.append(seam.event_of(said))
                continue
            if events:
                yield Happened(tuple(events))
                events = []
            match said:
                case seam.Beaten(now=now):
                    yield Beat(now)
                case seam.Replied(number=number, refusal=refusal):
                    self._settle(number, refusal)
                case seam.Over(why=why):
                    self._over = True
                    for number in tuple(self._waiting):
                        self._settle(number, why or OVER())
                    yield Gone(why)
        if events:
            yield Happened(tuple(events))

    def _settle(self, number: int, refusal: Message | None) -> None:
        waiting = self._waiting.pop(number, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(refusal)
