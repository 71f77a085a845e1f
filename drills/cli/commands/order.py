"""Speak to a running drill from another terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import get_args

from bcp.message import Phrase, Text
from drills.cli.arguments import Parser
from drills.cli.commands.run import OPERATOR
from drills.cli.commands.verify import RUN
from drills.cli.console import Console
from drills.cli.exit_codes import ExitCode
from drills.core import orders
from drills.core.events import Answer
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
WRONG = Phrase(
    "order.wrong",
    ja="「{verb}」には {wanted} が要ります。",
    en="{verb!r} wants {wanted}.",
)
NOT_A_WORD = Phrase(
    "order.not_a_word",
    ja="「{given}」とは答えられません。{known:list} のどれかです。",
    en="{given!r} is no answer. It is one of {known:list}.",
)
NOT_RUNNING = Phrase(
    "order.not_running",
    ja="{run} は今、動いていません。「bcp-drill resume {run}」で続けてから送ってください。",
    en="{run} is not running now. Go on with bcp-drill resume {run} first.",
)
TAKEN = Phrase("order.taken", ja="伝えました。", en="Done.")

_ANSWERS = get_args(Answer)
_VERDICTS = ("done", "not_done", "repeat")


def arguments(parser: Parser) -> None:
    """Declare what may stand behind the command."""
    parser.word("run", RUN, metavar="RUN")
    parser.word("verb", VERB, metavar="ORDER", choices=tuple(_VERBS))
    parser.word("rest", REST, nargs="*", metavar="…")
    parser.option("--operator", OPERATOR)
    parser.option("--note", NOTE, default="")
    parser.option("--stumble", STUMBLE, default="")
    parser.option("--second", SECOND)
    parser.option("--now", NOW, action="store_true")


def run(given: argparse.Namespace, console: Console) -> ExitCode:
    """Send one order and wait for what the drill says to it."""
    from drills.cli import running, starting  # noqa: PLC0415
    from drills.journal.lock import is_held  # noqa: PLC0415
    from drills.runtime.inbox import send  # noqa: PLC0415

    wanted, build = _VERBS[given.verb]
    if len(given.rest) != len(wanted.split()):
        raise Refusal(WRONG(verb=given.verb, wanted=wanted or "-"))
    order = build(given, starting.operator(given.operator))
    folder, _ = running.unfinished(given.runs, given.run)
    if not is_held(folder):
        raise Refusal(NOT_RUNNING(run=folder.name))
    send(folder, order)
    console.tell(TAKEN())
    return ExitCode.PASSED


def _word(given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise Refusal(NOT_A_WORD(given=given, known=known))
    return given


def _answer(given: argparse.Namespace, by: str) -> orders.Order:
    step, word = given.rest
    answer: Answer = _word(word, _ANSWERS)  # type: ignore[assignment]
    return orders.Answer(step, answer, by, given.note, given.stumble)


def _settle(given: argparse.Namespace, by: str) -> orders.Order:
    step, word = given.rest
    verdict = _word(word, _VERDICTS)
    return orders.SettleDoubt(step, verdict, by, given.note)  # type: ignore[arg-type]


def _approval(given: argparse.Namespace, by: str, *, granted: bool) -> orders.Order:
    step, role = given.rest
    return orders.Approve(step, role, by, granted, given.note)


def _amend(given: argparse.Namespace, by: str) -> orders.Order:
    seq, field, value = given.rest
    if not seq.isdigit():
        raise Refusal(WRONG(verb="amend", wanted="RECORD FIELD VALUE"))
    return orders.Amend(int(seq), field, value, by, given.note)


_VERBS: Mapping[str, tuple[str, Callable[[argparse.Namespace, str], orders.Order]]] = {
    "answer": ("STEP WORD", _answer),
    "approve": ("STEP ROLE", lambda g, by: _approval(g, by, granted=True)),
    "refuse": ("STEP ROLE", lambda g, by: _approval(g, by, granted=False)),
    "settle": ("STEP VERDICT", _settle),
    "pause": ("", lambda g, by: orders.Pause(by, g.note)),
    "go-on": ("", lambda g, by: orders.GoOn(by)),
    "hold": ("STEP", lambda g, by: orders.Hold(g.rest[0], by)),
    "release": ("STEP", lambda g, by: orders.Release(g.rest[0], by, g.now)),
    "skip": ("STEP", lambda g, by: orders.Skip(g.rest[0], by, g.note)),
    "set-aside": ("CHECK", lambda g, by: orders.SetAside(g.rest[0], by, g.note, g.second)),
    "inject": ("TO TEXT", lambda g, by: orders.GiveInject(g.rest[0], Text(g.rest[1]), by)),
    "amend": ("RECORD FIELD VALUE", _amend),
}
