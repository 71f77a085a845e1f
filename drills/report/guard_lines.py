"""The rows of a report about what guarded the drill; see `drills.report.model` for the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bcp.message import Message, Text
from drills.report.measured_lines import Period


@dataclass(frozen=True)
class GuardTrouble:
    """A time in which a guard was broken, or could not be asked and so protected nobody."""

    kind: Literal["broken", "unknown"]
    period: Period
    why: Message
    records: tuple[int, ...]


@dataclass(frozen=True)
class GuardLine:
    """One guard: what it asked, how often, what came back, and whether it ended the drill.

    `blind` says that it could not be asked for as long as it might have been broken.
    """

    name: Text
    check: str
    word: str
    subject: str
    every_us: int
    broken_for_us: int
    held: int
    broken: int
    unknown: int
    ended_drill: bool
    blind: bool
    troubles: tuple[GuardTrouble, ...]
    records: tuple[int, ...]
