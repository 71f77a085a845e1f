"""Tables for spreadsheets, as CSV: Excel opens them right, and no cell of them is ever reckoned."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from drills.report.layout import harmless

MARK = "\ufeff"
"""Excel takes UTF-8 for what it is only where a file begins with this."""

# Excel takes the full-width ones for the others where the Japanese input method wrote them.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_NO_FORMULA = ("-", "－")  # a dash alone is how our tables say that there is none

Cell = str | int | float | Decimal | None
"""What a cell holds: a number stays one, a float to a thousandth, and None is an empty cell."""


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The heads and the rows, whose lines end as RFC 4180 says; a file of it begins with `MARK`."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([in_a_cell(each) for each in heads])
    table.writerows([_cell(each) for each in row] for row in rows)
    return out.getvalue()


def in_a_cell(text: str) -> str:
    """The text on one line; what a spreadsheet would reckon stands behind an apostrophe."""
    flat = " / ".join(harmless(each) for each in text.split("\n"))
    reckoned = flat.lstrip().startswith(_FORMULA) and flat not in _NO_FORMULA
    return f"'{flat}" if reckoned else flat


def _cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case int():
            return str(value)
        case float() | Decimal():
            # Never with an exponent, and without noughts that say nothing.
            said = f"{value:.3f}" if isinstance(value, float) else f"{value:f}"
            return said.rstrip("0").rstrip(".") if "." in said else said
    return in_a_cell(value)
