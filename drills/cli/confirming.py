"""What a drill may touch, listed before its start, and confirmed by whoever starts it."""

from __future__ import annotations

import sys
from typing import TextIO

from bcp.consent import says_yes
from bcp.message import Message, Phrase
from drills.cli.console import WIDTH, Console
from drills.cli.starting import NOT_STARTED
from drills.core.brief import Brief
from drills.core.sendable import ToSend, to_send
from drills.core.state import Drill
from drills.core.touches import touches
from drills.report.layout import wrapped
from drills.report.message_words import BY, SEND
from drills.report.touched import NOT_AT_TABLE, touched, unguarded_at_table

SENDING = Phrase(
    "confirm.sending",
    ja="送るメッセージ（{send}）",
    en="Messages that go out ({send})",
)
SENT = Phrase("confirm.sent", ja="［{step}］{by} {count}通", en="[{step}] {count} by {by}")
SEND_QUESTION = Phrase(
    "confirm.send_question",
    ja="上のメッセージを本人に送ります。始めますか。始めるなら y か「はい」:",
    en="The messages above go to the people themselves. Begin? Type y for yes:",
)
SEND_UNASKED = Phrase(
    "confirm.send_nobody",
    ja="本人にメッセージを送る訓練ですが、確かめる端末がありません。上の一覧でよければ、"
    "--yes を付けて実行してください。",
    en="This drill sends messages to people, and there is no terminal to ask. If the list above "
    "is what you want, run it with --yes.",
)
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
        return sending_confirmed(Drill(brief=brief), console, yes=yes, answers=answers)
    for group in touched(brief, console.lang):
        console.tell(group.heading)
        for line in group.lines:
            first, *rest = wrapped(line, WIDTH - 4)
            console.tell("\n".join([f"  - {first}", *(f"    {each}" for each in rest)]))
    _list_messages(Drill(brief=brief), console)
    if yes or _agreed(console, answers or sys.stdin, QUESTION, NOBODY_TO_ASK):
        return True
    console.tell(NOT_STARTED())
    return False


def sending_confirmed(
    drill: Drill,
    console: Console,
    *,
    yes: bool,
    answers: TextIO | None = None,
    refused: Phrase = NOT_STARTED,
) -> bool:
    """Whether the messages that are still to go out may do so; tests need no word.

    `refused` says what follows from a no.
    """
    listed = _list_messages(drill, console)
    if yes or not listed or drill.send != "real":
        return True
    if _agreed(console, answers or sys.stdin, SEND_QUESTION, SEND_UNASKED):
        return True
    console.tell(refused())
    return False


def _list_messages(drill: Drill, console: Console) -> bool:
    found = to_send(drill)
    lines = [f"  - {console.speak(_line(each))}" for each in found]
    if found:
        console.tell("\n".join([console.speak(SENDING(send=SEND[drill.send]())), *lines]))
    return bool(found)


def _line(each: ToSend) -> Message:
    return SENT(step=each.step, by=BY[each.by](), count=each.count)


def _agreed(console: Console, answers: TextIO | None, question: Phrase, nobody: Phrase) -> bool:
    if answers is None or not answers.isatty():
        console.tell(nobody())
        return False
    console.tell(question())
    agreed = says_yes(answers.readline())
    if not agreed:
        console.tell(DECLINED())
    return agreed
