"""A drill in this process: its journal, its people, its signals, and what is told on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Phrase
from bcp.messages import Send
from drills.cli import coding
from drills.cli.exit_codes import ExitCode
from drills.cli.front import Front
from drills.core.audit_events import Terminal
from drills.core.brief import Brief
from drills.core.events import Event, EvidenceKept, SendChosen
from drills.core.machine import evolve, replay
from drills.core.marking import command_mark
from drills.core.orders import Abort
from drills.core.overall import Overall, overall
from drills.core.pages import steps_with_page
from drills.core.state import Drill
from drills.errors import NotStarted, Refusal
from drills.journal.folder import Runs, forget
from drills.journal.lever import Lever
from drills.journal.port import Journal
from drills.journal.sqlite import SqliteJournal, read
from drills.runtime import courtesy, roster
from drills.runtime.companions import People
from drills.runtime.evidence import Evidence, left_behind
from drills.runtime.inbox import Inbox
from drills.runtime.lever_watch import mind_the_lever
from drills.runtime.roster import Roster
from drills.runtime.runner import Runner
from drills.runtime.secrets import Secrets
from drills.runtime.terminals import here

if TYPE_CHECKING:
    from drills.runtime.checkin.keeper import PageKeeper

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
LEVER_IS_ON = Phrase(
    "cli.run_lever_is_on",
    ja="{why}解除（bcp-drill lever off）するまで訓練は再開できません。"
    "この訓練がしたことを元に戻すには bcp-drill abort {run} です。",
    en="{why} No drill goes on until bcp-drill lever off. "
    "To take back what this one did: bcp-drill abort {run}",
)
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

Work = Callable[[Runner], Awaitable[Drill]]


def start(
    folder: Path,
    brief: Brief,
    front: Front,
    people: Sequence[People],
    secrets: Secrets | None = None,
) -> Drill:
    """Run a new drill to its end. Raises `JournalBroken` where it cannot be recorded.

    Raises `NotStarted` where something that must hold first does not; then its folder is gone.
    """
    front.begins(folder)

    async def work(runner: Runner) -> Drill:
        return await runner.start(brief)

    try:
        with SqliteJournal.create(folder) as journal:
            return courtesy.run(_Here(folder, journal, front, people, secrets).carry(brief, work))
    except NotStarted:
        coding.given_back(folder.parent, folder, brief)
        forget(folder)
        raise


def take_up(
    folder: Path,
    front: Front,
    people: Sequence[People],
    by: str,
    *,
    abort: Abort | None = None,
    secrets: Secrets | None = None,
    send: Send | None = None,
) -> Drill:
    """Go on with a drill whose process ended; with `abort`, only to take back what it did.

    `send` is whether messages go out from here on; None leaves it as it was.
    """
    front.begins(folder)
    with SqliteJournal.open(folder) as journal:
        drill, wall_ns, known = _as_recorded(folder)
        found: list[EvidenceKept | SendChosen] = [*left_behind(folder, known, drill.now)]
        if send is not None and send != drill.send:
            found.append(SendChosen(drill.now, send, by))

        async def work(runner: Runner) -> Drill:
            if abort is not None:
                runner.give(abort, here("abort"))
            return await runner.resume(drill, wall_ns, by, found, here("resume"))

        place = _Here(folder, journal, front, people, secrets)
        return courtesy.run(place.carry(drill.started(), work))


def unfinished(root: Path, name: str) -> tuple[Path, Drill]:
    """Find a run that has not ended. Raises `Refusal`, and `JournalBroken` for a broken record."""
    folder = Runs(root).find(name)
    drill = replay(record.event() for record in read(folder))
    if drill.brief is None:
        raise Refusal(EMPTY(run=folder.name))
    if drill.ended is not None:
        raise Refusal(ENDED(run=folder.name))
    return folder, drill


def to_go_on_with(root: Path, name: str) -> tuple[Path, Drill]:
    """Find a run that may be gone on with. Raises as `unfinished` does.

    Raises `NotStarted` while the lever is on. Behind a real event the run is let through all the
    same: it only takes back what it did, and waits until everybody has been told.
    """
    folder, drill = unfinished(root, name)
    pulled = Lever(root).state()
    real = drill.closing is not None and drill.closing.finish == "real_event"
    if pulled is not None and not real:
        raise NotStarted(LEVER_IS_ON(why=pulled.said(), run=folder.name))
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
    front: Front
    people: Sequence[People]
    secrets: Secrets | None

    async def carry(self, brief: Brief, work: Work) -> Drill:
        # What talks to the network takes half a second to load, and a screen is to be there first.
        from drills.runtime.alarm_listening import take_alarms  # noqa: PLC0415
        from drills.runtime.asking import Asker  # noqa: PLC0415
        from drills.runtime.held_sessions import HeldSessions, longest  # noqa: PLC0415
        from drills.runtime.sending.post import Post  # noqa: PLC0415

        asker = Asker(brief.plan, secrets=self.secrets)
        asker.mark(command_mark(brief.run_id, real=False))

        longest_s = longest(brief.scenario.time.limit.us)
        sessions = HeldSessions(brief.plan, self.secrets or Secrets(), longest_s)

        def tell(events: Sequence[Event], drill: Drill) -> None:
            # Before its undo is sent: the servers are not to call it a drill any more.
            if drill.closing is not None and drill.closing.finish == "real_event":
                asker.mark(command_mark(brief.run_id, real=True))
            self.front.tell(events, drill)

        staff = roster.read(self.folder / roster.NAME)
        page = page_of(brief, staff)
        for each in self.people:
            each.knows(staff)
        runner = Runner(
            self.journal,
            asker,
            people=self.people,
            listener=tell,
            evidence=Evidence(self.folder) if brief.watched else None,
            roster=staff,
            pages=page,
            post=Post(self.secrets, staff.code_behind) if staff else Post(self.secrets),
            sessions=sessions,
        )
        inbox = asyncio.create_task(Inbox(self.folder).listen(runner.give_for_good))
        pulled = partial(runner.give_for_good, terminal=Terminal(way="lever"))
        lever = asyncio.create_task(mind_the_lever(self.folder.parent, pulled))
        alarms = asyncio.create_task(take_alarms(brief, self.secrets, runner))
        listening = {inbox, lever, alarms}
        if page is not None:
            listening.add(asyncio.create_task(page.keep(runner)))
        try:
            with self.front.connected(runner):
                return await work(runner)
        finally:
            for task in listening:
                task.cancel()
            await asyncio.wait(listening)
            await sessions.close()
            await asker.close()


def page_of(brief: Brief, staff: Roster | None) -> PageKeeper | None:
    """Whoever keeps the page on which staff check in; None where nobody would come to it."""
    if staff is None or not steps_with_page(brief):
        return None
    # Its server takes long to load, and most drills have no such page.
    from drills.runtime.checkin.keeper import PageKeeper  # noqa: PLC0415

    def person_of(code: str) -> str | None:
        found = staff.person_of(code)
        return found.id if found else None

    return PageKeeper(brief, person_of)


def exit_code(drill: Drill) -> ExitCode:
    """Give what the drill came to, as a number."""
    return CODES[overall(drill)]
