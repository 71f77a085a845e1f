"""What to type next."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Message


@dataclass(frozen=True)
class Hint:
    """A command to type; `meaning` says what it says, where there are several."""

    command: str
    meaning: Message | None = None
