"""What can be drilled with a plan."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "scenarios.about",
    ja="計画にあるシナリオの一覧を示します",
    en="list the scenarios that lie with a plan",
)
NONE = Phrase(
    "scenarios.none",
    ja="{plan} の scenarios フォルダにシナリオがありません。",
    en="There are no scenarios in the folder scenarios of {plan}.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.option("--plan", options.PLAN, type=Path, metavar="DIR")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Print name, title and modes of each."""
    from bcp.load import load_plan  # noqa: PLC0415
    from drills import probes  # noqa: PLC0415
    from drills.cli.places import here, plan_above, scenario_files  # noqa: PLC0415
    from drills.cli.zones import where  # noqa: PLC0415
    from scenarios.load import load_scenario  # noqa: PLC0415

    plan = given.plan or plan_above(here())
    catalogue = probes.catalogue()
    loaded = load_plan(plan, catalogue)
    lines = []
    for path in scenario_files(plan):
        scenario = load_scenario(path, loaded, catalogue).scenario
        title = scenario.title.said_in(console.lang)
        lines.append(f"{path.stem}  {title}  ({', '.join(scenario.modes)})")
        lines += [console.speak(each) for each in where(loaded.plan, scenario)]
    console.result("\n".join(lines) if lines else console.speak(NONE(plan=str(plan))))
    return ExitCode.PASSED
