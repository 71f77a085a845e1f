"""Read a plan and all its scenarios, and name every mistake at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from bcp.refused import Refusal, Refused
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "check.about",
    ja="計画とシナリオの誤りを、ファイル・行・桁とともにすべて示します",
    en="name every mistake in a plan and its scenarios, with file, line and column",
)
PLACE = Phrase(
    "check.place",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダ）",
    en="the plan's folder or file (this folder if not given)",
)
GOOD = Phrase(
    "check.good",
    ja="誤りはありません。システム {systems} 件、サーバ {servers} 台、シナリオ {scenarios} 本。",
    en="No mistakes. Systems: {systems}, servers: {servers}, scenarios: {scenarios}.",
)
WARNING = Phrase("check.warning", ja="注意: {what}", en="warning: {what}")


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("place", PLACE, nargs="?", type=Path, default=Path(), metavar="DIR")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Check. Raises `Refused` with the mistakes of all files."""
    from bcp.load import load_plan  # noqa: PLC0415
    from drills import probes  # noqa: PLC0415
    from drills.cli.places import scenario_files  # noqa: PLC0415

    catalogue = probes.catalogue()
    loaded = load_plan(given.place, catalogue)
    refusals: list[Refusal] = []
    warnings: list[Refusal] = list(loaded.warnings)
    files = scenario_files(given.place)
    if files:
        # A plan without scenarios needs none of what reads them.
        from scenarios.load import load_scenario  # noqa: PLC0415
    for path in files:
        try:
            warnings += load_scenario(path, loaded, catalogue).warnings
        except Refused as refused:
            refusals += refused.refusals
    for each in warnings:
        console.tell(WARNING(what=each.said_in(console.lang)))
    if refusals:
        raise Refused(refusals)
    plan = loaded.plan
    console.result(
        console.speak(
            GOOD(systems=len(plan.systems), servers=len(plan.servers), scenarios=len(files))
        )
    )
    return ExitCode.PASSED
