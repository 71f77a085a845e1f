"""The schedule's record, line by line: what the service did, and what it left out and why."""

from __future__ import annotations

import argparse

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
FORM = Phrase("schedule_log.form", ja="形式（省略時は text）", en="the form (text if not given)")
VERIFY = Phrase(
    "schedule_log.verify",
    ja="記録が書かれたときのままかを確かめます",
    en="check that the record is as it was written",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.option("--since", SINCE, metavar="DAY")
    parser.option("-f", "--form", FORM, choices=("text", "json"), default="text")
    parser.option("--verify", VERIFY, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show it. Raises `Refusal`, and `JournalBroken` where an entry cannot be trusted."""
    from drills.cli import schedule_logging  # noqa: PLC0415

    if given.verify:
        return schedule_logging.verified(given.runs, console)
    lines = schedule_logging.lines(given.runs, given.since, given.form, console.lang)
    if lines:
        console.result("\n".join(lines))
    elif given.form == "text":
        console.tell(schedule_logging.NOTHING())
    return ExitCode.PASSED
