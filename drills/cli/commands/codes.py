"""Make the personal codes with which staff check in."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "codes.about",
    ja="点呼に使う職員の個人コードを作り、CSVと印刷用の用紙（QRコード付き）に書き出します",
    en="make the codes with which staff check in: a table, and slips with QR codes to print",
)
NAME = Phrase(
    "codes.name",
    ja="これから行うシナリオ、または実施した訓練（last、その名前・名前の先頭）",
    en="a scenario to be drilled, or a drill that was held (last, or the beginning of its name)",
)
OUT = Phrase(
    "codes.out",
    ja="書き出すフォルダ、または .csv か .html のファイル",
    en="the folder to write both into, or one file that ends with .csv or .html",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("name", NAME, metavar="NAME")
    parser.option("--plan", options.PLAN, type=Path, metavar="DIR")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Make them, and write them down. Raises `Refusal` or `Refused`."""
    from drills.cli.code_files import coded  # noqa: PLC0415

    return coded(given, console)
