"""Under which names the pages may be asked for.

A page of another site can have its own name lead to this machine (DNS rebinding), and would then
be let in by every address. It cannot change the name that the browser sends along.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

_SENT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?")
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


def is_name(word: str) -> bool:
    """Whether a name of a host could be written so, without a port (RFC 1123, 2.1)."""
    return _NAME.fullmatch(word) is not None


class Hosts:
    """The address that is listened at with its port, and names that were given, with any."""

    def __init__(self, address: str, port: int, names: Iterable[str] = ()) -> None:
        own = {_bare(address)}
        if ipaddress.ip_address(address).is_loopback:
            own |= {"localhost", "127.0.0.1", "::1"}
        self._own, self._port = frozenset(own), port
        self._names = frozenset(each.lower() for each in names)

    def allow(self, sent: str) -> bool:
        """Whether the ``Host`` of a request is one of ours."""
        found = _SENT.fullmatch(sent)
        if found is None:
            return False
        host = _bare(found[1].strip("[]"))
        if host in self._names:
            return True
        return host in self._own and int(found[2] or 80) == self._port


def _bare(host: str) -> str:
    """One way of writing it: an address as the library writes it, a name in small letters."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host.lower().removesuffix(".")
