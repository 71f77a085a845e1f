"""My Numbers of people, which nobody may write into a ledger of systems or a plan."""

from __future__ import annotations

import re

from bcp.message import Phrase
from bcp.written_times import narrow
from drills.ledger.columns import Column

MY_NUMBER = Phrase(
    "ledger.my_number",
    ja="個人番号（マイナンバー）のような値がここに書かれています（「{heading}」の列です）。",
    en="this looks like a My Number of a person (the column is {heading!r}).",
)
NOT_HERE = Phrase(
    "ledger.my_number_not_here",
    ja="取り込んでいません。台帳からも消してください。",
    en="It was not taken. Delete it from the ledger, too.",
)
_TWELVE = re.compile(r"(?<![\d.-])\d{4}([ -]?)\d{4}\1\d{4}(?![\d.-])", re.ASCII)
_CALLED = re.compile(r"(?:個人番号|マイナンバー)[^\d\n]{0,10}$")


def may_be_my_number(column: Column) -> bool:
    """Whether twelve figures in this column are not simply another number."""
    return column.reads not in ("id", "phone", "address") and column.field != "contract"


def has_my_number(text: str) -> bool:
    """Whether twelve figures are called so, or end in the figure that checks the others."""
    flat = re.sub(r"[‐‑–—―ー−](?=\d)", "-", narrow(text))
    return any(
        _checks(re.sub(r"\D", "", found[0])) or _CALLED.search(flat[: found.start()])
        for found in _TWELVE.finditer(flat)
    )


def _checks(figures: str) -> bool:
    """Article 5 of ministerial order No. 85 of 2014: weights 2 to 7 and 2 to 6 from the right."""
    weights = (*range(2, 8), *range(2, 7))
    rest = sum(int(each) * by for each, by in zip(figures[-2::-1], weights, strict=True)) % 11
    return int(figures[-1]) == (11 - rest if rest > 1 else 0)
