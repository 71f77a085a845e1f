"""The lever that lets no drill run: on with a reason, off, or shown."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

ABOUT = Phrase(
    "lever.about",
    ja="訓練停止: すべての訓練を始められなくし、進行中の訓練を中止して元に戻します",
    en='the "no drills" lever: nothing begins, and what runs is ended and taken back',
)
WHAT = Phrase(
    "lever.what",
    ja="on（停止する）か off（解除する）。省略すると、今の状態を示します",
    en="on or off; if not given, shows how it stands",
)
REASON = Phrase("lever.reason", ja="停止する理由（on に必要）", en="why; on wants one")
BY = Phrase(
    "lever.by",
    ja="停止する人の名前（省略時はログイン名）",
    en="who does it (the account's name if not given)",
)

REPLACE = Phrase(
    "lever.replace",
    ja="停止中に、別の理由で停止し直します（前の人と理由も残ります）",
    en="where it is on already, put another reason in front; the others are kept",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("what", WHAT, nargs="?", choices=("on", "off"), metavar="on|off")
    parser.option("--reason", REASON)
    parser.option("--by", BY, metavar="NAME")
    parser.option("--replace", REPLACE, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Pull it, release it, or show it."""
    from drills.cli import levering  # noqa: PLC0415
    from drills.cli.starting import operator  # noqa: PLC0415

    if given.what == "on":
        by, reason = operator(given.by), given.reason or ""
        said = levering.put_on(given.runs, by, reason, replace=given.replace)
    elif given.what == "off":
        said = (levering.take_off(given.runs),)
    else:
        said = (levering.state(given.runs),)
    for each in said:
        console.result(console.speak(each))
    return ExitCode.PASSED
