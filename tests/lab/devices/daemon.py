"""One more daemon on a server of the lab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# Where a server keeps the keys and certificates of its devices.
KEPT = "/etc/devices"


@dataclass(frozen=True)
class Daemon:
    """How a service is run on a `node`; `settings` are in the words of ``inside/service``.

    `files` are written before its first start: the path on the server, and the text.
    """

    name: str
    node: str
    port: int
    settings: Mapping[str, str]
    protocol: Literal["tcp", "udp"] = "udp"
    files: Mapping[str, str] = field(default_factory=dict)


def listens(port: int, protocol: str = "udp") -> str:
    """A line of shell that succeeds once somebody listens there."""
    return f"ss -{protocol[0]}lnH 'sport = :{port}' | grep -q ."
