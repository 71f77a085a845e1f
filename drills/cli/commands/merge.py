"""Several zones' runs of one drill as one record with one report."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "merge.about",
    ja="区分ごとの実施記録を結合し、一つの訓練として報告します",
    en="merge the runs of a drill's zones into one record with one report",
)
FILES = Phrase(
    "merge.files",
    ja="バンドルのファイル、または実施記録のフォルダーか名前",
    en="bundles, or folders or names of runs",
)
OFFSET = Phrase(
    "merge.offset",
    ja="区分の端末の時計が、最初の区分の時計よりどれだけ進んでいたか（例: lgwan=+3s+-1s）",
    en="how far a zone's clock was ahead of the first zone's (for instance lgwan=+3s+-1s)",
)
WITHOUT = Phrase(
    "merge.without",
    ja="記録がないまま結合する区分（報告に残ります）",
    en="a zone whose record is missing; the report says so",
)
MUNICIPALITIES = Phrase(
    "merge.municipalities",
    ja="合同訓練の、複数の市町村の記録を並べて一つの報告にします（団体コードで区別します）",
    en="place the records of several municipalities' joint drill side by side, told apart by "
    "their organisations' codes",
)
IGNORE_WORDS = Phrase(
    "merge.ignore_words",
    ja="他の区分から聞いた時刻を、時計合わせに使いません",
    en="do not compare the clocks by when word came from another zone",
)
MADE = Phrase(
    "merge.made",
    ja="{count}つの区分の記録を {run} に結合しました。元の記録は {folder} にあります。",
    en="{count} segments were merged into {run}. Their own records are kept in {folder}.",
)
PLAN = Phrase(
    "merge.plan",
    ja="署名を確かめる鍵のある計画（省略時は今のフォルダから上に探します）",
    en="the plan with the keys to check signatures by (looked for from here upwards if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("files", FILES, nargs="+", metavar="FILE")
    parser.option("--offset", OFFSET, action="append", default=[], metavar="ZONE=+3s+-1s")
    parser.option("--without", WITHOUT, action="append", default=[], metavar="ZONE")
    parser.option("--municipalities", MUNICIPALITIES, action="store_true")
    parser.option("--ignore-words", IGNORE_WORDS, action="store_true")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--operator", options.OPERATOR)
    parser.option("--json", options.JSON, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Merge, then print the result as that of any drill."""
    from drills.cli import records, reporting, running, starting, vocabulary  # noqa: PLC0415
    from drills.cli.merging import Wanted, merge  # noqa: PLC0415
    from drills.core.machine import replay  # noqa: PLC0415
    from drills.journal.sqlite import read  # noqa: PLC0415
    from drills.runtime.sources import FOLDER  # noqa: PLC0415

    vocabulary.learn()
    wanted = Wanted(
        files=given.files,
        runs=given.runs,
        by=starting.operator(given.operator),
        tool=starting.tool(),
        offsets=given.offset,
        without=given.without,
        words=not given.ignore_words,
        municipalities=given.municipalities,
    )
    folder = merge(wanted, records.known_keys(given.plan), console)
    drill = replay(each.event() for each in read(folder))
    console.tell(MADE(count=len(given.files), run=folder.name, folder=str(folder / FOLDER)))
    reporting.print_result(folder, console, json=given.json)
    return running.exit_code(drill)
