"""Print forms of a plan, and those of a drill that is to be held."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "print.about",
    ja="計画書・連絡先一覧・チェックリスト・状況付与票などを、A4の印刷用ページやWordで書き出します",
    en="write the plan, contacts, checklists, situations … as pages for A4 or as files for Word",
)
NAMES = Phrase(
    "print.names",
    ja="様式、シナリオ、計画のフォルダを、どの順でも。計画から作る様式は plan（計画書）、contacts"
    "（緊急連絡先一覧）、checklists（行動チェックリスト）、damage-check（被害状況チェックシート）、"
    "drill-plan（訓練計画）、home-copy（自宅保管用の初動の手引き）。シナリオから作る様式は injects"
    "（状況付与票）、timeline（訓練進行表）、evaluation（訓練評価シート）。"
    "様式を省くと、計画（シナリオを書けばシナリオ）のすべて。"
    "aar と実施番号（省略時は last）で、訓練評価報告書・改善計画",
    en="forms, a scenario, the plan's folder, in any order. Of the plan: plan contacts checklists "
    "damage-check drill-plan home-copy; of a scenario: injects timeline evaluation. Without a "
    "form: all of the plan, or with a scenario all of its drill. aar with a run (last if not "
    "given): the after-action report and improvement plan",
)
FORMAT = Phrase(
    "print.format",
    ja="html（印刷用のページ、省略時）、docx（Wordで編集）、pdf（追加の部品が要ります）",
    en="html (a page to print, if not given), docx (to edit in Word) or pdf (needs an extra)",
)
OUT = Phrase(
    "print.out",
    ja="書き出すフォルダ（省略時は ./printed）。ファイルの名前は様式ごとに決まっています",
    en="the folder to write into (./printed if not given); files are named after their forms",
)
PAST = Phrase(
    "print.past",
    ja="aar に、前回までの訓練との比較と計画の改善事項も載せます",
    en="in aar also what earlier drills and the plan's action items say",
)
SET = Phrase(
    "print.set",
    ja="シナリオのパラメータを変えます（名前=値）",
    en="change a parameter of the scenario (name=value)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("names", NAMES, nargs="*", metavar="FORM|SCENARIO|DIR|RUN")
    parser.option("--plan", options.PLAN, type=Path, metavar="DIR")
    parser.option("-f", "--format", FORMAT, choices=("html", "docx", "pdf"), default="html")
    parser.option("--past", PAST, action="store_true")
    parser.option("-o", "--out", OUT, type=Path, default=Path("printed"), metavar="DIR")
    parser.option("--set", SET, action="append", default=[], metavar="NAME=VALUE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write them. Raises `Refusal` or `Refused`."""
    from drills.cli import after_action, printing  # noqa: PLC0415

    if after_action.is_meant(given):
        return after_action.printed(given, console)
    return printing.printed(given, console)
