"""Ask every asset of a plan whether it answers, and show where plan and reality differ."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "survey.about",
    ja="計画にある資産が応答するかを一巡して確かめます（被害状況調査。何も変更しません）",
    en="ask once whether every asset of the plan answers; nothing is changed",
)
PLAN = Phrase(
    "survey.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上に探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
FORM = Phrase(
    "survey.form",
    ja="形式: text（端末・印刷）、json（他のプログラム）",
    en="the form: text (terminal, paper) or json (other programs)",
)
OUT = Phrase(
    "survey.out",
    ja="書き出すファイル（省略時は標準出力）",
    en="the file to write (standard output if not given)",
)
NOW = Phrase(
    "survey.now",
    ja="計画の quiet_hours（調査を控える時間帯）でも行います。--operator が要ります",
    en="make it within the plan's quiet_hours too; wants --operator",
)
BY = Phrase(
    "survey.by",
    ja="調査する人の名前（省略時はログイン名）",
    en="who makes the survey (the account's name if not given)",
)
INTO = Phrase(
    "survey.into",
    ja="結果を加える訓練の記録（last など。訓練中でも、終わった後でもよい）",
    en="a drill's record to enter the result into (last, for instance), running or ended",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    from drills.cli.commands.run import ZONE  # noqa: PLC0415

    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--zone", ZONE)
    parser.option("-f", "--form", FORM, choices=("text", "json"), default="text")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")
    parser.option("--operator", BY)
    parser.option("--now", NOW, action="store_true")
    parser.option("--into", INTO, metavar="RUN")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Survey, keep the result, and print it."""
    from drills.cli.surveying import surveyed  # noqa: PLC0415

    return surveyed(given, console)
