"""``order RUN checkin STEP NUMBER``: what a member of staff told somebody by telephone."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

from bcp.message import Phrase
from drills.core.checkin_events import Problem, Safe, TaskResult
from drills.core.checkin_orders import CheckInByHand
from drills.core.orders import Order
from drills.errors import Refusal
from drills.runtime import roster

NO_ROSTER = Phrase(
    "order.no_roster",
    ja="この訓練には職員番号のファイル（{file}）がないため、番号から人を特定できません。",
    en="This drill has no file of numbers ({file}), so nobody can be found by one.",
)
NOT_ON_LIST = Phrase(
    "order.number_not_on_list",
    ja="職員番号「{number}」は、この訓練の職員名簿にありません。",
    en="The number {number!r} is not on this drill's list of staff.",
)
PROBLEMS_TOO: Mapping[str, str] = {
    "つながらない": "no_connection",
    "ログインできない": "no_login",
    "遅い": "slow",
    "システムが使えない": "no_system",
    "端末の不調": "device",
    "その他": "other",
    "なし": "",
}
SAFETY_TOO: Mapping[str, str] = {"無事": "safe", "けが": "injured", "助けが必要": "need_help"}
TASKS_TOO: Mapping[str, str] = {
    "できた": "done",
    "できなかった": "failed",
    "試していない": "not_tried",
}
Word = Callable[[str, tuple[str, ...], Mapping[str, str]], str]


def built(given: argparse.Namespace, by: str, word: Word) -> CheckInByHand:
    """The order as typed, with the number in place of the id; see `with_person`.

    `word` takes a word in either language. Raises `Refusal`.
    """
    step, number = given.rest
    problem = word(given.problem or "なし", get_args(Problem), PROBLEMS_TOO)
    safety = word(given.safety, get_args(Safe), SAFETY_TOO) if given.safety else ""
    said = (given.tasks or "").replace("、", ",").split(",")
    tasks = tuple(word(each, get_args(TaskResult), TASKS_TOO) for each in said if each)
    how = (given.method or "", tasks, problem, safety)
    return CheckInByHand(step, number, by, *how)  # type: ignore[arg-type]


def with_person(order: Order, folder: Path) -> Order:
    """The order with the id of whom it is about, so that no number goes any further.

    Raises `Refusal` for a number that is not on the list.
    """
    if not isinstance(order, CheckInByHand):
        return order
    known = roster.read(folder / roster.NAME)
    if known is None:
        raise Refusal(NO_ROSTER(file=roster.NAME))
    person = known.named(order.person)
    if person is None:
        raise Refusal(NOT_ON_LIST(number=order.person))
    return replace(order, person=person)
