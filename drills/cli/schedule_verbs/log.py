"""The schedule's record, line by line: what the service did, and what it left out and why."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "schedule_log.about",
    ja="サービスの記録（始めた・行わなかった・逃した訓練と理由）を示す",
    en="the service's record: what it started, left out and missed, and why",
)
SINCE = Phrase(
    "schedule_log.since",
    ja="この日から（例: 2027-04-01）",
    en="from that day on, like 2027-04-01",
)
PLAN = Phrase(
    "schedule_log.plan",
    ja="計画のフォルダまたはファイル。時刻は計画の時間帯で示します（省略時は今のフォルダから上へ探し、"
    "なければこの端末の時間帯）",
    en="the plan's folder or file, whose time zone the times are told in (looked for from this "
    "folder upwards if not given; this machine's zone without one)",
)
FORM = Phrase("schedule_log.form", ja="形式（省略時は text）", en="the form (text if not given)")
VERIFY = Phrase(
    "schedule_log.verify",
    ja="記録が書かれたときのままかを確かめます",
    en="check that the record is as it was written",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.option("--since", SINCE, metavar="DAY")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("-f", "--form", FORM, choices=("text", "json"), default="text")
    parser.option("--verify", VERIFY, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show it. Raises `Refusal`, `Refused`, `JournalBroken` (an entry cannot be trusted)."""
    from drills.cli import schedule_logging  # noqa: PLC0415
    from drills.cli.schedule_standing import zone_shown  # noqa: PLC0415

    if given.verify:
        return schedule_logging.verified(given.runs, console)
    zone = zone_shown(given.plan)
    lines = schedule_logging.lines(given.runs, given.since, given.form, console.lang, zone)
    if lines:
        console.result("\n".join(lines))
    elif given.form == "text":
        console.tell(schedule_logging.NOTHING())
    return ExitCode.PASSED
