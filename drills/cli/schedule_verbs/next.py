"""The next days of any planned drill, or of a rule that somebody wants to try."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "schedule_next.about",
    ja="訓練や規則の次の日時を、変更・中止の理由とともに示す",
    en="the next days of drills or of a rule, and why one is moved or left out",
)
DRILL = Phrase(
    "schedule_next.drill",
    ja="訓練のid（省略時はすべて）",
    en="ids of planned drills (all of them if not given)",
)
RULE = Phrase(
    "schedule_next.rule",
    ja='試したい規則（例: \'{{in: [4, 10], day: 2nd tue, at: "09:00"}}\'、"30 2 * * mon-fri"）',
    en='a rule to try, like \'{{in: [4, 10], day: 2nd tue, at: "09:00"}}\' or "30 2 * * mon-fri"',
)
COUNT = Phrase("schedule_next.count", ja="示す件数（省略時は10）", en="how many (10 if not given)")
SINCE = Phrase(
    "schedule_next.since",
    ja="この日から（2027-04-01、令和9年4月1日。省略時は今から）",
    en="from that day on, like 2027-04-01 (from now on if not given)",
)
PLAN = Phrase(
    "schedule_next.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)
FORM = Phrase("schedule_next.form", ja="形式（省略時は text）", en="the form; text if not given")


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.word("drills", DRILL, nargs="*", metavar="DRILL")
    parser.option("--rule", RULE, metavar="RULE")
    parser.option("-n", "--count", COUNT, type=int, default=10, metavar="N")
    parser.option("--from", SINCE, dest="since", metavar="DATE")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")
    parser.option("-f", "--form", FORM, choices=("text", "json"), default="text")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Show them. Raises `Refused` or `Refusal`."""
    from drills.cli.next_days import asked, lines_of, next_days, rows_of  # noqa: PLC0415

    wanted = asked(given)
    found = next_days(wanted)
    if given.form == "json":
        console.result(rows_of(wanted, found, console.lang))
        return ExitCode.PASSED
    for line in lines_of(wanted, found, console.lang):
        console.result(line)
    return ExitCode.PASSED
