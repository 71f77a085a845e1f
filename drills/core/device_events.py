"""What devices said of themselves; see `drills.core.events` for what `at` is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.reading import Fact


@dataclass(frozen=True)
class DeviceTold:
    """What a watched device says of itself, whatever the check makes of it.

    `facts` are those that its probe marks as news, and ``basis`` where they were not measured. The
    device was asked at `sent` and had answered by `at`.
    """

    at: int
    sent: int
    check: str
    facts: Mapping[str, Fact]
