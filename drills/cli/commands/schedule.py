"""The year's drills: the service that starts them, what it did, and what waits for a person."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli import schedule_verbs
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "schedule.about",
    ja="年間訓練計画の訓練を予定どおりに始めるサービスと、その予定・記録を扱います",
    en="the service that starts the year's drills when they are due, and what it did",
)
VERB = Phrase("schedule.verb", ja="何をするか: {verbs:list}", en="what to do: {verbs:list}")
ONE_VERB = Phrase("schedule.one_verb", ja="{name}（{about}）", en="{name} ({about})")
NO_VERB = Phrase(
    "schedule.no_verb",
    ja="「schedule {word}」という使い方はありません。{then}",
    en="There is no schedule {word!r}. {then}",
)
STATUS = "status"
OWN_WORDS = schedule_verbs
"""Each has options of its own; see `drills.cli.main`."""


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command; each word has its own options."""
    verbs = [ONE_VERB(name=each, about=OWN_WORDS.verb(each).ABOUT()) for each in OWN_WORDS.names()]
    parser.word("verb", VERB(verbs=verbs), nargs="?", default=STATUS, metavar="VERB")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Without a word, show how the programme stands. Raises `Refusal` for one nobody knows."""
    from bcp.did_you_mean import remedy  # noqa: PLC0415

    if given.verb not in OWN_WORDS.names():
        then = remedy(given.verb, OWN_WORDS.names()) or ""
        raise Refusal(NO_VERB(word=given.verb, then=then))
    own = Parser(f"bcp-drill schedule {given.verb}", ABOUT, console.lang)
    module = OWN_WORDS.verb(given.verb)
    module.arguments(own)
    words = ["--runs", str(given.runs)]
    code: ExitCode = module.run(own.parse_args(words), console)
    return code
