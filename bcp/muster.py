"""Who must be at the office how soon (参集), and what is assumed of the way there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bcp.durations import MINUTE, Span
from bcp.message import Text

Hour = Literal["working", "night", "holiday"]
"""When the hazard strikes: while people are at work, at night, or by day when they are at home."""
HOURS: tuple[Hour, ...] = ("working", "night", "holiday")

OWN_ASSUMPTION = Text(
    "本ツールの仮の値です。公的な資料の値ではありません。"
    "計画の muster.assumes で置き換えてください",
    "stand-in values of this tool, from no official document: put your own in muster.assumes",
)


@dataclass(frozen=True)
class Commute:
    """How a member of staff comes to the office.

    `minutes` is what the usual way takes from door to door, `km` how far it is on foot, and `by`
    the usual way.
    """

    minutes: float | None = None
    km: float | None = None
    by: Literal["walk", "bicycle", "car", "train"] = "walk"


@dataclass(frozen=True)
class HeadCount:
    """How many of each role must be there so long after they were called."""

    by: Span
    roles: Mapping[str, int]


@dataclass(frozen=True)
class Assumptions:
    """What an expected arrival is reckoned with; no figure of it is measured.

    Speeds are in kilometres an hour. `ready` is how long it takes until they set out, by day and
    at night. Nobody is expected to walk further than `walk_limit_km`. In the hazards of
    `no_traffic` neither cars nor trains go. `source` says where the figures come from.
    """

    walk_kmh: float = 3.0
    walk_kmh_night: float = 2.0
    bicycle_kmh: float = 8.0
    ready: Span = Span(30 * MINUTE)
    ready_night: Span = Span(60 * MINUTE)
    walk_limit_km: float = 20.0
    no_traffic: tuple[str, ...] = ("earthquake", "tsunami")
    source: Text = OWN_ASSUMPTION


@dataclass(frozen=True)
class Assembly:
    """What the plan says of people coming together: the heads it `needs`, phase by phase."""

    needs: tuple[HeadCount, ...] = ()
    assumes: Assumptions = field(default_factory=Assumptions)
