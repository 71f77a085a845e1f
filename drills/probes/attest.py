"""What a supplier answers of something that only the supplier can look at."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Text
from drills.probes import _by_people
from drills.probes._contract import Reach
from scenarios.reading import Reading

MEANING = Text(
    ja="事業者の答えでは、異常はないか",
    en="Is it well, by a supplier's word?",
)
PROVES = Text(
    ja="事業者の名前のある人がそう答え、こちらの人が書き留めたこと。こちらでは確かめていません。",
    en="A named person of the supplier said so, and somebody here wrote it down. "
    "Nothing of it was looked at here.",
)
FACTS = _by_people.FACTS
HEALTHY = _by_people.HEALTHY
FIELDS = {
    "thing": Text(
        ja="何を確かめるか。計画のid、または言葉（例: 屋上の空中線）",
        en="what is to be looked at: an id of the plan, or words",
    ),
}


@dataclass(frozen=True)
class Params:
    """`thing` is an id of the plan, or words."""

    thing: str


def wrong(params: Params) -> Message | None:
    """What is wrong with the subject, or None."""
    return _by_people.wrong_with(params.thing)


def target(params: Params, reach: Reach) -> str:
    """The thing itself; nobody is asked over a network."""
    return params.thing


async def ask(params: Params, reach: Reach) -> Reading:
    """Raise `Refusal`: in a drill people are asked, and nowhere else is there an answer."""
    raise _by_people.not_by_machine(params.thing)
