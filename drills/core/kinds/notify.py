"""A report that players must make to someone: their word that it was made ends it."""

from __future__ import annotations

from drills.core.kinds.ask import by_person, follows, needs_a_person, wake

__all__ = ["by_person", "follows", "needs_a_person", "wake"]
