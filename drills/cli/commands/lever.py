"""The lever that lets no drill run: on with a reason, off, or shown."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from bcp.message import Message, Phrase
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from drills.journal.lever import Pulled

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
WANTS_REASON = Phrase(
    "lever.wants_reason",
    ja="訓練停止には理由が要ります。--reason で書いてください。",
    en="The lever wants a reason. Give it with --reason.",
)
IS_ON = Phrase(
    "lever.is_on",
    ja="{why}進行中の訓練は中止し、実行した操作を元に戻します。実災害になった訓練は、全員に"
    "伝わるまで終わりません。",
    en="{why} What runs is ended, and what it did is taken back. A drill that became the real "
    "event stays open until everybody has been told.",
)
REPLACED = Phrase(
    "lever.replaced",
    ja="前の訓練停止（{at}、{by}さん: {reason}）を置き換えました。",
    en="This replaces what was said before ({at}, {by}: {reason}).",
)
REPLACED_UNREAD = Phrase(
    "lever.replaced_unread",
    ja="読み取れなかった訓練停止の記録（{path}）を置き換えました。",
    en="This replaces the file of the lever that could not be read ({path}).",
)
IS_OFF = Phrase("lever.is_off", ja="訓練停止はしていません。", en="The no-drills lever is off.")
NOW_OFF = Phrase(
    "lever.now_off", ja="訓練停止を解除しました。", en="The no-drills lever is off again."
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("what", WHAT, nargs="?", choices=("on", "off"), metavar="on|off")
    parser.option("--reason", REASON)
    parser.option("--by", BY, metavar="NAME")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Pull it, release it, or show it."""
    from drills.cli.starting import operator  # noqa: PLC0415
    from drills.errors import Refusal  # noqa: PLC0415
    from drills.journal.lever import Lever  # noqa: PLC0415

    lever = Lever(given.runs)
    if given.what == "on":
        reason = (given.reason or "").strip()
        if not reason:
            raise Refusal(WANTS_REASON())
        at = f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        by = operator(given.by)
        before = lever.state()
        console.result(console.speak(IS_ON(why=lever.pull(by, reason, at).said())))
        if before is not None:
            console.result(console.speak(_replaced(before)))
    elif given.what == "off":
        before = lever.release()
        console.result(console.speak(IS_OFF() if before is None else NOW_OFF()))
    else:
        pulled = lever.state()
        console.result(console.speak(IS_OFF() if pulled is None else pulled.said()))
    return ExitCode.PASSED


def _replaced(before: Pulled) -> Message:
    if before.damaged:
        return REPLACED_UNREAD(path=before.damaged)
    return REPLACED(at=before.at, by=before.by, reason=before.reason)
