"""What a drill may touch, listed before its start, and confirmed by whoever starts it."""

from __future__ import annotations

import sys
from typing import TextIO

from bcp.consent import says_yes
from bcp.message import Phrase
from drills.cli.console import WIDTH, Console
from drills.cli.starting import NOT_STARTED
from drills.core.brief import Brief
from drills.core.touches import touches
from drills.report.layout import wrapped
from drills.report.touched import NOT_AT_TABLE, touched, unguarded_at_table

QUESTION = Phrase(
    "confirm.question",
    ja="上の操作を実際のサーバに行います。始めますか。始めるなら y か「はい」:",
    en="The drill acts on the servers above. Begin? Type y for yes:",
)
NOBODY_TO_ASK = Phrase(
    "confirm.nobody",
    ja="実際のサーバを操作する訓練ですが、確かめる端末がありません。上の一覧でよければ、"
    "--yes を付けて実行してください。",
    en="This drill acts on real servers, and there is no terminal to ask. If the list above is "
    "what you want, run it with --yes.",
)
DECLINED = Phrase("confirm.declined", ja="取りやめました。", en="It was called off.")


def confirmed(brief: Brief, console: Console, *, yes: bool, answers: TextIO | None = None) -> bool:
    """Whether the drill may begin. One that changes nothing on any server needs no word.

    With `yes` the list is shown and nobody is asked. `answers` is where a person types, the
    standard input where it is not given; without a terminal behind it nothing is confirmed.
    """
    if unguarded_at_table(brief):
        console.tell(NOT_AT_TABLE())
    if not touches(brief):
        return True
    for group in touched(brief, console.lang):
        console.tell(group.heading)
        for line in group.lines:
            first, *rest = wrapped(line, WIDTH - 4)
            console.tell("\n".join([f"  - {first}", *(f"    {each}" for each in rest)]))
    if yes or _agreed(console, answers or sys.stdin):
        return True
    console.tell(NOT_STARTED())
    return False


def _agreed(console: Console, answers: TextIO | None) -> bool:
    if answers is None or not answers.isatty():
        console.tell(NOBODY_TO_ASK())
        return False
    console.tell(QUESTION())
    agreed = says_yes(answers.readline())
    if not agreed:
        console.tell(DECLINED())
    return agreed
