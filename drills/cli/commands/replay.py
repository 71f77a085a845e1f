"""A drill told again from its record."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "replay.about",
    ja="訓練の経過を、記録からもう一度たどります",
    en="tell a drill again, line by line, from its record",
)
NUMBERS = Phrase(
    "replay.numbers",
    ja="記録番号も示します（order … amend で使います）",
    en="with the records' numbers, as order … amend wants them",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RECORD, metavar="RUN")
    parser.option("--numbers", NUMBERS, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Fold the record again and print a line for each event worth one."""
    from drills.cli import records, vocabulary  # noqa: PLC0415
    from drills.cli.reporting import NOTHING_YET  # noqa: PLC0415
    from drills.core.audit_events import OrderRefused, OrderTaken  # noqa: PLC0415
    from drills.core.machine import evolve  # noqa: PLC0415
    from drills.core.state import Drill  # noqa: PLC0415
    from drills.errors import Refusal  # noqa: PLC0415
    from drills.report.auditing import audit_line  # noqa: PLC0415
    from drills.report.clock import clock  # noqa: PLC0415
    from drills.report.layout import harmless  # noqa: PLC0415
    from drills.report.line import line_of  # noqa: PLC0415

    vocabulary.learn()
    drill = Drill()
    folder = records.place_of(given.runs, given.run)
    for record in records.trusted(folder):
        event = record.event()
        drill = evolve(drill, event)
        if isinstance(event, OrderTaken | OrderRefused):
            line: str | None = f"{clock(event.at)} {harmless(audit_line(event, console.lang))}"
        else:
            line = line_of(event, drill, console.lang)
        if line:
            console.result(f"{record.seq:>5}  {line}" if given.numbers else line)
    if drill.brief is None:
        raise Refusal(NOTHING_YET(run=folder.name))
    return ExitCode.PASSED
