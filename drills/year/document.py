"""The year as a form: a sheet to approve with the drills, half a year a page, and the lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bcp.message import Message, Phrase, render
from drills.printed.document import (
    Block,
    Document,
    Line,
    NewPage,
    Table,
    Title,
    Wall,
    WallDay,
    WallMonth,
)
from drills.year import words as w
from drills.year.lists import change_rows, due_rows, heads, kept_rows, line_rows
from drills.year.model import Entry, Year
from drills.year.reading import month_said, weekday_said

_ON_A_PAGE = 6
"""Months beside each other on A4 that lies on its side."""


def document_of(year: Year, boxes: Sequence[str] = (), number: str = "") -> Document:
    """The form; `boxes` are those who approve it, `number` the municipality's own for it."""
    return Document(
        title=_said(year, w.TITLE(year=year.name)),
        owner=year.owner,
        printed=year.printed,
        lang=year.lang,
        blocks=tuple(_blocks(year)),
        number=number,
        boxes=tuple(boxes),
        across=True,
        made=int((year.first - date(1970, 1, 1)).total_seconds()),
    )


def _blocks(year: Year) -> Iterator[Block]:
    if any(each.kind in ("start", "omitted") for each in year.entries):
        yield Title(_said(year, w.PROGRAMME))
    else:
        yield Line(_said(year, w.NO_RULES), "warning")
    if year.lines:
        yield Table(heads(year, "dated"), line_rows(year, dated=True), (8, 9, 4, 4, 6))
    yield Line(_said(year, w.ROUTINE), "note")
    months = [WallMonth(_month(each[0], year), _days(each, year)) for each in year.months()]
    for at in range(0, len(months), _ON_A_PAGE):
        yield NewPage()
        here = tuple(months[at : at + _ON_A_PAGE])
        yield Title(_said(year, w.CALENDAR(name=year.name, first=here[0].name, last=here[-1].name)))
        yield Wall(here)
    yield from _lists(year)


def _lists(year: Year) -> Iterator[Block]:
    lists: tuple[tuple[Phrase, Table], ...] = (
        (w.CHANGES, Table(heads(year, "change"), change_rows(year), (3, 6, 9))),
        (w.KEPT, Table(heads(year, "kept"), kept_rows(year), (4, 9))),
        (w.DUE_ITEMS, Table(heads(year, "due"), due_rows(year), (3, 9, 5))),
    )
    first = True
    for title, table in lists:
        if table.rows:
            if first:
                yield NewPage()
            first = False
            yield Title(_said(year, title))
            yield table


def _month(day: date, year: Year) -> str:
    return month_said(day, year.lang)


def _days(month: Sequence[date], year: Year) -> tuple[WallDay, ...]:
    return tuple(_day(each, year) for each in month)


def _day(day: date, year: Year) -> WallDay:
    kept = year.kept_on(day)
    closed = day.weekday() >= 5 or day in year.closed
    notes = [year.closed[day]] if year.closed.get(day) else []
    # What lasts for weeks is named on the first day of each month; the hatching says the rest.
    notes += [each.why for each in kept if day == each.first or day.day == 1]
    return WallDay(
        number=day.day,
        weekday=weekday_said(day, year.lang),
        texts=(*notes, *(_entry(each, year) for each in year.on(day) if each.kind != "start")),
        strong=tuple(_entry(each, year) for each in year.on(day) if each.kind == "start"),
        shade="kept" if kept else "closed" if closed else "open",
    )


def _entry(entry: Entry, year: Year) -> str:
    if entry.kind == "omitted":
        return f"{entry.text}: {_said(year, w.OMITTED)}"
    return f"■{entry.clock} {entry.text}" if entry.kind == "start" else entry.text


def _said(year: Year, words: Message | Phrase) -> str:
    return render(words if isinstance(words, Message) else words(), year.lang)
