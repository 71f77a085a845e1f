"""The screen's end of a run that it does not drive: its folder is read, again and again.

The journal may be written by another terminal at the same moment; orders reach that one through
the run's file for orders. An ended run is told once.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from bcp.message import Message
from drills.cli import vocabulary
from drills.cli.checking_in import with_person
from drills.cli.photos import hashed
from drills.core.orders import Order
from drills.core.players import page_of
from drills.errors import Refusal, Spoken
from drills.runtime.followed import Followed, Look
from drills.runtime.inbox import send
from tui.feed import Beat, Gone, Happened, News, Page, View

LOOK_S = 0.25


class Follower:
    """A feed from a run's folder. Players' pages are made here: nothing else is handed on."""

    def __init__(self, folder: Path, view: View = "controller") -> None:
        self.folder, self.view = folder, view
        self._followed = Followed(folder)
        self._knows_words = False

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

    def _look(self) -> Look:
        if not self._knows_words:
            # What the process that wrote this had loaded, this one may not have.
            vocabulary.learn()
            self._knows_words = True
        return self._followed.look()

    def _told(self, look: Look) -> list[News]:
        drill, now = self._followed.drill, self._followed.now
        told: list[News] = []
        if drill.brief is None:
            return told
        if self.view == "players":
            return [Page(page_of(drill, now)), Beat(now)]
        if look.events:
            told.append(Happened(look.events))
        if look.running:
            told.append(Beat(now))
        return told


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
