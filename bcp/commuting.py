"""When somebody may be expected at the office: reckoned from assumptions, never measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.durations import HOUR, MINUTE
from bcp.muster import Assumptions, Commute, Hour

Why = Literal["at_work", "usual_way", "on_foot", "not_known", "too_far"]


@dataclass(frozen=True)
class Arrival:
    """`after` microseconds since they were called, or None; and `why` that is expected."""

    after: int | None
    why: Why


def expected(commute: Commute | None, hazard: str, hour: Hour, assumes: Assumptions) -> Arrival:
    """When somebody with this way to the office is there, in a hazard of that kind and hour."""
    if hour == "working":
        return Arrival(0, "at_work")
    if commute is None:
        return Arrival(None, "not_known")
    ready = (assumes.ready_night if hour == "night" else assumes.ready).us
    usual = commute.by not in ("car", "train") or hazard not in assumes.no_traffic
    if usual and commute.by != "walk":
        way = _usual_way(commute, assumes)
        if way is not None:
            return Arrival(ready + way, "usual_way")
    return _on_foot(commute, hour, assumes, ready)


def _usual_way(commute: Commute, assumes: Assumptions) -> int | None:
    if commute.minutes is not None:
        return int(commute.minutes * MINUTE)
    if commute.by == "bicycle" and commute.km is not None:
        return int(commute.km / assumes.bicycle_kmh * HOUR)
    return None


def _on_foot(commute: Commute, hour: Hour, assumes: Assumptions, ready: int) -> Arrival:
    if commute.km is None:
        # Somebody who walks anyway needs what they always need.
        if commute.by == "walk" and commute.minutes is not None:
            return Arrival(ready + int(commute.minutes * MINUTE), "on_foot")
        return Arrival(None, "not_known")
    if commute.km > assumes.walk_limit_km:
        return Arrival(None, "too_far")
    speed = assumes.walk_kmh_night if hour == "night" else assumes.walk_kmh
    return Arrival(ready + int(commute.km / speed * HOUR), "on_foot")
