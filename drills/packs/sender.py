"""Who sends a pack."""

from __future__ import annotations

from dataclasses import dataclass

from drills.journal.signing import SigningKey


@dataclass(frozen=True)
class Sent:
    """Who sends a pack, on which date (ISO 8601), with which tool, signed by which key."""

    by: str
    made: str
    tool: str
    key: SigningKey | None = None
