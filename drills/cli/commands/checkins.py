"""Take answers of staff that another tool took: a safety-check service, a form, a VPN's log."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "bring.about",
    ja="安否確認サービス・フォーム・VPN記録などの回答を、点呼の回答として取り込みます",
    en="take the answers of another tool (safety-check service, form, VPN log) as check-ins",
)
FILE = Phrase(
    "bring.file",
    ja="回答の表（.csv か .xlsx）",
    en="the table of answers (.csv or .xlsx)",
)
STEP = Phrase(
    "bring.step",
    ja="点呼の手順（省略時は、点呼の手順が一つのときその手順）",
    en="the check-in's step (the only one, if not given)",
)
COLUMNS = Phrase(
    "bring.columns",
    ja="見出しの読み方（例: --columns number=社員番号,time=回答日時）。"
    "number、date、time、safety、method、problem、task1〜task5",
    en="which heading is which (--columns number=Staff,time=Answered): number, date, time, safety, "
    "method, problem, task1 to task5",
)
MEANS = Phrase(
    "bring.means",
    ja="そのファイルの言葉の意味（例: --means 大丈夫です=safe）",
    en="what a word of the file means (--means fine=safe)",
)
LEAVE_OUT = Phrase(
    "bring.leave_out",
    ja="除く行: unknown（対象外の番号）、outside（訓練の外の日時）、older（同じ人の前の回答）",
    en="rows to leave out: unknown (numbers not expected), outside (of the drill), older (answers "
    "of the same person)",
)
GATEWAY = Phrase(
    "bring.gateway",
    ja="VPNの記録のとき、そのテレワークの手段（telework）のid",
    en="of which way of telework the file is a log",
)
TOOL = Phrase(
    "bring.tool",
    ja="回答を集めた仕組みの呼び名（報告書に出ます）",
    en="what took the answers, as the report shall call it",
)
BY = Phrase(
    "bring.by",
    ja="取り込む人の名前（省略時はログイン名）",
    en="who brings them (the account's name if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RUN, metavar="RUN")
    parser.word("file", FILE, type=Path, metavar="FILE")
    parser.option("--step", STEP)
    parser.option("--columns", COLUMNS, action="append", default=[], metavar="WORD=HEADING")
    parser.option("--means", MEANS, action="append", default=[], metavar="TEXT=WORD")
    parser.option(
        *("--leave-out", LEAVE_OUT),
        action="append",
        default=[],
        choices=("unknown", "outside", "older"),
    )
    parser.option("--gateway", GATEWAY, metavar="WAY")
    parser.option("--tool", TOOL, default="", metavar="NAME")
    parser.option("--operator", BY)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Take all of a file, or nothing. Raises `Refused` with every mistake in it, or `Refusal`."""
    from drills.cli.bringing import brought  # noqa: PLC0415

    return brought(given, console)
