"""How the programme stands: what runs, what comes, what waits for a person, and what was last."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "schedule_status.about",
    ja="今の状況、次の訓練、回答待ち、前回の結果を示す",
    en="what runs, what comes next, what waits for an answer, what was last",
)
PLAN = Phrase(
    "schedule_status.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.option("--plan", PLAN, type=Path, metavar="DIR")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show it; works while no service runs, and says so. Raises `JournalBroken`."""
    from drills.cli.schedule_standing import status_lines  # noqa: PLC0415

    for line in status_lines(given.runs, given.plan, console):
        console.result(line)
    return ExitCode.PASSED
