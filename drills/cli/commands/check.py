"""Read a plan and all its scenarios, and name every mistake at once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Phrase
from bcp.refused import Refused
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from bcp.model import Plan
    from scenarios.model import Scenario

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
    ja="誤りはありません。システム {systems} 件、回線・無線・電源・テレワーク {devices} 件、"
    "サーバ {servers} 台、シナリオ {scenarios} 本。",
    en="No mistakes. Systems: {systems}; links, radio, power and telework: {devices}; "
    "servers: {servers}; scenarios: {scenarios}.",
)
ALONE = Phrase(
    "check.alone",
    ja="計画に誤りがあるため、シナリオ {scenarios} 本は計画との照合をせずに調べました。"
    "計画を直したら、もう一度確かめてください。",
    en="Because the plan has mistakes, its {scenarios} scenarios were read without it. "
    "Check again when the plan is mended.",
)
WARNING = Phrase("check.warning", ja="注意: {what}", en="warning: {what}")


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("place", PLACE, nargs="?", type=Path, default=Path(), metavar="DIR")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Check. Raises `Refused` with the mistakes of all files."""
    from drills.cli.checking import checked  # noqa: PLC0415

    found = checked(given.place)
    for each in found.warnings:
        console.tell(WARNING(what=each.said_in(console.lang)))
    if found.refusals:
        if found.plan is None and found.scenarios:
            console.tell(ALONE(scenarios=found.scenarios))
        raise Refused(found.refusals)
    if found.plan is not None:
        systems, servers = len(found.plan.systems), len(found.plan.servers)
        devices = len(found.plan.watchables) - systems
        counts = {"systems": systems, "devices": devices, "servers": servers}
        console.result(console.speak(GOOD(**counts, scenarios=found.scenarios)))
        _say_where(found.plan, found.drillable, console)
    return ExitCode.PASSED


def _say_where(plan: Plan, drillable: tuple[Scenario, ...], console: Console) -> None:
    """Which steps run at which terminal, where there are several."""
    if len({each.terminal for each in plan.zones if each.terminal}) < 2:
        return
    from drills.cli.zones import RUNS_WHERE, where  # noqa: PLC0415

    for each in drillable:
        lines = [console.speak(line) for line in where(plan, each)]
        if lines:
            console.result("\n".join([console.speak(RUNS_WHERE(scenario=each.id)), *lines]))
