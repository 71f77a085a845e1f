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
    from bcp.message import Message
    from bcp.model import Plan
    from bcp.refused import Refusal
    from drills.cli.checking import Checked
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
PLAN = Phrase(
    "check.plan",
    ja="DIR と同じ（ほかのコマンドと同じ書き方）",
    en="the same as DIR, as other commands have it",
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
ALL = Phrase(
    "check.all",
    ja="記入が残っている所とつじつまの合わない点を、はじめの少しだけでなくすべて示します",
    en="name all that makes no sense or is still to be adapted, not the first few places only",
)
SHARED = Phrase(
    "check.shared",
    ja="区分ごとの端末で行うシナリオ: {scenarios:list}"
    "（どの端末が何をするかは bcp-drill scenarios）",
    en="Held at several terminals, each for its zone: {scenarios:list} (bcp-drill scenarios tells "
    "which does what)",
)
# More of them would push what is to be done next off the screen.
SHARED_SAID = 3
WARNING = Phrase("check.warning", ja="注意: {what}", en="warning: {what}")


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("place", PLACE, nargs="?", type=Path, metavar="DIR")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--all", ALL, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Check. Raises `Refused` with the mistakes of all files."""
    from drills.cli.checking import checked  # noqa: PLC0415
    from drills.cli.making_sense import MOST  # noqa: PLC0415

    found = checked(given.place or given.plan or Path(), None if given.all else MOST)
    for each in found.warnings:
        console.tell(WARNING(what=each.said_in(console.lang)))
    if found.refusals:
        _say_senseless(found.senseless, console)
        if found.plan is None and found.scenarios:
            console.tell(ALONE(scenarios=found.scenarios))
        raise Refused(found.refusals)
    if found.plan is not None:
        systems, servers = len(found.plan.systems), len(found.plan.servers)
        devices = len(found.plan.watchables) - systems
        counts = {"systems": systems, "devices": devices, "servers": servers}
        console.result(console.speak(GOOD(**counts, scenarios=found.scenarios)))
        _say_where(found.plan, found.drillable, console)
        _say_ends(found.plan, found.drillable, console)
        _say_senseless(found.senseless, console)
        _say_what_is_left(found, found.plan, console, given)
    return ExitCode.PASSED


def _say_what_is_left(
    found: Checked, plan: Plan, console: Console, given: argparse.Namespace
) -> None:
    """What is still to be adapted, and what to do or to add next."""
    from drills.cli.next_three import next_three  # noqa: PLC0415
    from drills.cli.still_to_adapt import marks_at_first, told  # noqa: PLC0415

    at_first = marks_at_first(Path(plan.folder))
    left = tuple(told(found.marks, at_first, everything=given.all))
    pressing = _pressing(plan, given.runs) if plan.action_items else ()
    for part in (left, next_three(plan, found.drillable, pressing)):
        if part:
            console.result("\n".join(("", *(console.speak(line) for line in part))))


def _pressing(plan: Plan, runs: Path) -> tuple[Message, ...]:
    from drills.cli.pressing_items import pressing_items  # noqa: PLC0415

    return pressing_items(plan, runs)


def _say_senseless(points: tuple[Refusal, ...], console: Console) -> None:
    from drills.cli.making_sense import HEADING  # noqa: PLC0415

    if points:
        lines = (f"  {each.said_in(console.lang)}" for each in points)
        console.result("\n".join(("", console.speak(HEADING()), *lines)))


def _say_ends(plan: Plan, drillable: tuple[Scenario, ...], console: Console) -> None:
    """By when what begins by itself is ended; most plans have none, and need not load this."""
    if any(each.unattended is not None for each in plan.drills):
        from drills.cli.ends_at_the_latest import ends_told  # noqa: PLC0415

        told = ends_told(plan, drillable)
        if told is not None:
            console.result(console.speak(told))


def _say_where(plan: Plan, drillable: tuple[Scenario, ...], console: Console) -> None:
    """Which steps run at which terminal, where there are several."""
    if len({each.terminal for each in plan.zones if each.terminal}) < 2:
        return
    from drills.cli.zones import RUNS_WHERE, where  # noqa: PLC0415

    told = ((each.id, tuple(where(plan, each))) for each in drillable)
    shared = {scenario: lines for scenario, lines in told if lines}
    if len(shared) > SHARED_SAID:
        console.result(console.speak(SHARED(scenarios=[*shared])))
        return
    for scenario, lines in shared.items():
        said = [console.speak(each) for each in (RUNS_WHERE(scenario=scenario), *lines)]
        console.result("\n".join(said))
