"""Where devices may tell their alarms of their own accord."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Traps:
    """`listen` is the address and port of the terminal to which devices send their SNMP traps.

    Where a plan has several terminals, the one of `zone` listens.
    """

    listen: str
    zone: str | None = None
