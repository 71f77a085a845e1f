"""What the board and the players' view have in common: they hear a drill, and ask things of it.

News is folded as it comes, in slices, so that a key never waits for a whole history; it is painted
at most five times a second, and at once where it is what became of an own order. A screen changes
nothing by itself: an order stays "asked" until its event has come back.
"""

from __future__ import annotations

import asyncio
import time
from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, TypeVar

from textual.message import Message as Posted
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState

from bcp.message import Language, Message, Phrase, render
from drills.core.orders import Order
from tui.feed import Gone, Happened, News, Session
from tui.heard import Heard, hear, noted, sliced
from tui.present.entering import asked_in
from tui.present.pending import still_pending
from tui.present.words import READ_ONLY, REFUSED, SCREEN_FAILED, UNDELIVERED
from tui.room import Room
from tui.screens.dialogs.enter import EnterDialog

# Five pictures a second: faster is not read, slower looks stuck.
PAINT_S = 0.2
NEWS, ORDER = "news", "order"
ROOM_S = 0.004
BEHIND_US = 3_000_000
ENTER_LATER = Phrase(
    "screen.enter_later",
    ja="訓練は終わっています。紙の記録は「結果」の画面（t）で入力できます。",
    en="The drill is over. Enter what was written by hand on the result (t).",
)

AnOrder = TypeVar("AnOrder", bound=Order)
Clock = Callable[[], float]
Wall = Callable[[], int]


def unix_us() -> int:
    """The wall clock of this computer, in microseconds of Unix time."""
    return time.time_ns() // 1_000


class Following(Room):
    """A screen that follows one drill. `by` is who sits here, `clock` is monotonic seconds."""

    AUTO_FOCUS: ClassVar[str | None] = None

    @dataclass
    class ResultWanted(Posted):
        """Somebody wants to see the result so far."""

        run_id: str
        asker: Room

    @dataclass
    class Closed(Posted):
        """Somebody left this screen; the drill goes on."""

        asker: Room

    def __init__(
        self,
        session: Session,
        lang: Language,
        *,
        by: str,
        clock: Clock = time.monotonic,
        wall: Wall = unix_us,
    ) -> None:
        super().__init__(lang)
        self.session = session
        self.heard = Heard()
        self.pending: tuple[Order, ...] = ()
        self._by, self._clock, self._wall = by, clock, wall
        self._shown = self._listens = False

    def on_mount(self) -> None:
        """Begin to listen once there is something to be seen; an engine starts when it is heard."""
        self.show()
        self.call_after_refresh(self._start_listening)
        self.set_interval(PAINT_S, self._paint_calmly)

    def _start_listening(self) -> None:
        self._listens = True
        self.beside(self._listen, name=NEWS, ends_app=False)

    def show(self) -> None:
        """Paint what is known now, unless this screen is being taken away."""
        for _ in self.parts() if self.display else ():
            pass

    @abstractmethod
    def parts(self) -> Iterator[None]:
        """Paint what is known now, part by part; a key may have its turn between two."""

    async def _paint_calmly(self) -> None:
        for _ in self.parts():
            await asyncio.sleep(ROOM_S)

    @property
    def now(self) -> int:
        """What the drill's clock shows."""
        return self.heard.now(self._clock())

    @property
    def goes_on(self) -> bool:
        """Whether the drill is neither over nor lost, as far as this screen knows."""
        return self.heard.drill.ended is None and self.heard.gone is None

    def give(self, order: Order | None) -> None:
        """Ask something of the drill; None, as from a dialog that was closed, asks nothing."""
        if order is None:
            return
        if self.session.orders is None:
            self.tell(READ_ONLY(), bad=True)
            return
        self.pending = (*self.pending, order)
        self.show()
        self.beside(partial(self._send, order), name=ORDER, ends_app=False)

    def ask(self, dialog: ModalScreen[AnOrder | None]) -> None:
        """Put a question to whoever sits here, and give the order that comes of it."""
        if self.session.orders is None:
            self.tell(READ_ONLY(), bad=True)
        else:
            self.app.push_screen(dialog, self.give)

    def tell(self, words: Message, *, bad: bool = False) -> None:
        """Say something in passing."""
        self.notify(
            render(words, self.lang), severity="warning" if bad else "information", markup=False
        )

    def action_enter_line(self) -> None:
        """Enter a line that was written by hand."""
        drill = self.heard.drill
        if drill.ended is not None:
            self.tell(ENTER_LATER(), bad=True)
        elif drill.brief is not None:
            self.ask(EnterDialog(asked_in(drill, self.now), self._by, self.lang))

    def action_back(self) -> None:
        """Leave this screen; the drill goes on."""
        # Before it listens, the drill that was asked for would never begin.
        if self._listens:
            self.post_message(self.Closed(self))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A screen that no longer hears says so, and is not closed by it."""
        if event.state != WorkerState.ERROR:
            return
        if event.worker.name == NEWS:
            why = type(event.worker.error).__name__
            self._hear(Gone(SCREEN_FAILED(why=why)))
        else:
            self.pending = ()
            self.tell(UNDELIVERED(), bad=True)
        self.show()

    async def _listen(self) -> None:
        async for news in self.session.feed.news():
            for piece in sliced(news):
                self._hear(piece)
                # A key passes from task to task until its answer is painted, so it needs some
                # room between two slices; where much is still to be heard, that goes first.
                await asyncio.sleep(0 if self._behind else ROOM_S)
            if not self._shown:
                self._shown = True
                self.show()

    @property
    def _behind(self) -> bool:
        return self.heard.sync is None or self.now - self.heard.drill.now > BEHIND_US

    def _hear(self, news: News) -> None:
        self.heard = hear(self.heard, news, self._clock())
        if isinstance(news, Gone) and news.why is not None:
            self.heard = noted(self.heard, self.now, news.why)
        before = self.pending
        if isinstance(news, Happened):
            self.pending = still_pending(before, news.events)
        if self.pending != before:
            self.show()

    async def _send(self, order: Order) -> None:
        orders = self.session.orders
        refusal = await orders.send(order) if orders is not None else None
        if refusal is None:
            return
        self.pending = tuple(each for each in self.pending if each is not order)
        said = REFUSED(why=refusal)
        self.heard = noted(self.heard, self.now, said)
        self.tell(said, bad=True)
        self.show()
