"""How a call over the radio went, by the word of the person who made it. Nothing here transmits."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.asking import Expectation, FactKind
from bcp.message import Message, Text
from drills.probes import _by_people
from drills.probes._contract import Reach
from scenarios.reading import Reading

MEANING = Text(
    ja="無線の通話試験で、相手局と通じたか（感明度）",
    en="Did a call over the radio get through, and how well was it heard?",
)
PROVES = Text(
    ja="名前のある人が通話試験を行い、その感明度で聞こえたと答えたこと。電波は、免許と運用の定めに"
    "従って人が発射します。このプログラムは発射しません。",
    en="A named person made the call and said how well it was heard. Whoever transmits does so by "
    "licence and rule; this program never does.",
)
FACTS = {
    **_by_people.FACTS,
    "merit": FactKind(
        "int",
        Text(
            ja="感明度（メリット）5から1。通じなければなし",
            en="how well it was heard (merit), 5 to 1; none where nobody answered",
        ),
    ),
}
# 3 can be understood with some effort: what passes as a call.
HEALTHY = (*_by_people.HEALTHY, Expectation("merit", "at_least", 3))
ASSET = "radio"
FIELDS = {
    "station": Text(
        ja="相手局。計画の無線設備のid",
        en="the station that is called: the id of a radio of the plan",
    ),
    "caller": Text(
        ja="呼出局。計画の無線設備や拠点のid、または言葉",
        en="the station that calls: the id of a radio or a site of the plan, or words",
    ),
    "channel": Text(ja="チャンネルや回線の名前", en="the channel, by its number or name"),
}


@dataclass(frozen=True)
class Params:
    """`station` is called by `caller` on `channel`."""

    station: str
    caller: str | None = None
    channel: str | None = None


def wrong(params: Params) -> Message | None:
    """What is wrong with the subject, or None."""
    return _by_people.wrong_with(params.station)


def target(params: Params, reach: Reach) -> str:
    """The station; nobody is asked over a network."""
    return params.station


async def ask(params: Params, reach: Reach) -> Reading:
    """Raise `Refusal`: in a drill people are asked, and nowhere else is there an answer."""
    raise _by_people.not_by_machine(params.station)
