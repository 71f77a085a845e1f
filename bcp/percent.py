"""A share of a whole as it is written: ``90%``. Its type tells it from a plain number."""

from __future__ import annotations

import re
from dataclasses import dataclass

# More than nothing, and not more than all.
PERCENT = r"^(?!0+(?:\.0+)?%)(?:100(?:\.0{1,2})?|[0-9]{1,2}(?:\.[0-9]{1,2})?)%$"
_PERCENT = re.compile(PERCENT, re.ASCII)


@dataclass(frozen=True, order=True)
class Percent:
    """A share in percent, above 0 and up to 100."""

    value: float

    def __str__(self) -> str:
        return f"{self.value:g}%"


def parse_percent(text: str) -> Percent | None:
    """``90%`` as a share, or None where the text is not one."""
    return Percent(float(text[:-1])) if _PERCENT.fullmatch(text) else None
