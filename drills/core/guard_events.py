"""What happened to the guards; see `drills.core.events` for what `at` is."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message


@dataclass(frozen=True)
class GuardBlind:
    """Nobody could ask a guard for as long as it may be broken: it protects nobody now.

    `since` is when it could first not be asked, `why` what kept it from being asked.
    """

    at: int
    guard: str
    since: int
    why: tuple[Message, ...] = ()
