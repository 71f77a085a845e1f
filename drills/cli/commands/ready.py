"""Would the plan work today: what was verified, what changed since, and what is due."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "ready_command.about",
    ja="今日、計画のとおりに動けるかを、訓練の記録と今の計画から答えます",
    en="say whether the plan would work today, by the records of drills and the plan as it is now",
)
PLAN = Phrase(
    "ready_command.plan",
    ja="計画のフォルダ（省略時は今のフォルダから上に探します）",
    en="the plan's folder (looked for from this folder upwards)",
)
FORM = Phrase(
    "ready_command.form",
    ja="形式: text（端末）、html（ブラウザ・A4）、md（Wiki）、json（他のプログラム）。"
    "省略時は -o のファイル名の終わりによる",
    en="the form: text (terminal), html (browser, A4), md (wiki) or json (other programs); "
    "if not given, by the ending of the file behind -o",
)
OUT = Phrase(
    "ready_command.out",
    ja="書き出すファイル（省略時は標準出力）",
    en="the file to write (standard output if not given)",
)
FORMS = ("text", "html", "md", "json")


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("-f", "--form", FORM, choices=FORMS)
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Judge, and print or write it. Raises `Refusal` or `Refused`."""
    from drills.cli.readying import show_readiness  # noqa: PLC0415

    return show_readiness(given, console)
