"""What a person decides of a drill that waits: start it after all, leave it, or it was held."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "schedule_answer.about",
    ja="回答待ちの訓練について、始める・行わない・手で実施した、を答える",
    en="answer for a drill that waits: run it, skip it, or it was held by hand",
)
KEY = Phrase(
    "schedule_answer.key",
    ja="schedule status に出る番号、またはその先頭",
    en="the key that schedule status shows, or its beginning",
)
WHAT = Phrase(
    "schedule_answer.what",
    ja="run（始める）、skip（行わない）、held（手で実施した）",
    en="run, skip, or held (by hand)",
)
BY = Phrase(
    "schedule_answer.by",
    ja="答える人の名前（省略時はログイン名）",
    en="who answers (the account's name if not given)",
)
RUN = Phrase(
    "schedule_answer.run",
    ja="held: 実施した訓練の記録（last、名前、その先頭）",
    en="held: the record of that drill: last, its name or the beginning of its name",
)


PLAN = Phrase(
    "schedule_answer.plan",
    ja="計画のフォルダまたはファイル（省略時は今のフォルダから上へ探します）",
    en="the plan's folder or file (looked for from this folder upwards if not given)",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the word."""
    parser.word("key", KEY, metavar="KEY")
    parser.word("what", WHAT, choices=("run", "skip", "held"), metavar="run|skip|held")
    parser.option("--by", BY, metavar="NAME")
    parser.option("--run", RUN, metavar="RUN")
    parser.option("--plan", PLAN, type=Path, metavar="DIR")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Record the answer. Raises `Refusal`, `JournalBroken`, `Refused` for the named plan."""
    from drills.cli.schedule_answering import answered  # noqa: PLC0415
    from drills.cli.schedule_standing import plan_shown  # noqa: PLC0415

    plan = plan_shown(given.plan)
    console.tell(answered(given.runs, given.key, given.what, given.by, given.run, plan=plan))
    return ExitCode.PASSED
