"""Go on with a drill whose program ended."""

from __future__ import annotations

import argparse
from pathlib import Path

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "resume.about",
    ja="途中で止まった訓練を、記録から続けます",
    en="go on with a drill whose program ended, from its record",
)
WITHOUT_ANSWERS = Phrase(
    "resume.without_answers",
    ja="回答ファイルなしで再開します。始めたときの回答ファイルを使うには、--answers を付けて"
    "再開してください。",
    en="Going on without a file of answers. To use the one it was begun with, resume with "
    "--answers.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RUN, metavar="RUN")
    parser.option("--answers", options.ANSWERS, type=Path, metavar="FILE")
    parser.option("--operator", options.OPERATOR)
    parser.option("--headless", options.HEADLESS, action="store_true")
    parser.option("--json", options.JSON, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Take the run up where its record ends."""
    from drills.cli import reporting, running, starting  # noqa: PLC0415
    from drills.cli.drilling import (  # noqa: PLC0415
        on_screen,
        people_of,
        tell_how,
        wants_screen,
    )
    from drills.cli.engine import Engine  # noqa: PLC0415
    from drills.cli.front import ConsoleFront  # noqa: PLC0415
    from drills.cli.secret_asking import taken  # noqa: PLC0415

    folder, drill = running.to_go_on_with(given.runs, given.run)
    heard = None if wants_screen(given) else console
    people = people_of(given.answers, drill.started().scenario, heard)
    secrets = taken(drill.started(), console)
    if secrets is None:
        return ExitCode.NOT_STARTED
    by = starting.operator(given.operator)
    if wants_screen(given):
        engine = Engine(lambda front: running.take_up(folder, front, people, by, secrets=secrets))
        return on_screen(engine, given, console)
    if not people:
        tell_how(console)
        console.tell(WITHOUT_ANSWERS())
    ended = running.take_up(folder, ConsoleFront(console), people, by, secrets=secrets)
    reporting.print_result(folder, console, json=given.json)
    return running.exit_code(ended)
