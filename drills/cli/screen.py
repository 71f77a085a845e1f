"""Where the command line hands over to a screen, and takes over again when it is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bcp.message import Language, Phrase
from drills.cli.console import Console, is_terminal
from drills.cli.engine import Engine
from drills.cli.exit_codes import ExitCode
from drills.core.state import Drill
from drills.errors import JournalBroken, Refusal
from drills.town.tour import Stop

NO_SCREEN = Phrase(
    "screen.none",
    ja="ここでは画面を開けません。端末の画面で実行してください。画面がないときは、"
    "「bcp-drill order last status」で今の様子を、「bcp-drill replay last」で経過を見られます。",
    en="No screen can be opened here. Run this in a terminal. Without one, bcp-drill order last "
    "status tells how a drill stands, and bcp-drill replay last what happened.",
)
SCREEN_FAILED = Phrase(
    "screen.failed_itself",
    ja="画面に問題が起きました。訓練はそのまま続いています。",
    en="The screen failed. The drill itself goes on.",
)
NOT_TAKEN_BACK = Phrase(
    "screen.not_taken_back",
    ja="訓練で行った操作は、まだ元に戻っていないかもしれません。原因を取り除いてから "
    "bcp-drill abort {run} を実行すると、元に戻します。",
    en="What the drill did may not be taken back yet. Remove the cause, then bcp-drill abort {run} "
    "takes it back.",
)
GOES_ON = Phrase(
    "screen.goes_on",
    ja="画面を閉じました。訓練は続いています。中止するには Ctrl-C、画面に戻すには別の端末で "
    "bcp-drill attach {run}",
    en="The screen is closed and the drill goes on. Ctrl-C aborts it; bcp-drill attach {run} in "
    "another terminal shows it again.",
)


Tour = Callable[[Drill, frozenset[str]], Stop | None]
"""Tells a newcomer what to look at now, each stop once."""


@dataclass(frozen=True)
class Wanted:
    """What the screen is to show: a drill of this process, a run of another, or else the home.

    `engine` is not started yet, so that the screen is there first.
    """

    runs: Path
    by: str
    lang: Language
    plan: Path | None = None
    engine: Engine | None = None
    follow: Path | None = None
    view: Literal["controller", "players"] = "controller"
    tour: Tour | None = None


OpenScreen = Callable[[Wanted, Console, list[Engine]], None]
"""Shows it until a person leaves; the list gets every drill that begins in this process."""


def shown(wanted: Wanted, open_screen: OpenScreen | None, console: Console) -> ExitCode:
    """Open the screen; when it is left, see every drill of this process to its end.

    Raises `Refusal` where there is no terminal to show it on.
    """
    if open_screen is None or not is_terminal():
        raise Refusal(NO_SCREEN())
    begun: list[Engine] = []
    try:
        open_screen(wanted, console, begun)
    except BaseException:
        # A screen that failed ends no drill; what went wrong with it is said behind the drill.
        if begun and begun[-1].alive:
            console.tell(SCREEN_FAILED())
            seen_to_its_end(begun[-1], console)
        raise
    return seen_to_its_end(begun[-1], console) if begun else ExitCode.PASSED


def seen_to_its_end(engine: Engine, console: Console) -> ExitCode:
    """Tell what is left of a drill in lines, and print its result."""
    if engine.alive:
        console.tell(GOES_ON(run=engine.folder.name if engine.folder else "last"))
        engine.go_on_without_screen(console)
    # Nothing that writes reports is to delay the first picture of a screen.
    from drills.cli import reporting, running  # noqa: PLC0415

    try:
        drill = engine.result()
    except JournalBroken:
        if engine.folder is not None:
            console.tell(NOT_TAKEN_BACK(run=engine.folder.name))
        raise
    if engine.folder is not None:
        reporting.print_result(engine.folder, console, json=False)
    return running.exit_code(drill)
