"""A practice town on this machine, and a whole drill in it."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "demo.about",
    ja="このパソコンの中の「見本町」で、訓練を一つ通して実施します（約2分、外には接続しません）",
    en="run a whole drill in a practice town on this machine (two minutes, nothing leaves it)",
)
FOLDER = Phrase(
    "demo.folder",
    ja="見本町を置くフォルダ（省略時は ./practice-town）",
    en="the practice town's folder (./practice-town if not given)",
)
PLAY = Phrase(
    "demo.play",
    ja="画面で、参加者の回答と承認を自分で行います（省略時は見本の参加者が答えます）",
    en="on the screen, answer and approve yourself (if not given, sample people do)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.option("--folder", FOLDER, type=Path, default=Path("practice-town"), metavar="DIR")
    parser.option("--play", PLAY, action="store_true")
    parser.option("--headless", options.HEADLESS, action="store_true")
    parser.option("--json", options.JSON, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Start the town, drill in it, and stop it again."""
    from drills.cli.demonstration import demonstrated  # noqa: PLC0415

    return demonstrated(given, console)
