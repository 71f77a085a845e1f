"""What a year's calendar is made from, gathered from a plan; without a clock or a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from bcp.fiscal_year import year_began
from bcp.message import Phrase, Text
from bcp.model import Plan
from bcp.programme.days import Days
from bcp.programme.dues import Held, dues
from bcp.programme.local_time import zone_of
from bcp.programme.rule import Blackout, Outage
from bcp.programme.rule_words import rule_words
from bcp.programme.written_days import span_written, yearly_span
from bcp.upkeep import PlannedDrill
from drills.printed.wording import Wording
from drills.readiness.due import DueLine
from drills.year.folding import DueDay, YearMatter
from drills.year.model import Kept

BLACKOUT = Phrase("year.blackout", ja="訓練を行わない期間", en="no drills")
OUTAGE = Phrase("year.outage", ja="計画停電", en="planned outage of the mains")
OUTAGE_AT = Phrase("year.outage_at", ja="{why}（{sites:list}）", en="{why} ({sites:list})")
NAMED = Phrase("year.named", ja="{name} {what}", en="{name}: {what}")

# What is due early in the next year is told at the end of this one.
_AHEAD = timedelta(days=62)
_ONE_DAY = timedelta(days=1)


def first_day(plan: Plan, year: int) -> date:
    """The first day of the fiscal year that begins in `year`."""
    return date.fromisoformat(f"{year}-{plan.organisation.fiscal_year_start}")


def year_today(plan: Plan, today: date) -> int:
    """The fiscal year of `today`, by the calendar year in which it begins."""
    return year_began(plan.organisation.fiscal_year_start, today).year


def matter_of(
    wording: Wording, year: int, today: date, due: Sequence[DueLine], held: Held
) -> YearMatter:
    """Everything of one fiscal year. `held` is when drills were really begun, by their ids."""
    plan = wording.plan
    days, zone = Days.of(plan), zone_of(plan)
    first = first_day(plan, year)
    last = first_day(plan, year + 1) - _ONE_DAY
    begin = datetime.combine(first, datetime.min.time(), zone)
    return YearMatter(
        first=first,
        today=today,
        dues=dues(plan, begin, begin.replace(year=year + 1) + _AHEAD, held),
        due_days=tuple(map(_due_day, due)),
        closed=dict(_closed(days, first, last, wording)),
        kept=tuple(sorted(_kept(days, first, last, wording), key=lambda each: each.first)),
        when=lambda drill: when_said(drill, wording),
    )


def when_said(drill: PlannedDrill, wording: Wording) -> str:
    """When a drill is held, by its rules; a rule may name another drill."""
    names: Mapping[str, Text] = {each.id: each.name for each in wording.plan.drills}
    said = (wording.said(rule_words(rule, names)) for rule in drill.starts)
    return ("／" if wording.lang == "ja" else "; ").join(said)


def _due_day(line: DueLine) -> DueDay:
    return DueDay(line.day, line.key, NAMED(name=line.name, what=line.what), line.owner)


def _closed(days: Days, first: date, last: date, wording: Wording) -> Iterator[tuple[date, str]]:
    day = first
    while day <= last:
        why = days.why_no_weekday(day)
        if why is not None:
            yield day, wording.said(why)
        day += _ONE_DAY


def _kept(days: Days, first: date, last: date, wording: Wording) -> Iterator[Kept]:
    both: tuple[Blackout | Outage, ...] = (*days.calendar.blackouts, *days.calendar.outages)
    for each in both:
        for begin, end in _spans(each, first):
            if begin <= last and end >= first:
                yield Kept(max(begin, first), min(end, last), _why(each, wording))


def _spans(each: Blackout | Outage, first: date) -> Iterator[tuple[date, date]]:
    """First and last day of each time; of one that every year has, those around the year."""
    once = span_written(each.first, each.last)
    if once is not None:
        yield once[0].date(), (once[1] - timedelta(microseconds=1)).date()
        return
    if isinstance(each, Blackout):
        for year in (first.year - 1, first.year, first.year + 1):
            yearly = yearly_span(each.first, each.last, year)
            if yearly is not None:
                yield yearly


def _why(each: Blackout | Outage, wording: Wording) -> str:
    if isinstance(each, Blackout):
        return wording.said(each.why) or wording.said(BLACKOUT)
    why = wording.said(each.why) or wording.said(OUTAGE)
    sites = tuple(map(wording.thing, each.sites))
    return wording.said(OUTAGE_AT(why=why, sites=sites)) if sites else why
