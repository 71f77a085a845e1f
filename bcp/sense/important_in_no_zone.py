"""Important systems of which a plan with zones does not say in which one they stand."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import System
from bcp.refused import Refusal
from bcp.sense._ground import Ground, named

NO_ZONE = Phrase(
    "sense.no_zone",
    ja="重要なシステムにネットワークの区分（zone）がありません: {systems}。",
    en="important systems name no zone of the network (zone): {systems}.",
)
ADD_ZONE = Phrase(
    "sense.add_zone",
    ja="どの区分の端末から確かめるかが、それで決まります。計画の区分から選んで書いてください: "
    "{zones}。",
    en="It settles from which terminal they are looked at. Name one of the plan's: {zones}.",
)


def found(ground: Ground) -> Iterator[Refusal]:
    """One point for all of them, where the plan has zones."""
    nowhere = [
        each.id
        for each in ground.plan.systems
        if each.importance != "normal"
        and each.state in ("in_service", "maintenance")
        and each.zone is None
    ]
    if ground.plan.zones and nowhere:
        remedy = ADD_ZONE(zones=named([each.id for each in ground.plan.zones]))
        yield Refusal(ground.place(nowhere[0], System), NO_ZONE(systems=named(nowhere)), remedy)
