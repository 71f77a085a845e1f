"""The demo: the practice town is started, drilled and stopped."""

from __future__ import annotations

import argparse
import asyncio
from threading import Event, Thread

from bcp.message import Phrase
from drills.cli import drilling, loading, starting
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Spoken
from drills.town.town import Town

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
    """Run the town's drill. A missed target is part of the lesson, so it is no failure here."""
    console.tell(STARTING(folder=str(given.folder)))
    with _Living(Town(given.folder)) as town:
        loaded = loading.load(str(town.scenario), town.plan, ())
        brief = starting.brief_of(loaded, "operational", None, starting.operator(None), "-")
        if starting.forbidden(brief, console):
            return ExitCode.NOT_STARTED
        given.answers = town.answers
        code = drilling.drilled(loaded, brief, given, console)
    console.tell(NEXT(folder=str(given.folder)))
    return ExitCode.PASSED if code is ExitCode.TARGET_MISSED else code


class _Living:
    """A town that lives in a loop and a thread of its own, beside the drill's."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._up, self._down = Event(), Event()
        self._trouble: BaseException | None = None
        self._thread = Thread(target=self._live, name="practice town", daemon=True)

    def __enter__(self) -> Town:
        self._thread.start()
        self._up.wait()
        if self._trouble is not None:
            raise self._trouble
        return self._town

    def __exit__(self, *raised: object) -> None:
        self._down.set()
        self._thread.join()

    def _live(self) -> None:
        asyncio.run(self._hold())

    async def _hold(self) -> None:
        try:
            await self._town.up()
        except Spoken as trouble:
            # Whoever waits in `__enter__` raises it; raised here it would be a traceback, too.
            self._trouble = trouble
            await self._town.down()
            return
        except BaseException as trouble:
            self._trouble = trouble
            await self._town.down()
            raise
        finally:
            self._up.set()
        await asyncio.get_running_loop().run_in_executor(None, self._down.wait)
        await self._town.down()
