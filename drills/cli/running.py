"""A drill in this process: its journal, its people, its signals, and what is told on the way."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from bcp.message import Message, Phrase
from drills.cli.console import Console
from drills.cli.crash import INTERRUPTED
from drills.cli.exit_codes import ExitCode
from drills.core.brief import Brief
from drills.core.events import Event, EvidenceKept
from drills.core.machine import evolve, replay
from drills.core.orders import INTERRUPT, Abort
from drills.core.overall import Overall, overall
from drills.core.state import Drill
from drills.errors import Refusal
from drills.journal.folder import Runs
from drills.journal.port import Journal
from drills.journal.sqlite import SqliteJournal, read
from drills.report.line import live_lines
from drills.runtime.asking import Asker
from drills.runtime.evidence import Evidence, left_behind
from drills.runtime.inbox import Inbox
from drills.runtime.runner import People, Runner

STOPPING = Phrase(
    "cli.stopping",
    ja="中止します。実行した操作があれば元に戻します。もう一度 Ctrl-C を押すと、戻さずに離れます。",
    en="Stopping, and taking back what was done, if anything. Press Ctrl-C again to leave at once.",
)
ENDED = Phrase(
    "cli.run_ended",
    ja="{run} は終了しています。結果は「bcp-drill report {run}」で見られます。",
    en="{run} has ended. See bcp-drill report {run}.",
)
EMPTY = Phrase(
    "cli.run_empty",
    ja="{run} は始まる前に止まったため、続きがありません。"
    "もう一度 bcp-drill run で始めてください。",
    en="{run} ended before it began, so there is nothing to go on with. Start with bcp-drill run.",
)
RECORD_AT = Phrase("cli.record_at", ja="記録: {folder}", en="Record: {folder}")

CODES = {
    Overall.PASSED: ExitCode.PASSED,
    Overall.TARGET_MISSED: ExitCode.TARGET_MISSED,
    Overall.WITHIN_ERROR: ExitCode.TARGET_MISSED,
    Overall.NOT_MEASURED: ExitCode.TARGET_MISSED,
    Overall.STEP_FAILED: ExitCode.STEP_FAILED,
    Overall.STOPPED: ExitCode.ABORTED,
    Overall.ABORTED: ExitCode.ABORTED,
    Overall.REAL_EVENT: ExitCode.REAL_EVENT,
    Overall.NOT_CLOSED: ExitCode.ABORTED,
}

# A terminal that hangs up must leave nothing done that was to be taken back. Windows has none.
_ENDINGS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

Work = Callable[[Runner], Awaitable[Drill]]


def start(folder: Path, brief: Brief, console: Console, people: Sequence[People]) -> Drill:
    """Run a new drill to its end. Raises `JournalBroken` where it cannot be recorded."""
    console.tell(RECORD_AT(folder=str(folder)))

    async def work(runner: Runner) -> Drill:
        return await runner.start(brief)

    with SqliteJournal.create(folder) as journal:
        return asyncio.run(_Here(folder, journal, console, people).carry(brief, work))


def take_up(
    folder: Path, console: Console, people: Sequence[People], by: str, *, abort: Abort | None = None
) -> Drill:
    """Go on with a drill whose process ended; with `abort`, only to take back what it did."""
    console.tell(RECORD_AT(folder=str(folder)))
    with SqliteJournal.open(folder) as journal:
        drill, wall_ns, known = _as_recorded(folder)
        found = left_behind(folder, known, drill.now)

        async def work(runner: Runner) -> Drill:
            if abort is not None:
                runner.give(abort)
            return await runner.resume(drill, wall_ns, by, found)

        return asyncio.run(_Here(folder, journal, console, people).carry(drill.started(), work))


def unfinished(root: Path, name: str) -> tuple[Path, Drill]:
    """Find a run that has not ended. Raises `Refusal`, and `JournalBroken` for a broken record."""
    folder = Runs(root).find(name)
    drill = replay(record.event() for record in read(folder))
    if drill.brief is None:
        raise Refusal(EMPTY(run=folder.name))
    if drill.ended is not None:
        raise Refusal(ENDED(run=folder.name))
    return folder, drill


def _as_recorded(folder: Path) -> tuple[Drill, int, frozenset[str]]:
    drill, wall_ns, files = Drill(), 0, set()
    for record in read(folder):
        event = record.event()
        drill, wall_ns = evolve(drill, event), record.wall_ns
        if isinstance(event, EvidenceKept):
            files.add(event.file)
    return drill, wall_ns, frozenset(files)


@dataclass(frozen=True)
class _Here:
    """What a run in this process is connected to."""

    folder: Path
    journal: Journal
    console: Console
    people: Sequence[People]

    async def carry(self, brief: Brief, work: Work) -> Drill:
        asker = Asker(brief.plan)
        runner = Runner(
            self.journal,
            asker,
            people=self.people,
            listener=self._tell,
            evidence=Evidence(self.folder) if brief.checks else None,
        )
        inbox = asyncio.create_task(Inbox(self.folder).listen(runner.give_for_good))
        try:
            with _signals(runner.give, self.console):
                return await work(runner)
        finally:
            inbox.cancel()
            await asyncio.wait({inbox})
            await asker.close()

    def _tell(self, events: Sequence[Event], drill: Drill) -> None:
        for event in events:
            for line in live_lines(event, drill, self.console.lang, self.console.width):
                self.console.tell(line)


class _signals:  # noqa: N801 - read as `with _signals(…)`
    """Ctrl-C once is an order to abort; twice leaves at once. So is SIGTERM, and a hang-up."""

    def __init__(self, give: Callable[[Abort], Message | None], console: Console) -> None:
        self._give, self._console = give, console
        self._loop = asyncio.get_running_loop()
        self._asked = False
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> None:
        for number in _ENDINGS:
            self._before[number] = signal.signal(number, self._received)

    def __exit__(self, *raised: object) -> None:
        for number, former in self._before.items():
            signal.signal(number, former)  # type: ignore[arg-type]

    def _received(self, number: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._leave if self._asked else self._abort)
        self._asked = True

    def _abort(self) -> None:
        self._console.tell(STOPPING())
        self._give(Abort(INTERRUPT))

    def _leave(self) -> None:
        # To end what runs on the servers in good order would take seconds; what was promised is
        # on the disk already, and whoever takes the drill up finds the rest in doubt.
        self._console.tell(INTERRUPTED())
        os._exit(ExitCode.ABORTED)


def exit_code(drill: Drill) -> ExitCode:
    """Give what the drill came to, as a number."""
    return CODES[overall(drill)]
