"""What FortiOS answers over HTTPS: its log-in page for SSL VPN, and its monitor of SSL VPN.

The page is told by what clients look for in it: openconnect (fortinet.c) and openfortivpn send
their log-in to ``/remote/logincheck``. The monitor ``/api/v2/monitor/vpn/ssl/stats?vdom=*`` is read
as public exporters do: one object for each virtual domain, or a single one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from drills.wire import Malformed

LOGIN = "/remote/login"
STATS = "/api/v2/monitor/vpn/ssl/stats?vdom=*"
_MARKS = ("/remote/logincheck", "fgt_lang", "fgt_sslvpn", "/remote/login")
_MOST = 10**9


@dataclass(frozen=True)
class Stats:
    """Who is connected now, over all virtual domains; `version` is that of FortiOS."""

    users: int
    tunnels: int
    connections: int
    version: str


def is_login(body: str) -> bool:
    """Whether a page is FortiOS's log-in for SSL VPN."""
    return any(mark in body for mark in _MARKS)


def stats(text: str) -> Stats:
    """Raises `Malformed`."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed from None
    domains = found if isinstance(found, list) else [found]
    counts = [_current(each) for each in domains]
    if not counts:
        raise Malformed
    users, tunnels, connections = (sum(each) for each in zip(*counts, strict=True))
    version = domains[0].get("version", "")
    return Stats(users, tunnels, connections, version[:40] if isinstance(version, str) else "")


def _current(domain: Any) -> tuple[int, int, int]:
    results = domain.get("results") if isinstance(domain, dict) else None
    current = results.get("current") if isinstance(results, dict) else None
    if not isinstance(current, dict):
        raise Malformed
    users, tunnels, connections = (
        _count(current.get(name)) for name in ("users", "tunnels", "connections")
    )
    return users, tunnels, connections


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise Malformed
    return value
