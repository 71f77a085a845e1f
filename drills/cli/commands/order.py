"""Speak to a running drill from another terminal."""

from __future__ import annotations

import argparse

from bcp.message import Phrase
from drills.cli import options
from drills.cli.arguments import Parser
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.errors import Refusal

ABOUT = Phrase(
    "order.about",
    ja="進行中の訓練に、別の端末から回答や指示を送ります",
    en="answer or direct a running drill from another terminal",
)
VERB = Phrase(
    "order.verb",
    ja="answer 手順 結果 ／ approve・refuse 手順 役割 ／ settle 手順 結果 ／ pause ／ go-on ／ "
    "hold・release・skip 手順 ／ set-aside 監視 ／ inject 相手 本文 ／ amend 記録番号 項目 値",
    en="answer STEP WORD; approve or refuse STEP ROLE; settle STEP VERDICT; pause; go-on; hold, "
    "release or skip STEP; set-aside CHECK; inject TO TEXT; amend RECORD FIELD VALUE",
)
REST = Phrase("order.rest", ja="指示に続く語", en="the words behind it")
NOTE = Phrase("order.note", ja="メモ・理由", en="a note or reason")
STUMBLE = Phrase("order.stumble", ja="つまずいた点", en="what went wrong on the way")
NOW = Phrase("order.now", ja="release: 今すぐ始めます", en="release: begin it at once")
SECOND = Phrase("order.second", ja="set-aside: もう一人の確認者", en="set-aside: who confirms it")
NOT_RUNNING = Phrase(
    "order.not_running",
    ja="{run} は今、動いていません。「bcp-drill resume {run}」で続けてから送ってください。",
    en="{run} is not running now. Go on with bcp-drill resume {run} first.",
)
TAKEN = Phrase("order.taken", ja="伝えました。", en="Done.")

VERBS = (
    "answer",
    "approve",
    "refuse",
    "settle",
    "pause",
    "go-on",
    "hold",
    "release",
    "skip",
    "set-aside",
    "inject",
    "amend",
)


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", options.RUN, metavar="RUN")
    parser.word("verb", VERB, metavar="ORDER", choices=VERBS)
    parser.word("rest", REST, nargs="*", metavar="…")
    parser.option("--operator", options.OPERATOR)
    parser.option("--note", NOTE, default="")
    parser.option("--stumble", STUMBLE, default="")
    parser.option("--second", SECOND)
    parser.option("--now", NOW, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Send one order and wait for what the drill says to it."""
    from drills.cli import running, starting  # noqa: PLC0415
    from drills.cli.ordering import built  # noqa: PLC0415
    from drills.journal.lock import is_held  # noqa: PLC0415
    from drills.runtime.inbox import send  # noqa: PLC0415

    order = built(given, starting.operator(given.operator))
    folder, _ = running.unfinished(given.runs, given.run)
    if not is_held(folder):
        raise Refusal(NOT_RUNNING(run=folder.name))
    send(folder, order)
    console.tell(TAKEN())
    return ExitCode.PASSED
