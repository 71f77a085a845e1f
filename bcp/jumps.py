"""Jump hosts that no terminal could use: networks that are kept apart have no way across."""

from __future__ import annotations

from collections.abc import Iterator

from bcp.message import Phrase
from bcp.model import Plan, Server
from bcp.references import Ids
from bcp.refused import Refusal

JUMP_ELSEWHERE = Phrase(
    "plan.jump_elsewhere",
    ja="サーバ「{server}」は{zone}区分にありますが、踏み台「{jump}」は{other}区分にあり、"
    "届きません。",
    en="the server {server!r} is in the zone {zone!r}, but its jump host {jump!r} is in {other!r}, "
    "out of reach.",
)
JUMP_HERE = Phrase(
    "plan.jump_here",
    ja="jump には{zone}区分のサーバを書くか、zone を直してください。",
    en="Name a jump host in the zone {zone!r}, or correct the zone.",
)


def jumps_elsewhere(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Servers whose jump host stands in another zone; a host of no zone may serve any."""
    for server in plan.servers:
        jump = plan.server(server.jump) if server.jump else None
        place = ids.place(server.id, Server)
        if jump is None or place is None or None in (server.zone, jump.zone):
            continue
        if jump.zone != server.zone:
            names = {"server": server.id, "zone": server.zone}
            what = JUMP_ELSEWHERE(jump=jump.id, other=jump.zone, **names)
            yield Refusal(place, what, JUMP_HERE(zone=server.zone))
