"""What a person sees of something that no machine can be asked about."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message, Text
from drills.probes import _by_people
from drills.probes._contract import Reach
from scenarios.reading import Reading

MEANING = Text(
    ja="人の目で見て、異常はないか",
    en="Is it well, by what a person sees?",
)
PROVES = Text(
    ja="名前のある人が見て、そう答えたこと。いつ見たかと、写真があればその控えが残ります。"
    "見ていない所と、見た後のことは分かりません。",
    en="A named person looked and said so, with the time, and a picture where one was given. "
    "Nothing of what was not looked at, nor of afterwards.",
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
