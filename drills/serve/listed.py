"""Past drills as rows of a page: when, what, what it came to, and where its report is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bcp.message import Language, render
from bcp.wareki import LocalTime, date_said, fiscal_year_named
from drills.history.rows import DrillRow
from drills.report.words import MODE, OVERALL, said
from drills.serve import words as w

AT_ONCE = 50
"""Rows of one page."""


@dataclass(frozen=True)
class Row:
    """One drill. `path` leads to its page, and is empty where no report can be made."""

    when: str
    clock: str
    title: str
    mode: str
    result: str
    standing: str
    good: bool
    path: str


@dataclass(frozen=True)
class Listed:
    """One page of them, by fiscal year. `newer` and `older` are the numbers of pages, or None."""

    years: tuple[tuple[str, tuple[Row, ...]], ...]
    of_all: str = ""
    newer: int | None = None
    older: int | None = None


def listed(rows: Sequence[DrillRow], number: int, lang: Language) -> Listed:
    """The page `number`, counted from one, of drills that are given newest first."""
    first = (number - 1) * AT_ONCE
    here = rows[first : first + AT_ONCE]
    years: dict[str, list[Row]] = {}
    for each in here:
        years.setdefault(_year(each, lang), []).append(row_of(each, lang))
    of_all = w.OF_ALL(count=len(rows), first=first + 1, last=first + len(here))
    return Listed(
        tuple((year, tuple(found)) for year, found in years.items()),
        of_all=render(of_all, lang) if len(rows) > AT_ONCE else "",
        newer=number - 1 if number > 1 else None,
        older=number + 1 if first + AT_ONCE < len(rows) else None,
    )


def row_of(row: DrillRow, lang: Language) -> Row:
    """One drill as a row."""
    began = LocalTime(row.began_us, row.offset_s)
    known = row.began_us > 0
    return Row(
        when=date_said(began, lang) if known else row.place,
        clock=began.clock[:5] if known else "",
        title=row.title.said_in(lang) or row.place,
        mode=render(said(MODE, row.mode), lang) if row.mode else "",
        result=_result(row, lang),
        standing=render(said(w.STANDINGS, row.standing), lang),
        good=row.overall == "passed",
        path=f"/reports/{quote(row.place, safe='')}" if known else "",
    )


def _result(row: DrillRow, lang: Language) -> str:
    if row.standing == "open":
        return ""
    if row.why is not None:
        return row.why.said_in(lang)
    overall = render(said(OVERALL, row.overall), lang) if row.overall else ""
    return f"{row.grade}: {overall}" if row.grade else overall


def _year(row: DrillRow, lang: Language) -> str:
    return fiscal_year_named(row.fiscal_year, lang) if row.began_us else ""
