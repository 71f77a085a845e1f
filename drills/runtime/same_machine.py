"""One machine, however its address is written: what a probe must spare is the machine itself.

A name in capitals, one with a dot at its end, another name and an address of the same machine are
one target. Names are looked up as the probes do it, and not again for a minute.
"""

from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv6Address, ip_address

_KEPT_S = 60.0
# The question itself needs its time, too.
_PATIENCE_S = 1.0


class Machines:
    """What is known of who is who; belongs to one event loop."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._until: dict[str, float] = {}

    async def known_as(self, host: str) -> str:
        """The one name of the machine that `host` means; of a name that nobody knows, itself."""
        name = host.casefold().rstrip(".")
        address = _address(name)
        if address is not None:
            return self._known.setdefault(address, address)
        now = asyncio.get_running_loop().time()
        if self._until.get(name, 0.0) <= now:
            self._learn(name, await _addresses(name))
            # Not before: whoever asks at the same time would find nothing known of it.
            self._until[name] = now + _KEPT_S
        return self._known[name]

    def _learn(self, name: str, addresses: list[str]) -> None:
        before = self._known.get(name, name)
        one = next((self._known[each] for each in addresses if each in self._known), before)
        self._known |= dict.fromkeys((name, *addresses), one)


def _address(name: str) -> str | None:
    try:
        found = ip_address(name)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


async def _addresses(name: str) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(_PATIENCE_S):
            found = await loop.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        # The probe itself will say that there is no such name.
        return []
    return [each for _, _, _, _, place in found if (each := _address(str(place[0])))]
