"""Words of anybody inside a cell of a spreadsheet: they are read there, and never reckoned."""

from __future__ import annotations

from drills.report.layout import harmless

# Excel takes the full-width ones for the others where the Japanese input method wrote them.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_NO_FORMULA = ("-", "－")  # a dash alone is how our tables say that there is none


def in_a_cell(text: str) -> str:
    """The text on one line; what a spreadsheet would reckon stands behind an apostrophe."""
    flat = " / ".join(harmless(each) for each in text.split("\n"))
    reckoned = flat.lstrip().startswith(_FORMULA) and flat not in _NO_FORMULA
    return f"'{flat}" if reckoned else flat
