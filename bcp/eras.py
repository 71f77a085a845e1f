"""Years as Japanese offices count them, and days written with them.

The days on which the eras began are fixed by law: Showa 25 December 1926, Heisei 8 January 1989,
Reiwa 1 May 2019.
"""

from __future__ import annotations

import re

_ERAS = (((2019, 5, 1), "令和"), ((1989, 1, 8), "平成"), ((1926, 12, 25), "昭和"))
_WRITTEN = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)\S*)?")


def japanese_year(day: tuple[int, int, int]) -> str:
    """「令和8」 for a year, month and day; 「令和元」 for the first year of an era."""
    for began, era in _ERAS:
        if day >= began:
            number = day[0] - began[0] + 1
            return f"{era}{'元' if number == 1 else number}"
    return f"西暦{day[0]}"


def day_in_japanese(written: str) -> str:
    """「令和8年11月21日」 for ``2026-11-21``, with its clock where it has one.

    What is written in another way is given back as it is.
    """
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return written
    day = (int(found[1]), int(found[2]), int(found[3]))
    said = f"{japanese_year(day)}年{day[1]}月{day[2]}日"
    return f"{said} {found[4]}" if found[4] else said
