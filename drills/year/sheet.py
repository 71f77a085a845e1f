"""The year for programs and spreadsheets: every date of it, also those told once on paper."""

from __future__ import annotations

from datetime import date

from bcp.message import render
from drills.items.sheet import Sheet
from drills.year import words as w
from drills.year.model import Entry, Year
from drills.year.reading import weekday_said

_KEYS = (
    *("day", "weekday", "closed", "time", "kind", "id", "what", "begins", "responsible"),
    *("moved_from", "why"),
)
_HEADS = (
    *(w.DAY, w.WEEKDAY, w.CLOSED, w.CLOCK, w.KIND, w.ID, w.WHAT, w.HOW, w.WHO),
    *(w.MOVED_FROM, w.WHY),
)
_WIDTHS = (4, 2, 4, 2, 3, 4, 9, 4, 5, 4, 8)


def sheet_of(year: Year) -> Sheet:
    """One row for each date, and for each holiday and closed day on which nothing else stands."""
    taken = {each.day for each in year.entries}
    alone = [(day, name) for day, name in year.closed.items() if name and day not in taken]
    rows = [(each.day, each.clock, _row(each, year)) for each in year.entries]
    rows += [(day, "", _closed_row(day, name, year)) for day, name in alone]
    return Sheet(
        title=render(w.TITLE(year=year.name), year.lang),
        owner=year.owner,
        printed=year.printed,
        lang=year.lang,
        keys=_KEYS,
        heads=tuple(render(each(), year.lang) for each in _HEADS),
        rows=tuple(cells for _, _, cells in sorted(rows, key=lambda each: each[:2])),
        widths=_WIDTHS,
    )


def _row(entry: Entry, year: Year) -> tuple[str, ...]:
    kind = render(w.KINDS[entry.kind](), year.lang)
    moved = entry.moved_from.isoformat() if entry.moved_from else ""
    head = (entry.day.isoformat(), weekday_said(entry.day, year.lang))
    closed = year.closed.get(entry.day, "")
    told = (entry.clock, kind, entry.id, entry.text, entry.how, entry.who, moved, entry.why)
    return (*head, closed, *told)


def _closed_row(day: date, name: str, year: Year) -> tuple[str, ...]:
    head = (day.isoformat(), weekday_said(day, year.lang), name)
    return (*head, *[""] * (len(_KEYS) - len(head)))
