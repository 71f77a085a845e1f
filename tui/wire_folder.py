"""The screen's end of a run that it does not drive: its folder is read, again and again.

The journal may be written by another terminal at the same moment; orders reach that one through
the run's file for orders. An ended run is told once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from bcp.message import Message
from drills.cli import vocabulary
from drills.cli.checking_in import with_person
from drills.cli.photos import hashed
from drills.core.events import Event
from drills.core.machine import evolve
from drills.core.orders import Order
from drills.core.players import page_of
from drills.core.state import Drill
from drills.errors import Refusal, Spoken
from drills.journal.lock import is_held
from drills.journal.sqlite import read
from drills.runtime.inbox import send
from tui.feed import Beat, Gone, Happened, News, Page, View

LOOK_S = 0.25


@dataclass(frozen=True)
class _Look:
    """What was new in the folder. `wall_ns` is when the last record was written."""

    seq: int
    events: tuple[Event, ...]
    wall_ns: int
    running: bool


@dataclass
class Follower:
    """A feed from a run's folder. Players' pages are made here: nothing else is handed on."""

    folder: Path
    view: View = "controller"
    _drill: Drill = field(default_factory=Drill)
    _seq: int = 0
    _wall_ns: int = 0

    async def news(self) -> AsyncIterator[News]:
        while True:
            try:
                look = await asyncio.to_thread(self._look)
            except Spoken as trouble:
                yield Gone(trouble.message)
                return
            for each in self._told(look):
                yield each
            if not look.running:
                yield Gone()
                return
            await asyncio.sleep(LOOK_S)

    def _look(self) -> _Look:
        if self._seq == 0:
            # What the process that wrote this had loaded, this one may not have.
            vocabulary.learn()
        # Asked before reading: what was written until then is then surely read.
        running = is_held(self.folder)
        events: list[Event] = []
        seq, wall_ns = self._seq, self._wall_ns
        for record in read(self.folder, self._seq):
            events.append(record.event())
            seq, wall_ns = record.seq, record.wall_ns
        return _Look(seq, tuple(events), wall_ns, running)

    def _told(self, look: _Look) -> list[News]:
        self._seq, self._wall_ns = look.seq, look.wall_ns
        for event in look.events:
            self._drill = evolve(self._drill, event)
        told: list[News] = []
        if self._drill.brief is None:
            return told
        now = self._now(running=look.running)
        if self.view == "players":
            return [Page(page_of(self._drill, now)), Beat(now)]
        if look.events:
            told.append(Happened(look.events))
        if look.running:
            told.append(Beat(now))
        return told

    def _now(self, *, running: bool) -> int:
        """The drill's clock; across processes only the wall clock tells how long ago it was."""
        if not running:
            return self._drill.now
        return self._drill.now + max(0, (time.time_ns() - self._wall_ns) // 1000)


class Desk:
    """Takes orders to whoever drives the run in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, order: Order) -> Message | None:
        whole = hashed(order)
        if isinstance(whole, Message):
            return whole
        try:
            await asyncio.to_thread(self._sent, whole)
        except Refusal as refusal:
            return refusal.message
        return None

    def _sent(self, order: Order) -> None:
        send(self._folder, with_person(order, self._folder), "screen")
