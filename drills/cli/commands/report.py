"""What a drill came to."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "report.about",
    ja="訓練の結果を、数値の根拠とともに報告します",
    en="report what a drill came to, and how each number was computed",
)
FORM = Phrase(
    "report.form",
    ja="形式: {forms:list}。省略時は -o のファイル名の終わり（.html など）による",
    en="the form: {forms:list}; if not given, by the ending of the file behind -o",
)
ONE_FORM = Phrase("report.one_form", ja="{form}（{about}）", en="{form} ({about})")
EDITION = Phrase(
    "report.edition",
    ja="版: full（全体。省略時）、page（部長・CIO向けの1枚だけ）、"
    "public（公開用。氏名・接続先・弱点を除いたもの）",
    en="the edition: full (all of it, the default), page (the one page alone) or public (without "
    "people, addresses and weaknesses)",
)
PAST = Phrase(
    "report.past",
    ja="前回までの訓練との比較と、計画の改善事項も載せます（省略時は、この訓練の記録だけから作ります）",
    en="also what earlier drills and the plan's action items say (if not given, the report is made "
    "from this drill's record alone)",
)
PLAN = Phrase(
    "report.plan",
    ja="--past で改善事項を読む計画（省略時は今のフォルダから上に探します）",
    en="the plan whose action items --past reads (looked for from this folder upwards)",
)
OUT = Phrase(
    "report.out",
    ja="書き出すファイル（省略時は標準出力）",
    en="the file to write (standard output if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    from drills import writers  # noqa: PLC0415

    forms = [ONE_FORM(form=each, about=writers.writer(each).ABOUT()) for each in writers.names()]
    parser.word("run", options.RECORD, metavar="RUN")
    parser.option("-f", "--form", FORM(forms=forms), choices=writers.names(), metavar="FORM")
    parser.option("--edition", EDITION, choices=("full", "page", "public"), default="full")
    parser.option("--past", PAST, action="store_true")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print or write the report of a run; one that cannot be trusted is stamped so."""
    from drills import writers  # noqa: PLC0415
    from drills.cli.records import place_of  # noqa: PLC0415
    from drills.cli.reporting import print_report  # noqa: PLC0415

    form = given.form or writers.form_of(given.out)
    place = place_of(given.runs, given.run)
    past = given.runs if given.past else None
    print_report(place, form, console, given.out, given.edition, past=past, plan=given.plan)
    return ExitCode.PASSED
