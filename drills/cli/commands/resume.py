"""Go on with a drill whose program ended."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
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
RESUME_SEND = Phrase(
    "resume.send",
    ja="メッセージの手順を、これから none、test、real のどれにするか（省略時は始めたときのまま）",
    en="messages to people from here on: none, test or real; as it was begun if not given",
)
YES = Phrase(
    "resume.yes",
    ja="本人にメッセージを送る前に、確かめの質問をしません（一覧は出します）",
    en="do not ask before writing to people (the list is still shown)",
)
NOT_TAKEN_UP = Phrase(
    "resume.not_taken_up",
    ja="訓練を再開していません。ここまでの記録はそのままです。",
    en="The drill was not taken up. What is recorded of it stays as it is.",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    from bcp.messages import SEND  # noqa: PLC0415

    parser.word("run", options.RUN, metavar="RUN")
    parser.option("--answers", options.ANSWERS, type=Path, metavar="FILE")
    parser.option("--send", RESUME_SEND, choices=SEND)
    parser.option("--yes", YES, action="store_true")
    parser.option("--operator", options.OPERATOR)
    parser.option("--headless", options.HEADLESS, action="store_true")
    parser.option("--json", options.JSON, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Take the run up where its record ends."""
    from drills.cli import reporting, running, starting  # noqa: PLC0415
    from drills.cli.confirming import sending_confirmed  # noqa: PLC0415
    from drills.cli.drilling import (  # noqa: PLC0415
        on_screen,
        people_of,
        tell_how,
        wants_screen,
    )
    from drills.cli.engine import Engine  # noqa: PLC0415
    from drills.cli.front import ConsoleFront  # noqa: PLC0415
    from drills.cli.secret_asking import taken  # noqa: PLC0415
    from drills.core.events import SendChosen  # noqa: PLC0415
    from drills.core.machine import evolve  # noqa: PLC0415
    from drills.core.sendable import unsendable  # noqa: PLC0415

    folder, drill = running.to_go_on_with(given.runs, given.run)
    heard = None if wants_screen(given) else console
    people = people_of(given.answers, drill.started().scenario, heard)
    by = starting.operator(given.operator)
    send = given.send or drill.send
    brief = replace(drill.started(), send=send)
    wrong = tuple(unsendable(brief)) if given.send else ()
    for each in wrong:
        console.tell(each)
    chosen = evolve(drill, SendChosen(drill.now, send, by))
    if wrong or not sending_confirmed(chosen, console, yes=given.yes, refused=NOT_TAKEN_UP):
        return ExitCode.NOT_STARTED
    secrets = taken(brief, console)
    if secrets is None:
        return ExitCode.NOT_STARTED
    going_on = partial(running.take_up, folder, by=by, secrets=secrets, send=send)
    if wants_screen(given):
        engine = Engine(lambda front: going_on(front, people))
        return on_screen(engine, given, console)
    if not people:
        tell_how(console)
        console.tell(WITHOUT_ANSWERS())
    ended = going_on(ConsoleFront(console), people)
    reporting.print_result(folder, console, json=given.json)
    return running.exit_code(ended)
