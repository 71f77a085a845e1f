"""What strikes in a scenario, and what it takes away from everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from bcp.message import Text
from bcp.muster import Hour


@dataclass(frozen=True)
class Hazard:
    """What strikes: ``earthquake``, ``line_cut``, ``ransomware`` … how it shows, and when.

    `at` is the clock time of the imagined event, as ``22:10``. `lifelines` says of power, phone,
    water … (`bcp.lifelines`) what is left of each; players are given it with the first inject.
    """

    SHORT: ClassVar[str] = "kind"
    kind: str
    intensity: str | None = None
    discovered: str | None = None
    hour: Hour | None = None
    at: str | None = None
    lifelines: Mapping[str, Text] = field(default_factory=dict)
