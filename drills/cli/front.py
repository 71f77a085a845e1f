"""Who is told of a drill while it runs, and who may stop it: a terminal, or a screen."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Protocol

from bcp.message import Phrase
from drills.cli.console import Console
from drills.cli.crash import INTERRUPTED
from drills.cli.exit_codes import ExitCode
from drills.core.events import Event
from drills.core.orders import INTERRUPT, Abort
from drills.core.state import Drill
from drills.report.line import live_lines
from drills.runtime.runner import Runner
from drills.runtime.terminals import here

STOPPING = Phrase(
    "cli.stopping",
    ja="中止します。実行した操作があれば元に戻します。もう一度 Ctrl-C を押すと、戻さずに離れます。",
    en="Stopping, and taking back what was done, if anything. Press Ctrl-C again to leave at once.",
)
RECORD_AT = Phrase("cli.record_at", ja="記録: {folder}", en="Record: {folder}")

# A terminal that hangs up must leave nothing done that was to be taken back. Windows has none.
ENDINGS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
# So many interruptions are heard; one more ends the process where it stands.
FOR_GOOD = 2


class Front(Protocol):
    """What a drill faces while it runs. All of it is called in the drill's own loop."""

    def begins(self, folder: Path) -> None:
        """Say where the record is kept."""
        ...

    def tell(self, events: Sequence[Event], drill: Drill) -> None:
        """Tell what has happened and is durable; `drill` is the state behind it."""
        ...

    def connected(self, runner: Runner) -> AbstractContextManager[None]:
        """Let people reach the drill while this is entered."""
        ...


class ConsoleFront:
    """A terminal: a line for each thing that happens, and Ctrl-C to abort."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._folder: Path | None = None

    def begins(self, folder: Path) -> None:
        # Said with the first record: where nothing begins, no folder is left.
        self._folder = folder

    def tell(self, events: Sequence[Event], drill: Drill) -> None:
        if self._folder is not None:
            self._console.tell(RECORD_AT(folder=str(self._folder)))
            self._folder = None
        for event in events:
            for line in live_lines(event, drill, self._console.lang, self._console.width):
                self._console.tell(line)

    def connected(self, runner: Runner) -> AbstractContextManager[None]:
        loop = asyncio.get_running_loop()

        def later(work: Callable[[], object]) -> None:
            loop.call_soon_threadsafe(work)

        return Signals(
            partial(runner.give, terminal=here("console")),
            self._console,
            later,
            runner.when_durable,
        )


class Signals:
    """Ctrl-C once is an order to abort; twice leaves at once. So is SIGTERM, and a hang-up.

    `later` runs something in the loop that the order belongs to: nothing may be done inside the
    interruption itself. `when_durable` calls back once the order would survive a power cut: who
    takes the drill up must find it. A third Ctrl-C does not wait even for that.
    """

    def __init__(
        self,
        give: Callable[[Abort], object],
        console: Console,
        later: Callable[[Callable[[], object]], None],
        when_durable: Callable[[Callable[[], object]], object],
    ) -> None:
        self._give, self._console, self._later = give, console, later
        self._when_durable = when_durable
        self._asked = 0
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> None:
        for number in ENDINGS:
            self._before[number] = signal.signal(number, self._received)

    def __exit__(self, *raised: object) -> None:
        for number, former in self._before.items():
            signal.signal(number, former)  # type: ignore[arg-type]

    def _received(self, number: int, frame: FrameType | None) -> None:
        if self._asked and number != signal.SIGINT:
            # Whoever ends a session sends several of these at once; that is no second wish.
            return
        by = INTERRUPT if number == signal.SIGINT else signal.Signals(number).name
        self._asked += 1
        if self._asked > FOR_GOOD:
            os._exit(ExitCode.ABORTED)
        self._later(self._leave if self._asked > 1 else partial(self._abort, by))

    def _abort(self, by: str) -> None:
        self._console.tell(STOPPING())
        self._give(Abort(by))

    def _leave(self) -> None:
        self._when_durable(self._left)

    def _left(self) -> None:
        # To end what runs on the servers in good order would take seconds; what was promised is
        # on the disk already, and whoever takes the drill up finds the rest in doubt.
        self._console.tell(INTERRUPTED())
        os._exit(ExitCode.ABORTED)
