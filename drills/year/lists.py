"""The lists beside the calendar: the drills, what was moved or left out, when none may begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from bcp.message import Phrase, render
from drills.year import words as w
from drills.year.model import Entry, ProgrammeLine, Year
from drills.year.reading import short_said, span_said

List = Literal["line", "dated", "change", "due", "kept"]
Rows = tuple[tuple[str, ...], ...]

_HEADS: Mapping[List, tuple[Phrase, ...]] = {
    "line": (w.DRILL, w.WHEN, w.HOW, w.WHO, w.COUNT),
    "dated": (w.DRILL, w.WHEN, w.HOW, w.WHO, w.DATES),
    "change": (w.DAY, w.DRILL, w.WHY),
    "due": (w.DAY, w.WHAT, w.WHO),
    "kept": (w.PERIOD, w.WHY),
}


def heads(year: Year, which: List) -> tuple[str, ...]:
    """The headings of a list."""
    return tuple(render(each(), year.lang) for each in _HEADS[which])


FEW = 4
"""Whoever approves the year reads the days themselves where there are no more than these."""


def line_rows(year: Year, *, marked: bool = False, dated: bool = False) -> Rows:
    """Each drill of the programme; with `marked` those are marked that no day shows.

    With `dated` the days of what is held a few times stand instead of their number.
    """
    mark = render(w.ROUTINE_MARK(), year.lang) if marked else ""
    held = _by_drill(each for each in year.entries if each.kind == "start")
    return tuple(
        (
            f"{mark}{each.name}" if each.routine else each.name,
            each.when,
            each.how,
            each.who or render(w.NOBODY(), year.lang),
            _dates(each, held.get(each.id, ()), year) if dated else _times(each, year),
        )
        for each in year.lines
    )


def _by_drill(entries: Iterable[Entry]) -> Mapping[str, Sequence[Entry]]:
    found: dict[str, list[Entry]] = {}
    for each in entries:
        found.setdefault(each.id, []).append(each)
    return found


def _dates(line: ProgrammeLine, held: Sequence[Entry], year: Year) -> str:
    if not 0 < len(held) <= FEW:
        return _times(line, year)
    days = tuple(_day(each, year) for each in held)
    said = w.ON_LESS(days=days, omitted=line.omitted) if line.omitted else w.ON(days=days)
    return render(said, year.lang)


def _day(entry: Entry, year: Year) -> str:
    day = short_said(entry.day, year.lang)
    return render(w.EXPECTED(what=day), year.lang) if entry.expected else day


def _times(line: ProgrammeLine, year: Year) -> str:
    if not line.dated:
        return render(w.NO_DATE(), year.lang)
    if line.omitted:
        return render(w.TIMES_LESS(count=line.starts, omitted=line.omitted), year.lang)
    return render(w.TIMES(count=line.starts), year.lang)


def change_rows(year: Year) -> Rows:
    """What was moved or is not held, and why; of a routine drill in one row."""
    changed = [each for each in year.entries if each.why]
    single = tuple(_change(each, year) for each in changed if not each.routine)
    return single + tuple(_often(year, changed))


def _often(year: Year, changed: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    omitted = _by_drill(each for each in changed if each.kind == "omitted")
    for line in year.lines:
        left = [each.group for each in omitted.get(line.id, ())]
        if line.routine and left:
            reasons = Counter(left)
            said = (
                why if count == 1 else render(w.SO_OFTEN(why=why, count=count), year.lang)
                for why, count in reasons.items()
            )
            times = render(w.TIMES(count=len(left)), year.lang)
            joined = ("、" if year.lang == "ja" else ", ").join(said)
            yield times, line.name, f"{render(w.OMITTED(), year.lang)}: {joined}"


def _change(entry: Entry, year: Year) -> tuple[str, ...]:
    omitted = f"{render(w.OMITTED(), year.lang)}: " if entry.kind == "omitted" else ""
    return (short_said(entry.day, year.lang), entry.text, f"{omitted}{entry.why}")


def due_rows(year: Year) -> Rows:
    """What is due besides drills."""
    return tuple(
        (short_said(each.day, year.lang), each.text, each.who)
        for each in year.entries
        if each.kind == "due"
    )


def kept_rows(year: Year) -> Rows:
    """When no drill may begin."""
    return tuple((span_said(each.first, each.last, year.lang), each.why) for each in year.kept)
