"""All past drills: by fiscal year, what counts, and which important systems were measured."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "history.about",
    ja="これまでの訓練を、年度別の実施状況とともに一覧にします",
    en="list past drills, by fiscal year, and which important systems were measured",
)
YEAR = Phrase(
    "history.year",
    ja="その年度だけ（例: 2026、令和8年度）",
    en="only those of a fiscal year (2026, or R8 for Reiwa 8)",
)
SCENARIO = Phrase(
    "history.scenario", ja="そのシナリオだけ", en="only those of a scenario, by its name"
)
PLAN = Phrase(
    "history.plan",
    ja="重要なシステムを見る計画（省略時は今のフォルダから上に探します）",
    en="the plan that says which systems matter (looked for from this folder upwards)",
)
REBUILD = Phrase(
    "history.rebuild",
    ja="控えを使わず、すべての記録を読み直します",
    en="read every record anew instead of using the index",
)
FORM = Phrase(
    "history.form",
    ja="形式: text（端末）、html（ブラウザ・A4）、csv（Excel）、json（他のプログラム）。"
    "省略時は -o のファイル名の終わりによる",
    en="the form: text (terminal), html (browser, A4), csv (Excel) or json (other programs); "
    "if not given, by the ending of the file behind -o",
)
OUT = Phrase(
    "history.out",
    ja="書き出すファイル（省略時は標準出力）",
    en="the file to write (standard output if not given)",
)
FORMS = ("text", "html", "csv", "json")


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.option("--year", YEAR, metavar="YEAR")
    parser.option("--scenario", SCENARIO, metavar="NAME")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--rebuild", REBUILD, action="store_true")
    parser.option("-f", "--form", FORM, choices=FORMS)
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print or write it. Raises `Refusal` or `Refused`."""
    from drills.cli.past_drills import show_history  # noqa: PLC0415

    return show_history(given, console)
