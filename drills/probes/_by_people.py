"""What the questions that only people answer have in common; see `bcp.said_by_people`."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.asking import Expectation, FactKind
from bcp.message import Message, Phrase, Text
from drills.errors import Refusal

FACTS: Mapping[str, FactKind] = {
    "reply": FactKind("bool", Text(ja="だれかが答えた", en="somebody answered")),
    "state": FactKind(
        "str",
        Text(
            ja="fine（異常なし）、in_part（一部に異常）、down（停止）。不明という答えならなし",
            en="how it stands: fine, in_part (part of it is wrong) or down; none where the answer "
            "was that nobody knows",
        ),
    ),
    "basis": FactKind(
        "str",
        Text(
            ja="何による値か: observed（目視）、attested（事業者回答）",
            en="where it comes from: observed, or attested by a supplier",
        ),
    ),
}
HEALTHY = (
    Expectation("reply", "equals", True),
    Expectation("state", "equals", "fine"),
)

NOTHING = Phrase(
    "probes.by_people.nothing",
    ja="何を確かめるのかを書いてください（計画のid、または言葉）。",
    en="say what is to be looked at: an id of the plan, or words.",
)
ASK_A_PERSON = Phrase(
    "probes.by_people.ask_a_person",
    ja="「{thing}」は人が確かめて答えるもので、機械では尋ねられません。",
    en="{thing!r} is for people to look at and answer; no machine can be asked.",
)


def wrong_with(thing: str) -> Message | None:
    """What is wrong with the subject, or None."""
    return None if thing.strip() else NOTHING()


def not_by_machine(thing: str) -> Refusal:
    """Why there is no reading by itself: the drill puts the question to people."""
    return Refusal(ASK_A_PERSON(thing=thing))
