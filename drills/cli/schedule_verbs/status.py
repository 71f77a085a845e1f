"""How the programme stands: what runs, what comes, what waits for a person, and what was last."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "schedule_status.about",
    ja="今の状況、次の訓練、回答待ち、前回の結果を示す",
    en="what runs, what comes next, what waits for an answer, what was last",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show it; works while no service runs, and says so. Raises `JournalBroken`."""
    from drills.schedule.record import read  # noqa: PLC0415

    for each in read(given.runs):
        console.result(each.kind)
    return ExitCode.PASSED
