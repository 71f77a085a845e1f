"""From the words of ``bcp-drill order`` to an order."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from typing import get_args

from bcp.message import Phrase, Text
from drills.core import orders
from drills.core.events import Answer
from drills.errors import Refusal

WRONG = Phrase(
    "order.wrong",
    ja="「{verb}」には {wanted} が要ります。",
    en="{verb!r} wants {wanted}.",
)
NOTHING_MORE = Phrase(
    "order.nothing_more",
    ja="「{verb}」の後には何も書きません。",
    en="{verb!r} takes no words behind it.",
)
# As many as a record's number can have, and a whole number for every program that reads it.
_NUMBER = re.compile(r"[0-9]{1,9}")
NOT_A_WORD = Phrase(
    "order.not_a_word",
    ja="「{given}」とは答えられません。{known:list} のどれかです。",
    en="{given!r} is no answer. It is one of {known:list}.",
)

_ANSWERS = get_args(Answer)
_VERDICTS = ("done", "not_done", "repeat")


def built(given: argparse.Namespace, by: str) -> orders.Order:
    """Give the order that was typed. Raises `Refusal` where words are missing or wrong."""
    wanted, build = _VERBS[given.verb]
    if len(given.rest) != len(wanted.split()):
        verb = given.verb
        raise Refusal(WRONG(verb=verb, wanted=wanted) if wanted else NOTHING_MORE(verb=verb))
    return build(given, by)


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
    if not _NUMBER.fullmatch(seq):
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
