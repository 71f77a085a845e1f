"""The service itself: it stays here, and starts the plan's drills when they are due."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from drills.schedule.claims import Claims
    from drills.schedule.record import ScheduleRecord

ABOUT = Phrase(
    "schedule_run.about",
    ja="予定の訓練を始めるサービスを動かす",
    en="run the service that starts the drills",
)
PLAN = Phrase(
    "schedule_run.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
CLAIMS = Phrase(
    "schedule_run.claims",
    ja="複数のホストで分け合うときの PostgreSQL。接続先（postgresql://…）そのものではなく、"
    "置き場所を env:変数名、file:パス、keyring:サービス/アカウント で書きます",
    en="PostgreSQL, where several hosts share the plan: not its address (postgresql://…) itself, "
    "but where that is kept, as env:NAME, file:PATH or keyring:SERVICE/ACCOUNT",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("--claims", CLAIMS, metavar="WHERE")


def _shared(where: str) -> Callable[[ScheduleRecord, str], Claims]:
    """Claims in the PostgreSQL whose address is kept there. Raises `Refusal`."""
    from drills.cli.schedule_claims import address_in  # noqa: PLC0415
    from drills.schedule.claims_postgres import PostgresClaims  # noqa: PLC0415

    address = address_in(where)

    def made(record: ScheduleRecord, host: str) -> Claims:
        claims = PostgresClaims(address, host, record)
        claims.prepare()
        return claims

    return made


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Stay until told to leave. Raises `Refusal`, `JournalBroken`."""
    from bcp.message import Message  # noqa: PLC0415
    from drills.cli.places import here, plan_above  # noqa: PLC0415
    from drills.cli.starting import tool  # noqa: PLC0415
    from drills.schedule.events import ScheduleEvent  # noqa: PLC0415
    from drills.schedule.running import Wanted, serve  # noqa: PLC0415
    from drills.schedule.words import said  # noqa: PLC0415

    def told(what: ScheduleEvent | Message) -> None:
        console.tell(what if isinstance(what, Message) else said(what))

    plan = given.plan or plan_above(here())
    make = None if given.claims is None else _shared(given.claims)
    serve(Wanted(plan.resolve(), given.runs.resolve(), tool(), told, make))
    return ExitCode.PASSED
