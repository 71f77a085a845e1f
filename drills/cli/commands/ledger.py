"""A ledger in Excel or CSV: how it is read, how it differs from a plan, and taking it in."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "ledger.about",
    ja="Excel・CSV の台帳の読み方を確かめ、計画との違いを示し、取り込みます",
    en="see how a ledger in Excel or CSV is read, how it differs from a plan, and take it in",
)
FILE = Phrase("ledger.file", ja="台帳（.xlsx か .csv）", en="the ledger (.xlsx or .csv)")
PLAN = Phrase(
    "ledger.plan",
    ja="比べる計画のフォルダまたはファイル（省略時は読み方だけを示します）",
    en="the plan to compare it with (if not given, only how the ledger is read is told)",
)
TAKE = Phrase(
    "ledger.take",
    ja="違いを計画に書き込みます（計画にしかないものや、空欄は、そのままにします）",
    en="put the differences into the plan (nothing is taken away)",
)
NO_PLAN = Phrase(
    "ledger.take_needs_plan",
    ja="--take には、取り込む計画を --plan で指定してください。",
    en="With --take, name the plan with --plan.",
)
TAKEN = Phrase(
    "ledger.taken",
    ja="{files:list} に書き込みました。「bcp-drill check」で確かめてください。",
    en="Put into {files:list}. See bcp-drill check.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    from drills.cli.ledger_options import declare  # noqa: PLC0415

    parser.word("files", FILE, nargs="+", type=Path, metavar="FILE")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--take", TAKE, action="store_true")
    declare(parser)


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Read, compare, and take where that was asked. Raises `Refused` or `Refusal`."""
    from drills.cli.ledgers import brought, tell_left_out, tell_unread  # noqa: PLC0415

    if given.plan is None:
        if given.take:
            raise Refusal(NO_PLAN())
        ledger = brought(given, given.files, console)
        tell_left_out(ledger, console)
        tell_unread(ledger.unread, console)
        return ExitCode.PASSED
    return _compared(given, console)


def _compared(given: argparse.Namespace, console: Console) -> ExitCode:
    from bcp.load import load_plan  # noqa: PLC0415
    from drills import probes  # noqa: PLC0415
    from drills.cli.ledger_differences import tell_differences  # noqa: PLC0415
    from drills.cli.ledgers import brought, replace_texts, tell_left_out  # noqa: PLC0415
    from drills.ledger.differences import differences  # noqa: PLC0415
    from drills.ledger.planned import known_of  # noqa: PLC0415
    from drills.ledger.taking import taken  # noqa: PLC0415

    catalogue = probes.catalogue()
    plan = load_plan(given.plan, catalogue).plan
    ledger = brought(given, given.files, console, known_of(plan))
    tell_left_out(ledger, console)
    differ = differences(ledger, plan)
    tell_differences(differ, plan, console, taking=given.take)
    if given.take and differ.to_take:
        texts = taken(differ, plan, given.plan, catalogue, console.lang)
        replace_texts(texts)
        console.result(console.speak(TAKEN(files=[str(each) for each in texts])))
    return ExitCode.PASSED
