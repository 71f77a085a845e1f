"""A scenario in one file, to be sent to many municipalities."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "pack.about",
    ja="シナリオを、多くの団体に配る1つのファイル（訓練パック）にまとめます",
    en="put a scenario into one file (a pack) to be sent to many bodies",
)
OUT = Phrase(
    "pack.out",
    ja="書き出すファイル（省略時は、今いるフォルダの「パックの名前-v版.zip」）",
    en="the file to write (NAME-vVERSION.zip in this folder, if not given)",
)
KEY = Phrase(
    "pack.key",
    ja="署名に使う鍵（bcp-drill key new で作ったファイル）",
    en="the key to sign with (a file made by bcp-drill key new)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("scenario", options.SCENARIO, metavar="SCENARIO")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")
    parser.option("--plan", options.PLAN, type=Path, metavar="DIR")
    parser.option("--key", KEY, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write it. Raises `Refusal` or `Refused`."""
    from drills.cli.packing import pack  # noqa: PLC0415

    return pack(given, console)
