"""Run a drill."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from drills.cli.loading import Loaded
    from drills.core.brief import Brief

ABOUT = Phrase(
    "run.about",
    ja="訓練を実施し、復旧時間を目標と比べて報告します",
    en="run a drill, and report recovery times against their targets",
)
MODE = Phrase(
    "run.mode",
    ja="tabletop（机上・通信なし）、walkthrough（確認のみ）、operational（操作あり）。"
    "省略時はシナリオの先頭のもの。ただし operational は必ず指定します",
    en="tabletop (no network), walkthrough (asks only) or operational (acts too); if not given, "
    "the scenario's first, but never operational",
)
SET = Phrase(
    "run.set",
    ja="シナリオのパラメータを変えます（名前=値）",
    en="change a parameter of the scenario (name=value)",
)
ZONE = Phrase(
    "run.zone",
    ja="この端末があるネットワーク（計画の zones の id）",
    en="the network zone this terminal is in (an id of the plan's zones)",
)
SIGNED = Phrase(
    "run.signed",
    ja="事前に署名された承認のファイル（何度でも書けます）",
    en="a file with an approval signed beforehand (may be given several times)",
)
DRY_RUN = Phrase(
    "run.dry_run",
    ja="何をするかだけを示し、どこにも接続しません",
    en="only show what would be done; nothing is connected to",
)


RUN_ID = Phrase(
    "run.run_id",
    ja="記録のフォルダの名前（省略時は時刻とシナリオから決めます）。同じ名前の記録があれば始めません",
    en="the name of the record's folder (made from the time and the scenario if not given); "
    "nothing begins where it is there already",
)
YES = Phrase(
    "run.yes",
    ja="実際のサーバを操作する前、本人にメッセージを送る前に、確かめの質問をしません"
    "（一覧は出します）",
    en="do not ask before acting on real servers or writing to people (the list is still shown)",
)


UNATTENDED = Phrase(
    "run.unattended",
    ja="立ち会う人がいない訓練とします（--headless を含みます）。質問はせず、人の答えが要る手順は"
    "期限（なければその場）で「答える人がいなかった」として終わります",
    en="hold it with nobody attending (implies --headless): nothing is asked, and what wants a "
    "person ends at its limit, or at once, saying that nobody was there",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    from bcp.messages import SEND  # noqa: PLC0415
    from scenarios.model import MODES  # noqa: PLC0415

    parser.word("scenario", options.SCENARIO, metavar="SCENARIO")
    parser.option("--plan", options.PLAN, type=Path, metavar="DIR")
    parser.option("--mode", MODE, choices=MODES)
    parser.option("--send", options.SEND, choices=SEND, default="none")
    parser.option("--set", SET, action="append", default=[], metavar="NAME=VALUE")
    parser.option("--answers", options.ANSWERS, type=Path, metavar="FILE")
    parser.option("--signed", SIGNED, type=Path, action="append", default=[], metavar="FILE")
    parser.option("--zone", ZONE)
    parser.option("--operator", options.OPERATOR)
    parser.option("--run-id", RUN_ID, metavar="NAME")
    parser.option("--headless", options.HEADLESS, action="store_true")
    parser.option("--unattended", UNATTENDED, action="store_true")
    parser.option("--json", options.JSON, action="store_true")
    parser.option("--dry-run", DRY_RUN, action="store_true")
    parser.option("--yes", YES, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Load, show or run, and report."""
    from drills.cli import confirming, loading, starting  # noqa: PLC0415
    from drills.journal.lever import refuse_while_on  # noqa: PLC0415

    loaded = loading.load(given.scenario, given.plan, given.set)
    by = starting.operator(given.operator)
    brief = starting.brief_of(loaded, given.mode, given.zone, by, "-", send=given.send)
    if given.signed:
        from drills.runtime.signed_approvals import with_signed  # noqa: PLC0415

        brief = with_signed(brief, given.signed)
    if starting.forbidden(brief, console):
        return ExitCode.NOT_STARTED
    from drills.cli.zones import all_here  # noqa: PLC0415

    if (everywhere := all_here(brief)) is not None:
        console.tell(everywhere)
    if given.dry_run:
        from drills.cli.dry_run import shown  # noqa: PLC0415

        console.result(shown(brief, console.lang))
        return ExitCode.PASSED
    refuse_while_on(given.runs)
    if given.unattended:
        return _alone(loaded, brief, given, console)
    if not confirming.confirmed(brief, console, yes=given.yes):
        return ExitCode.NOT_STARTED
    # What runs a drill loads a second's worth of libraries; showing and refusing need none.
    from drills.cli.drilling import drilled  # noqa: PLC0415
    from drills.cli.secret_asking import taken  # noqa: PLC0415

    secrets = taken(brief, console)
    if secrets is None:
        return ExitCode.NOT_STARTED
    return drilled(loaded, brief, given, console, secrets)


def _alone(loaded: Loaded, brief: Brief, given: argparse.Namespace, console: Console) -> ExitCode:
    """The same with nobody there."""
    from drills.cli import unattended  # noqa: PLC0415
    from drills.cli.drilling import drilled  # noqa: PLC0415

    given.headless = True
    brief = unattended.left_alone(brief, given.answers)
    if not unattended.confirmed(brief, console, yes=given.yes):
        return ExitCode.NOT_STARTED
    secrets = unattended.secrets_of(brief, console)
    if secrets is None:
        return ExitCode.NOT_STARTED
    return drilled(loaded, brief, given, console, secrets)
