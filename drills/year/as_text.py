"""The year as lines of 80 cells: month by month, the days on which there is something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bcp.message import Message, Phrase, render
from drills.report.layout import paragraph, table
from drills.year import words as w
from drills.year.lists import change_rows, heads, kept_rows, line_rows
from drills.year.model import Entry, Year
from drills.year.reading import month_said, span_said, weekday_said

_LINE_WIDTHS = (22, 17, 12, 10, 11)
_CHANGE_WIDTHS = (13, 25, 36)
_NO_HEAD = " " * 9
_INDENT = " " * 16


def written(year: Year) -> str:
    """The whole calendar, with a line feed at its end."""
    lines = [*paragraph(_said(year, w.TITLE(year=year.name))), *paragraph(_owner(year)), ""]
    if not any(each.kind in ("start", "omitted") for each in year.entries):
        lines += [*paragraph(_said(year, w.NO_RULES)), ""]
    lines += _programme(year)
    lines += _calendar(year)
    lines += _changes(year)
    lines += _kept(year)
    return "\n".join(lines).rstrip() + "\n"


def _owner(year: Year) -> str:
    return f"{year.owner}  {year.printed}"


def _said(year: Year, words: Message | Phrase) -> str:
    return render(words if isinstance(words, Message) else words(), year.lang)


def _programme(year: Year) -> Iterator[str]:
    if not year.lines:
        return
    yield from paragraph(_said(year, w.PROGRAMME))
    yield from table(heads(year, "line"), line_rows(year, marked=True), _LINE_WIDTHS)
    if any(each.routine for each in year.lines):
        yield from paragraph(_said(year, w.ROUTINE_TEXT))
    yield ""


def _calendar(year: Year) -> Iterator[str]:
    for month in year.months():
        yield from paragraph(month_said(month[0], year.lang))
        for day in month:
            yield from _day(year, day)
        yield ""


def _day(year: Year, day: date) -> Iterator[str]:
    told = [("", each) for each in _notes(year, day)]
    told += [(each.clock, _line(year, each)) for each in year.on(day)]
    head = f"{day.day:>4} {weekday_said(day, year.lang)}  "
    for clock, text in told:
        yield from paragraph(text, _INDENT, f"{head}{clock:>5}  ")
        head = _NO_HEAD


def _notes(year: Year, day: date) -> Iterator[str]:
    """What is said of the day itself: why nobody works, from when no drill may begin."""
    if year.closed.get(day):
        yield year.closed[day]
    for each in year.kept_on(day):
        if day in (each.first, year.first):
            yield render(
                w.KEPT_NOTE(span=span_said(each.first, each.last, year.lang), why=each.why),
                year.lang,
            )


def _line(year: Year, entry: Entry) -> str:
    omitted = _said(year, w.OMITTED) if entry.kind == "omitted" else ""
    how = "" if omitted else entry.how
    told = [each for each in (entry.text, omitted, how, entry.who, entry.why) if each]
    return "  ".join(told)


def _changes(year: Year) -> Iterator[str]:
    rows = change_rows(year)
    if rows:
        yield from paragraph(_said(year, w.CHANGES))
        yield from table(heads(year, "change"), rows, _CHANGE_WIDTHS)
        yield ""


def _kept(year: Year) -> Iterator[str]:
    rows = kept_rows(year)
    if rows:
        yield from paragraph(_said(year, w.KEPT))
        yield from (line for row in rows for line in paragraph("  ".join(row), "  "))
        yield ""
