"""Look at a drill on a screen of one's own."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "attach.about",
    ja="進行中または終わった訓練を、この端末の画面で見ます（参加者用の画面も）",
    en="see a drill that goes on, or is over, on this terminal's screen; also as its players may",
)
VIEW = Phrase(
    "attach.view",
    ja="controller（進行管理者・すべて）か players（参加者に見せてよいものだけ）",
    en="controller (everything) or players (only what was given to them)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RUN, metavar="RUN")
    parser.option("--view", VIEW, choices=("controller", "players"), default="controller")
    parser.option("--operator", options.OPERATOR)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Open the screen on the run; the drill itself is driven elsewhere."""
    from drills.cli import ordering, starting  # noqa: PLC0415
    from drills.cli.screen import Wanted, shown  # noqa: PLC0415

    folder = ordering.meant(given.runs, given.run)
    by = starting.operator(given.operator)
    wanted = Wanted(given.runs, by, console.lang, follow=folder, view=given.view)
    return shown(wanted, given.open_screen, console)
