"""What may be wrong with the gates of telework, beyond any single field."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.inventory import Telework
from bcp.message import Phrase
from bcp.model import Plan
from bcp.references import Ids
from bcp.refused import Refusal
from bcp.test_accounts import account_mistakes

ASKS_ITSELF = Phrase(
    "telework.asks_itself",
    ja="テレワーク「{id}」のゲート「{gate}」が、テレワーク全体（telework）を尋ねています。",
    en="the gate {gate} of the telework {id!r} asks a whole way of telework.",
)
ASK_PARTS = Phrase(
    "telework.ask_parts",
    ja="tcp、http、sessionsなど、そのゲートだけの問いにしてください。",
    en="Ask for what is behind that gate alone, by tcp, http, sessions or the like.",
)
TWO_WAYS = Phrase(
    "telework.two_ways",
    ja="テレワーク「{id}」のゲート「{gate}」で、holdsとpercentの両方が書かれています。",
    en="the gate {gate} of the telework {id!r} states both holds and percent.",
)
ONE_WAY = Phrase("telework.one_way", ja="どちらか一つにしてください。", en="Keep one of them.")


def gate_mistakes(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Gates that would ask without end, or that say two things; and odd test accounts."""
    for way in plan.telework:
        place = ids.place(way.id, Telework)
        if place is None:
            continue
        for name, gate in way.gates.each():
            if any(call.word == "telework" for call in gate.ask):
                yield Refusal(place, ASKS_ITSELF(id=way.id, gate=name), ASK_PARTS())
            if any(each.holds is not None and each.percent is not None for each in gate.stated):
                yield Refusal(place, TWO_WAYS(id=way.id, gate=name), ONE_WAY())
        yield from account_mistakes(way.id, way.test_accounts, place)
