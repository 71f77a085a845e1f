"""How often something may be done, counted for each key by itself."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

# So many different keys are remembered; the one not seen for longest is forgotten first.
REMEMBERED = 20_000


@dataclass(frozen=True)
class Rate:
    """So many at once, and then so many a second."""

    at_once: float
    a_second: float


class Allowances:
    """What is left for each key, by a `clock` of monotonic seconds."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def left(self, key: str = "") -> float:
        """How much is left now."""
        level, at = self._left.get(key, (self._rate.at_once, 0.0))
        return min(self._rate.at_once, level + (self._clock() - at) * self._rate.a_second)

    def is_full(self, key: str) -> bool:
        """Whether nothing of it is used."""
        return self.left(key) >= self._rate.at_once

    def take(self, key: str = "", amount: float = 1.0) -> bool:
        """Use it, if there is enough."""
        left = self.left(key)
        if left < amount:
            return False
        self._left[key] = (left - amount, self._clock())
        self._left.move_to_end(key)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return True


def counted_as(address: str) -> str:
    """One subscriber: whoever has an IPv6 address has all of its /64 (RFC 4291, 2.5.1)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return address
