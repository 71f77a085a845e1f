"""The demo: the practice town is started, drilled and stopped."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from bcp.message import Phrase
from drills.cli import drilling, loading, running, starting
from drills.cli.console import Console
from drills.cli.engine import Engine
from drills.cli.exit_codes import ExitCode
from drills.cli.front import Front
from drills.core.brief import Brief
from drills.core.prepare import preconditions
from drills.core.state import Drill
from drills.errors import Refusal, Spoken
from drills.journal.lever import refuse_while_on
from drills.town.tour import stop_at

if TYPE_CHECKING:
    from drills.town.town import Town

# Where a town keeps its plan.
PLAN = "plan"

STARTING = Phrase(
    "demo.starting",
    ja="見本町を起動しています（{folder}）。",
    en="Starting the practice town ({folder}).",
)
NEXT = Phrase(
    "demo.next",
    ja="次に試せること: bcp-drill report last ／ bcp-drill replay last ／ bcp-drill verify last\n"
    "町だけを動かしておくには: bcp-drill town {folder}",
    en="What to try next: bcp-drill report last, bcp-drill replay last, bcp-drill verify last\n"
    "To keep the town running by itself: bcp-drill town {folder}",
)


def demonstrated(given: argparse.Namespace, console: Console) -> ExitCode:
    """Run the town's drill. A missed target is part of the lesson, so it is no failure here.

    Raises `NotStarted` while the lever of the folder of runs is on.
    """
    refuse_while_on(given.runs)
    with _Living(given.folder) as living:
        if drilling.wants_screen(given):
            code = _on_screen(living, given, console)
        else:
            code = _in_lines(living, given, console)
    console.tell(NEXT(folder=str(given.folder)))
    return ExitCode.PASSED if code is ExitCode.TARGET_MISSED else code


def _in_lines(living: _Living, given: argparse.Namespace, console: Console) -> ExitCode:
    console.tell(STARTING(folder=str(given.folder)))
    town = living.up()
    loaded, brief = _read(town)
    if starting.forbidden(brief, console):
        return ExitCode.NOT_STARTED
    given.answers = town.answers
    return drilling.drilled(loaded, brief, given, console)


def _on_screen(living: _Living, given: argparse.Namespace, console: Console) -> ExitCode:
    """Show the screen at once; the town comes up behind it, and lives as long as it is open."""

    def work(front: Front) -> Drill:
        town = living.up()
        loaded, brief = _read(town)
        for each in preconditions(brief):
            raise Refusal(each)
        people = () if given.play else drilling.people_of(town.answers, loaded.scenario.scenario)
        folder = starting.folder_for(given.runs, brief)
        return running.start(folder, replace(brief, run_id=folder.name), front, people)

    plan = given.folder.absolute() / PLAN
    return drilling.on_screen(Engine(work), given, console, plan, tour=stop_at)


def _read(town: Town) -> tuple[loading.Loaded, Brief]:
    loaded = loading.load(str(town.scenario), town.plan, ())
    return loaded, starting.brief_of(loaded, "operational", None, starting.operator(None), "-")


class _Living:
    """A town that lives in a loop and a thread of its own, beside the drill's.

    It begins when it is first asked for, which on a screen is after the first picture.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._up, self._down = Event(), Event()
        self._trouble: BaseException | None = None
        self._thread: Thread | None = None

    def __enter__(self) -> _Living:
        return self

    def up(self) -> Town:
        """Begin it, and wait until it is there. Raises whatever kept it from coming."""
        # What makes its keys and certificates takes a fifth of a second to load.
        from drills.town.town import Town  # noqa: PLC0415

        town = Town(self._folder)
        self._thread = Thread(target=self._live, args=(town,), name="practice town", daemon=True)
        self._thread.start()
        self._up.wait()
        if self._trouble is not None:
            raise self._trouble
        return town

    def __exit__(self, *raised: object) -> None:
        self._down.set()
        if self._thread is not None:
            self._thread.join()

    def _live(self, town: Town) -> None:
        asyncio.run(self._hold(town))

    async def _hold(self, town: Town) -> None:
        try:
            await town.up()
        except Spoken as trouble:
            # Whoever waits in `up` raises it; raised here it would be a traceback, too.
            self._trouble = trouble
            await town.down()
            return
        except BaseException as trouble:
            self._trouble = trouble
            await town.down()
            raise
        finally:
            self._up.set()
        await asyncio.get_running_loop().run_in_executor(None, self._down.wait)
        await town.down()
