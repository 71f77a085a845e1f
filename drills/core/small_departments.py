"""Departments of so few people that those who know them could tell who is meant.

They are told together: in a report, and in a record that leaves without its people. There a
placeholder stands for all of them, and says how many they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Fewer than these could be guessed at by name; they are told together with others.
FEWEST = 5
_PLACEHOLDER = re.compile(r"‹departments:([1-9]\d{0,5})›")


def merged(sizes: Mapping[str, int]) -> frozenset[str]:
    """The departments that are told together because they are small; `sizes` are their people.

    Where the small ones are too few people even together, the next larger one is told with them.
    """
    few: set[str] = set()
    people = 0
    for name, size in sorted(sizes.items(), key=lambda each: (each[1], each[0])):
        if size >= FEWEST and (not few or people >= FEWEST):
            break
        few.add(name)
        people += size
    return frozenset(few)


def placeholder(departments: int) -> str:
    """What stands for so many departments."""
    return f"‹departments:{departments}›"


def behind(department: str) -> int | None:
    """For how many departments a placeholder stands; None for the name of a department."""
    found = _PLACEHOLDER.fullmatch(department)
    return int(found[1]) if found else None
