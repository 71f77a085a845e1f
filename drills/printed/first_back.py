"""In which order a plan's important systems are brought back, for every list that says so."""

from __future__ import annotations

from collections.abc import Iterable

from bcp.model import System

_RANK = {"critical": 0, "important": 1, "normal": 2}


def first_back(systems: Iterable[System]) -> list[System]:
    """The important ones: by the plan's own `priority`, then those for which it says none.

    Those stand by importance, then by the shortest RTO, without one last; what is alike in all
    that stays in the plan's order.
    """
    return sorted((each for each in systems if each.importance != "normal"), key=_turn)


def _turn(system: System) -> tuple[bool, int, int, bool, int]:
    priority, rto = system.priority, system.rto
    return (
        priority is None,
        priority or 0,
        _RANK[system.importance],
        rto is None,
        rto.within.us if rto else 0,
    )
