"""The practice town by itself, to be drilled and broken from another window."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Message, Phrase
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
BREAK = Phrase(
    "town.break_option",
    ja="動いている見本町の一か所を壊します。名前を省くと、壊せるものの一覧を表示します",
    en="break something in the town that is running; without a name, list what can be broken",
)
MEND = Phrase(
    "town.mend_option",
    ja="壊したところを元に戻します（all なら全部）",
    en="mend what was broken; all for everything",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word(
        "folder", FOLDER, nargs="?", type=Path, default=Path("practice-town"), metavar="DIR"
    )
    parser.option("--break", BREAK, dest="to_break", nargs="?", const="", metavar="NAME")
    parser.option("--mend", MEND, metavar="NAME")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Keep it running until Ctrl-C or the end of standard input, or break and mend what runs."""
    from drills.errors import Refusal  # noqa: PLC0415
    from drills.town.keeping import ENDED, tell_faults  # noqa: PLC0415

    def say(said: Message) -> None:
        console.result(console.speak(said))

    try:
        if given.to_break == "":
            tell_faults(given.folder, say)
        elif given.to_break or given.mend:
            _by_hand(given, console)
        else:
            _keep(given.folder, console)
            say(ENDED())
    except Refusal as refusal:
        console.tell(refusal.message)
        return ExitCode.NOT_STARTED
    return ExitCode.PASSED


def _keep(folder: Path, console: Console) -> None:
    import asyncio  # noqa: PLC0415
    import contextlib  # noqa: PLC0415

    from drills.town.keeping import stay  # noqa: PLC0415

    # Ctrl-C is the way to end it.
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(stay(folder, lambda said: console.result(console.speak(said))))


def _by_hand(given: argparse.Namespace, console: Console) -> None:
    import asyncio  # noqa: PLC0415

    from drills.town.breaking import broken, mended  # noqa: PLC0415

    if given.mend:
        console.result(console.speak(asyncio.run(mended(given.folder, given.mend))))
    if given.to_break:
        console.result(console.speak(asyncio.run(broken(given.folder, given.to_break))))
