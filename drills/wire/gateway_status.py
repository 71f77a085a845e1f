"""What gateways print of who is connected: ocserv, strongSwan and OpenVPN.

- ocserv: ``occtl --json show status`` (occtl(8)).
- strongSwan: ``swanctl --stats``, ``--list-pools`` and ``--list-sas``, one after the other in any
  order (swanctl(8)). Alone, ``--list-sas`` prints nothing where nobody is connected.
- OpenVPN: the file of ``--status`` in its versions 1 to 3, and what its management interface says
  to ``status`` and ``load-stats`` (management-notes.txt). A first line of digits is taken for the
  present Unix time there, as ``date +%s`` prints it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from drills.wire import Malformed

_MOST = 10**9


@dataclass(frozen=True)
class Status:
    """How many are connected; None: it does not say.

    `failed` are log-ins that failed, since the start or the last reset. Addresses are those of the
    gateway's pools. `age_s` is how old the status is.
    """

    in_use: int
    half_open: int | None = None
    failed: int | None = None
    addresses_used: int | None = None
    addresses: int | None = None
    age_s: int | None = None


def occtl(text: str) -> Status:
    """Raises `Malformed`."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(found, dict):
        raise Malformed
    active = _count(found.get("Active sessions"))
    if active is None:
        raise Malformed
    # "Total …" counts since the start; the other since the counters were last put to nought.
    failed = _count(found.get("Total authentication failures"))
    return Status(active, failed=failed)


def _count(value: Any) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST
    return value if good else None


_STATS = re.compile(r"^IKE_SAs: ([0-9]{1,9}) total, ([0-9]{1,9}) half-open", re.MULTILINE)
_ASSOCIATION = re.compile(r"^\S[^\n]*: #[0-9]+, ([A-Z_]+), IKEv[12]\b", re.MULTILINE)
_POOL = re.compile(
    r"^\S+ +[0-9A-Fa-f.:]+ +([0-9]{1,9}) / ([0-9]{1,9}) / ([0-9]{1,9}) *$", re.MULTILINE
)


def swanctl(text: str) -> Status:
    """Raises `Malformed`."""
    stats = _STATS.search(text)
    states = [found[1] for found in _ASSOCIATION.finditer(text)]
    if stats is None and not states:
        raise Malformed
    half_open = int(stats[2]) if stats else states.count("CONNECTING")
    in_use = states.count("ESTABLISHED")
    if stats and not states:
        in_use = max(int(stats[1]) - half_open, 0)
    pools = [(int(found[1]), int(found[3])) for found in _POOL.finditer(text)]
    return Status(
        in_use,
        half_open,
        addresses_used=sum(used for used, _ in pools) if pools else None,
        addresses=sum(size for _, size in pools) if pools else None,
    )


_LOAD = re.compile(r"^SUCCESS: nclients=([0-9]{1,9}),", re.MULTILINE)
_CLIENTS = "Common Name,Real Address,"
_TIME = re.compile(r"^TIME[,\t][^\n]*[,\t]([0-9]{1,11})\s*$", re.MULTILINE)


def openvpn(text: str) -> Status:
    """Raises `Malformed`."""
    text = text.replace("\r\n", "\n")
    load = _LOAD.search(text)
    if load is not None:
        return Status(int(load[1]))
    lines = text.split("\n")
    if "END" not in lines:
        # What is being written while it is read has no end.
        raise Malformed
    if any(line.startswith(("HEADER,CLIENT_LIST,", "HEADER\tCLIENT_LIST\t")) for line in lines):
        clients = sum(line.startswith(("CLIENT_LIST,", "CLIENT_LIST\t")) for line in lines)
        return Status(clients, age_s=_age(lines[0], text))
    begin = next((n for n, line in enumerate(lines) if line.startswith(_CLIENTS)), None)
    if begin is None or "ROUTING TABLE" not in lines[begin:]:
        raise Malformed
    return Status(lines.index("ROUTING TABLE", begin) - begin - 1)


def _age(first: str, text: str) -> int | None:
    then = _TIME.search(text)
    if then is None or not re.fullmatch("[0-9]{1,11}", first):
        return None
    return max(int(first) - int(then[1]), 0)
