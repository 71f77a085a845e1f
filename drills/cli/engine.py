"""One drill in a thread and a loop of its own, for a screen that has a loop of its own.

Lines go out and lines come in (`drills.runtime.seam`); nothing else is shared while it runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock

from bcp.message import Message, Phrase
from drills.cli.checking_in import with_person
from drills.cli.console import Console
from drills.cli.front import ConsoleFront, Front, Signals
from drills.core.events import Event
from drills.core.order_words import OVER
from drills.core.orders import Order
from drills.core.state import Drill
from drills.errors import Refusal, Spoken
from drills.journal import file
from drills.journal.sqlite import read
from drills.runtime import seam
from drills.runtime.runner import Runner
from drills.runtime.terminals import here

BEAT_S = 0.5
LOOK_S = 0.1

FAILED = Phrase(
    "engine.failed",
    ja="プログラムの誤りで訓練を続けられません（{kind}）。記録は残っています。"
    "画面を閉じると詳しく示します。",
    en="A mistake of this program keeps the drill from going on ({kind}). Its record is safe. "
    "Close the screen to read more.",
)
NEVER_BEGAN = Phrase(
    "engine.never_began",
    ja="画面が閉じられたため、訓練は始まっていません。何も変更していません。",
    en="The screen was closed before the drill began, so none did. Nothing was touched.",
)

Deliver = Callable[[str], None]
Work = Callable[[Front], Drill]


class SeamFront:
    """Tells a drill in lines, from its first record on, and takes orders in lines.

    `also` is told besides: a terminal, once the screen has been left.
    """

    def __init__(self, deliver: Deliver) -> None:
        self.deliver = deliver
        self.also: Front | None = None
        self.folder: Path | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._take: Callable[[str], None] = lambda line: None
        self._when_durable: Callable[[Callable[[], object]], None] = lambda then: None
        self._early: list[str] = []
        self._ended = False
        self._lock = Lock()

    def begins(self, folder: Path) -> None:
        """Tell what an earlier process recorded."""
        self.folder = folder
        if (folder / file.NAME).exists():
            for record in read(folder):
                self.deliver(seam.written(seam.Recorded(record.kind, record.v, record.body)))

    def tell(self, events: Sequence[Event], drill: Drill) -> None:
        for line in seam.recorded(events):
            self.deliver(line)
        if self.also is not None:
            self.also.tell(events, drill)

    @contextmanager
    def connected(self, runner: Runner) -> Iterator[None]:
        loop, tasks = asyncio.get_running_loop(), set[asyncio.Task[None]]()

        def spawn(work: Coroutine[None, None, None]) -> None:
            task = loop.create_task(work)
            tasks.add(task)
            task.add_done_callback(tasks.discard)

        async def durable(then: Callable[[], object]) -> None:
            runner.when_durable(then)

        self._take = lambda line: spawn(self._reply(seam.order_in(line), runner))
        # A task of its own, so that orders which came before have had their turn.
        self._when_durable = lambda then: spawn(durable(then))
        spawn(self._beat(runner))
        with self._lock:
            self._loop, early = loop, self._early
        for line in early:
            self._take(line)
        try:
            yield
        finally:
            with self._lock:
                self._loop, self._ended = None, True
            for task in tuple(tasks):
                task.cancel()

    def order(self, line: str) -> None:
        """Take a line of the screen's, from any thread; one that comes too early waits."""
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._take, line)
                return
            if not self._ended:
                self._early.append(line)
                return
        number = seam.order_in(line).number
        self.deliver(seam.written(seam.Replied(number, OVER())))

    def when_durable(self, then: Callable[[], object]) -> None:
        """Call back once every line taken so far would survive a power cut, from any thread."""
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._when_durable, then)
                return
        then()

    async def _reply(self, wanted: seam.Ordered, runner: Runner) -> None:
        self.deliver(seam.written(seam.Replied(wanted.number, await self._given(wanted, runner))))

    async def _given(self, wanted: seam.Ordered, runner: Runner) -> Message | None:
        """Give an order; a number in it becomes an id here, where the list of staff is."""
        order = wanted.order
        try:
            if self.folder is not None:
                order = await asyncio.to_thread(with_person, order, self.folder)
        except Refusal as refusal:
            return refusal.message
        return await runner.give_for_good(order, wanted.terminal)

    async def _beat(self, runner: Runner) -> None:
        while True:
            if runner.drill.brief is not None:
                self.deliver(seam.written(seam.Beaten(runner.now())))
            await asyncio.sleep(BEAT_S)


class Engine:
    """A drill that runs beside the screen. `listen` before `start`, so that no line is missed."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._front = SeamFront(lambda line: None)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="engine")
        self._ended: Future[Drill] | None = None

    def listen(self, deliver: Deliver) -> None:
        """Have every line delivered, in the engine's thread."""
        self._front.deliver = deliver

    def start(self) -> None:
        """Begin the drill."""
        self._ended = self._thread.submit(self._work, self._front)
        self._ended.add_done_callback(self._over)
        self._thread.shutdown(wait=False)

    @property
    def folder(self) -> Path | None:
        """The run's folder, once there is one."""
        return self._front.folder

    @property
    def alive(self) -> bool:
        """Whether the drill goes on."""
        return self._ended is not None and not self._ended.done()

    def order(self, line: str) -> None:
        """Take a line of the screen's."""
        self._front.order(line)

    def give(self, order: Order) -> None:
        """Give an order whose reply nobody waits for."""
        self._front.order(seam.ordered(0, order, here("console")))

    def when_durable(self, then: Callable[[], object]) -> None:
        """Call back, in any thread, once every order given so far would survive a power cut."""
        self._front.when_durable(then)

    def go_on_without_screen(self, console: Console) -> None:
        """Tell the rest in lines on a terminal, where Ctrl-C aborts; back at the drill's end."""
        self._front.deliver = lambda line: None
        self._front.also = ConsoleFront(console)
        # The interruption is noticed between two waits, outside of the engine's loop.
        waiting: SimpleQueue[Callable[[], object]] = SimpleQueue()
        with Signals(self.give, console, waiting.put, self.when_durable):
            while self.alive:
                with suppress(Empty):
                    waiting.get(timeout=LOOK_S)()

    def result(self) -> Drill:
        """What the drill came to, once it has ended. Raises whatever ended it otherwise.

        Raises `Refusal` where no screen ever heard it, and so it never began.
        """
        if self._ended is None:
            raise Refusal(NEVER_BEGAN())
        return self._ended.result()

    def _over(self, ended: Future[Drill]) -> None:
        trouble = ended.exception()
        why: Message | None = None
        if isinstance(trouble, Spoken):
            why = trouble.message
        elif trouble is not None:
            why = FAILED(kind=type(trouble).__name__)
        self._front.deliver(seam.written(seam.Over(why)))
