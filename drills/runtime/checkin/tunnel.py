"""By which way somebody came to the page: through which gateway, round it, or nobody can say.

A sender's address says it, and only that. What a header says of itself counts where a proxy that
the plan names has written it; from anybody else it only shows that a proxy stands between, and
then nothing is known.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bcp.inventory import Telework
from bcp.networks import Network, network_of
from drills.core.checkin_events import Through
from drills.runtime.web.rates import counted_as

# What proxies add of their own accord (RFC 7239; RFC 9110, 7.6.3).
FORWARDED_FOR = "X-Forwarded-For"
TRACES = (FORWARDED_FOR, "Forwarded", "Via", "X-Real-IP")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Origin:
    """Where a visitor comes from. `address` is what limits count by, and is recorded nowhere."""

    address: str
    through: Through
    gateway: str = ""


class Origins:
    """Tells where visitors come from, by the gateways' pools and the proxies of a plan."""

    def __init__(self, ways: Sequence[Telework], proxies: Sequence[str]) -> None:
        self._pools = [
            (network, way.id) for way in ways for network in _networks(way.pool) if way.pool
        ]
        self._proxies = _networks(proxies)

    def of(self, peer: str, headers: Mapping[str, str]) -> Origin:
        """The origin of a request that `peer` sent; of `headers`, those of `TRACES` count."""
        sender = _address(peer)
        if sender is None:
            return Origin(peer, "unknown")
        hidden = any(each in headers for each in TRACES)
        if self._is_proxy(sender):
            behind = self._behind(headers.get(FORWARDED_FOR, ""))
            if behind is None:
                return Origin(counted_as(str(sender)), "unknown")
            sender, hidden = behind, False
        return self._placed(sender, hidden=hidden)

    def _placed(self, sender: Address, *, hidden: bool) -> Origin:
        counted = counted_as(str(sender))
        gateway = next((way for network, way in self._pools if sender in network), "")
        if gateway and not hidden:
            return Origin(counted, "tunnel", gateway)
        # From this machine itself only a proxy or a person at the terminal comes.
        if hidden or sender.is_loopback or not self._pools:
            return Origin(counted, "unknown")
        return Origin(counted, "direct")

    def _behind(self, forwarded: str) -> Address | None:
        """The last of the list that is no proxy of ours: each adds whom it heard, on the right."""
        for each in reversed(forwarded.split(",")):
            address = _address(each.strip())
            if address is None or not self._is_proxy(address):
                return address
        return None

    def _is_proxy(self, address: Address) -> bool:
        return any(address in network for network in self._proxies)


def _networks(words: Sequence[str]) -> tuple[Network, ...]:
    return tuple(network for network in map(network_of, words) if network is not None)


def _address(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped
    return found
