"""What is assumed of a way of telework where nobody has measured it: for the head-room.

A field that is left out has the assumption that `bcp.headroom_figures` names with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LimitName = Literal["licences", "addresses", "sessions", "throughput", "cpu", "line"]
"""What may end the number of people at work, in the order in which it is shown."""


@dataclass(frozen=True)
class Assumes:
    """The plan's own numbers. Shares are in percent, speeds in Mbps (10^6 bits in a second).

    `sessions` and `throughput_mbps` are what the gateway's maker says that it bears; its processor
    was at `cpu_percent` with `cpu_people` connected. `line_mbps` is a line that no link of the plan
    is. `no_limit` names what does not limit this way, as a service's addresses do not.
    """

    at_once_percent: float | None = None
    mbps: float | None = None
    meeting_percent: float | None = None
    meeting_mbps: float | None = None
    line_mbps: float | None = None
    line_others_mbps: float | None = None
    line_use_percent: float | None = None
    addresses: int | None = None
    addresses_use_percent: float | None = None
    sessions: int | None = None
    throughput_mbps: float | None = None
    gateway_use_percent: float | None = None
    cpu_people: int | None = None
    cpu_percent: float | None = None
    cpu_idle_percent: float | None = None
    cpu_use_percent: float | None = None
    no_limit: tuple[LimitName, ...] = ()
