"""Recovery times over the drills, joined only where they may be compared."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.commands.history import FORM, FORMS, OUT, REBUILD, SCENARIO
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "trend.about",
    ja="復旧時間の推移を、誤差と目標とともに示します",
    en="show recovery times over the drills, with their error and target",
)
SYSTEMS = Phrase(
    "trend.systems",
    ja="対象のID（システム、手順、業務。省略時はすべてのシステム）",
    en="ids of systems, steps or businesses (all systems if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("systems", SYSTEMS, nargs="*", metavar="SYSTEM")
    parser.option("--scenario", SCENARIO, metavar="NAME")
    parser.option("--rebuild", REBUILD, action="store_true")
    parser.option("-f", "--form", FORM, choices=FORMS)
    parser.option("-o", "--out", OUT, type=Path, metavar="FILE")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print or write it. Raises `Refusal`."""
    from drills.cli.past_drills import show_trend  # noqa: PLC0415

    return show_trend(given, console)
