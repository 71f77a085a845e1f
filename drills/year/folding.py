"""From the programme's dates and from what is due to a fiscal year's calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bcp.message import Message, Text
from bcp.programme.dues import Due
from bcp.programme.obstacles import CLOSED
from bcp.upkeep import PlannedDrill
from drills.printed.wording import Wording
from drills.year import words as w
from drills.year.model import Entry, Kept, ProgrammeLine, Year
from drills.year.reading import bare_said, short_said

ROUTINE = 24
"""A drill with more dates in a year than two a month is told once, not day by day."""


WORTH_A_LINE = timedelta(days=2)
"""A reminder on the day before its drill stands beside it, and needs no line of its own."""


@dataclass(frozen=True)
class DueDay:
    """Something that is due on a day besides drills: an inspection, a certificate, a contract."""

    day: date
    id: str
    what: Message
    who: Text = Text()


@dataclass(frozen=True)
class YearMatter:
    """What a year is made from. `when` says a drill's rule in words; days outside are left out.

    `closed` are holidays and days on which the office is shut, weekends aside, with their names.
    """

    first: date
    today: date
    dues: Sequence[Due] = ()
    due_days: Sequence[DueDay] = ()
    closed: Mapping[date, str] = field(default_factory=dict)
    kept: Sequence[Kept] = ()
    when: Callable[[PlannedDrill], str] = lambda drill: ""


def year_of(matter: YearMatter, wording: Wording) -> Year:
    """The fiscal year that begins on `matter.first`."""
    last = matter.first.replace(year=matter.first.year + 1) - timedelta(days=1)
    year = _Span(matter.first, last)
    within = [each for each in matter.dues if each.at.date() in year]
    lines = tuple(_lines(wording, matter, within))
    routine = {each.id for each in lines if each.routine}
    entries = (
        *_drill_entries(within, wording, routine),
        *_reminders(matter.dues, wording, routine, year),
        *_due_entries(matter, wording, year),
    )
    return Year(
        name=wording.fiscal_year(matter.first.year),
        owner=wording.plan.organisation.name,
        printed=wording.said(w.PRINTED_ON(day=wording.day(matter.today.isoformat()))),
        lang=wording.lang,
        first=matter.first,
        last=last,
        lines=lines,
        entries=tuple(sorted(entries, key=lambda each: (each.day, each.clock, each.id))),
        closed=matter.closed,
        kept=tuple(matter.kept),
    )


def _lines(wording: Wording, matter: YearMatter, dues: Sequence[Due]) -> Iterator[ProgrammeLine]:
    held = Counter(each.drill for each in dues if each.omitted is None)
    omitted = Counter(each.drill for each in dues if each.omitted is not None)
    for drill in wording.plan.drills:
        yield ProgrammeLine(
            id=drill.id,
            name=_named(drill, wording),
            when=matter.when(drill) or wording.said(drill.when),
            how=how_said(drill, wording),
            who=who_said(drill, wording),
            starts=held[drill.id],
            omitted=omitted[drill.id],
            dated=bool(drill.starts),
            routine=held[drill.id] + omitted[drill.id] > ROUTINE,
        )


def _drill_entries(dues: Sequence[Due], wording: Wording, routine: set[str]) -> Iterator[Entry]:
    drills = {each.id: each for each in wording.plan.drills}
    said = {each.id: (how_said(each, wording), who_said(each, wording)) for each in drills.values()}
    for due in dues:
        drill = drills.get(due.drill)
        if drill is None:
            continue
        how, who = said[drill.id]
        yield Entry(
            day=due.at.date(),
            kind="start" if due.omitted is None else "omitted",
            id=drill.id,
            text=_entered(drill, due, wording),
            clock=f"{due.at:%H:%M}",
            how=how,
            who=who,
            moved_from=due.moved_from.date() if due.moved_from else None,
            why=_why(due, wording),
            group=_group(due, wording),
            routine=drill.id in routine,
            expected=due.expected,
        )


def _group(due: Due, wording: Wording) -> str:
    """Holidays together, whatever their names."""
    if due.omitted is None:
        return ""
    closed = due.omitted.code == CLOSED.code
    return wording.said(w.CLOSED_DAYS) if closed else wording.said(due.omitted)


@dataclass(frozen=True)
class _Span:
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def _why(due: Due, wording: Wording) -> str:
    if due.omitted is not None:
        return wording.said(due.omitted)
    if due.moved_from is not None:
        moved = wording.said(w.MOVED(day=short_said(due.moved_from.date(), wording.lang)))
        return wording.gap.join(each for each in (moved, wording.said(due.because)) if each)
    return ""


def _reminders(
    dues: Sequence[Due], wording: Wording, routine: set[str], year: _Span
) -> Iterator[Entry]:
    """What is told before a drill, also before one of the next year's first weeks."""
    drills = {each.id: each for each in wording.plan.drills if each.id not in routine}
    for due in dues:
        drill = drills.get(due.drill)
        if drill is None or due.omitted is not None:
            continue
        day = due.at.date()
        text = wording.said(
            w.REMINDER(drill=_named(drill, wording), day=bare_said(day, wording.lang))
        )
        who = who_said(drill, wording)
        for before in drill.remind:
            at = due.at - timedelta(microseconds=before.us)
            if day - at.date() >= WORTH_A_LINE and at.date() in year:
                yield Entry(at.date(), "reminder", drill.id, text, f"{at:%H:%M}", who=who)


def _due_entries(matter: YearMatter, wording: Wording, year: _Span) -> Iterator[Entry]:
    for each in matter.due_days:
        if each.day in year:
            text = wording.said(w.DUE(what=each.what))
            yield Entry(each.day, "due", each.id, text, who=wording.said(each.who))


def _named(drill: PlannedDrill, wording: Wording) -> str:
    return wording.said(drill.name) or drill.id


def _entered(drill: PlannedDrill, due: Due, wording: Wording) -> str:
    name = _named(drill, wording)
    return wording.said(w.EXPECTED(what=name)) if due.expected else name


def how_said(drill: PlannedDrill, wording: Wording) -> str:
    """Whether the drill begins by itself, and in which mode, or by a person."""
    if drill.unattended is None:
        return wording.said(w.BY_HAND)
    return wording.said(w.BY_ITSELF(mode=w.MODE_SHORT[drill.unattended]()))


def who_said(drill: PlannedDrill, wording: Wording) -> str:
    """The role that answers for it, or whoever directs it."""
    return wording.role(drill.responsible) or wording.said(drill.roles.director)
