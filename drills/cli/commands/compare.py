"""Two drills beside each other; or one scenario's in many municipalities."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "compare.about",
    ja="2回の訓練を並べて、何が速くなり、何が遅くなったかを示します"
    "（--pack では、配布した訓練の結果を団体別に集計します）",
    en="hold two drills beside each other: what got faster, what slower "
    "(with --pack: a scenario's results by body)",
)
RUNS = Phrase(
    "compare.runs",
    ja="比べる2回の訓練の記録（last、名前、名前の先頭、バンドルのファイル）。"
    "--pack では、各団体から戻ったバンドル（いくつでも。フォルダーならその中の .zip すべて）",
    en="two records to compare (last, a name or its beginning, a bundle's file); with --pack the "
    "bundles that came back, any number, or folders of them",
)
PACK = Phrase(
    "compare.pack",
    ja="配布した訓練パックのファイル（bcp-drill pack で作ったもの）",
    en="the scenario pack that was sent out (made by bcp-drill pack)",
)
BODIES = Phrase(
    "compare.bodies",
    ja="団体の一覧（YAML か CSV。団体コード、名称、振興局など、端末の公開鍵）",
    en="the list of bodies (YAML or CSV: code, name, area, public key of its terminal)",
)
BY_RESULT = Phrase(
    "compare.by_result",
    ja="団体コード順でなく、結果の順に並べます（序列と受け取られることに注意）",
    en="order the bodies by their results, not by their codes (it will be read as a league table)",
)
FORM = Phrase(
    "compare.form",
    ja="形式: text、html、csv、json（--pack では xlsx も）。省略時は -o のファイル名の終わりによる",
    en="the form: text, html, csv, json, and with --pack xlsx; if not given, by the ending of the "
    "file behind -o",
)
OUT = Phrase(
    "compare.out",
    ja="書き出すファイル（省略時は標準出力）",
    en="the file to write (standard output if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("runs_given", RUNS, nargs="*", metavar="RUN")
    parser.option("--pack", PACK, type=Path, metavar="FILE")
    parser.option("--bodies", BODIES, type=Path, metavar="FILE")
    parser.option("--by-result", BY_RESULT, action="store_true")
    parser.option("-f", "--form", FORM, choices=("text", "html", "csv", "json", "xlsx"))
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Write the comparison. Raises `Refusal` where there is nothing to compare."""
    if given.pack is not None:
        from drills.cli.returned import returned  # noqa: PLC0415

        return returned(given, console)
    from drills.cli.comparing import compare  # noqa: PLC0415

    return compare(given, console)
