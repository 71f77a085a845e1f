"""The practice town by itself, to be drilled from another window."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "town.about",
    ja="練習用の町「見本町」をこのパソコンの中で動かし続けます（実在のシステムには触れません）",
    en="keep the practice town running on this computer; touches no real system",
)
FOLDER = Phrase(
    "town.folder",
    ja="町を置くフォルダ（なければ作ります。省略時は ./practice-town）",
    en="the town's folder (made if it is not there; ./practice-town if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word(
        "folder", FOLDER, nargs="?", type=Path, default=Path("practice-town"), metavar="DIR"
    )


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Keep it running until Ctrl-C or the end of standard input."""
    import asyncio  # noqa: PLC0415

    from drills.errors import Refusal  # noqa: PLC0415
    from drills.town.keeping import ENDED, stay  # noqa: PLC0415

    try:
        asyncio.run(stay(given.folder, lambda said: console.result(console.speak(said))))
    except Refusal as refusal:
        console.tell(refusal.message)
        return ExitCode.NOT_STARTED
    except KeyboardInterrupt:
        pass  # the way to end it
    console.result(console.speak(ENDED()))
    return ExitCode.PASSED
