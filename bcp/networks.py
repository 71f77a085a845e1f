"""Networks in a plan: what a gateway gives its users, and which proxies are believed."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from bcp.checkin_page import CheckInPage
from bcp.inventory import Telework
from bcp.message import Phrase
from bcp.model import Plan
from bcp.reader import Mention
from bcp.references import Ids
from bcp.refused import Refusal

NO_NETWORK = Phrase(
    "networks.no_network",
    ja="「{word}」はアドレスの範囲として読めません。",
    en="{word!r} is no network.",
)
LIKE_NETWORK = Phrase(
    "networks.like_network",
    ja="「10.8.0.0/16」か「2001:db8:8::/64」のように書いてください。",
    en="Write it like 10.8.0.0/16 or 2001:db8:8::/64.",
)
SAME_POOL = Phrase(
    "networks.same_pool",
    ja="テレワーク「{one}」と「{other}」の pool「{pool}」が重なるため、"
    "どちらを通ったか見分けられません。",
    en="the pools of the telework {one!r} and {other!r} overlap in {pool!r}, so nobody could tell "
    "which of them was used.",
)
ONE_POOL_EACH = Phrase(
    "networks.one_pool_each",
    ja="ゲートウェイごとに別の範囲を書いてください。",
    en="Give each gateway a range of its own.",
)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_FIELDS = ((Telework, "pool"), (CheckInPage, "proxies"))


def network_of(word: str) -> Network | None:
    """An address or a network in CIDR's way of writing, or None; odd bits are no network."""
    try:
        return ipaddress.ip_network(word)
    except ValueError:
        return None


def no_network(each: Mention) -> Iterator[Refusal]:
    """Refuse a word that must be a network and is not."""
    if (each.owner, each.field) in _FIELDS and network_of(each.word) is None:
        yield Refusal(each.place, NO_NETWORK(word=each.word), LIKE_NETWORK())


def pool_troubles(plan: Plan, ids: Ids) -> Iterator[Refusal]:
    """Two ways of telework that give the same addresses to their users."""
    pools = [
        (way, network)
        for way in plan.telework
        for network in map(network_of, way.pool)
        if network is not None
    ]
    for index, (way, network) in enumerate(pools):
        for earlier, other in pools[:index]:
            place = ids.place(way.id, Telework)
            if earlier is not way and _overlap(network, other) and place:
                said = SAME_POOL(one=earlier.id, other=way.id, pool=str(network))
                yield Refusal(place, said, ONE_POOL_EACH())


def _overlap(one: Network, other: Network) -> bool:
    if isinstance(one, ipaddress.IPv4Network):
        return isinstance(other, ipaddress.IPv4Network) and one.overlaps(other)
    return isinstance(other, ipaddress.IPv6Network) and one.overlaps(other)
