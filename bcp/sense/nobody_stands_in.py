"""Roles that one person alone can play."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.people import Role
from bcp.refused import Refusal
from bcp.sense._ground import Ground, named

ALONE = Phrase(
    "sense.nobody_stands_in",
    ja="代行者（deputies）のいない役割があります: {roles}。",
    en="roles without anybody who stands in (deputies): {roles}.",
)
NAME_ONE = Phrase(
    "sense.name_a_deputy",
    ja="その人が来られない夜のために、代わる順に書いてください。",
    en="For the night on which the holder cannot come, name who stands in, in order.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """One point for all of them."""
    alone = [
        each.id
        for each in ground.plan.roles
        if each.holder and not {*each.deputies} - {each.holder}
    ]
    if alone:
        yield Refusal(ground.place(alone[0], Role), ALONE(roles=named(alone)), NAME_ONE())
