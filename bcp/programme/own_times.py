"""The local times that a rule names by itself, before any closed day moves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bcp.durations import DAY, BusinessDays, Span
from bcp.programme.cron import CronLine, read_cron
from bcp.programme.days import Days
from bcp.programme.month_days import MonthDay, read_month_day
from bcp.programme.rule import Rule
from bcp.programme.written_days import clock_time, day_written, span_written

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Local days from `first` to `last`, both inside."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        """Each day."""
        for n in range((self.last - self.first).days + 1):
            yield self.first + n * _ONE_DAY

    def months(self) -> Iterator[tuple[int, int]]:
        """Year and month of each month of which a day lies inside."""
        first, last = (each.year * 12 + each.month - 1 for each in (self.first, self.last))
        for number in range(first, last + 1):
            yield number // 12, number % 12 + 1


def own_times(rule: Rule, days: Days, period: Period) -> Iterator[datetime]:
    """Each local time in the period that the rule names, not in order.

    What comes after another drill is not told: it hangs on when that was held.
    """
    match rule.kind:
        case "cron":
            yield from _of_cron(read_cron(rule.cron or ""), period)
        case "date":
            day = day_written(rule.date or "")
            yield from _at(rule, (day,) if day is not None and day in period else ())
        case "in":
            yield from _at(rule, (each for each in _of_months(rule, days, period)))
        case "after" | "before":
            yield from _at(rule, _beside_dates(rule, days, period))
        case "with":
            yield from _with_outages(rule, days, period)


def counted(day: date, by: Span | BusinessDays | None, days: Days, *, back: bool = False) -> date:
    """The day so long after the day, or before it."""
    sign = -1 if back else 1
    if isinstance(by, BusinessDays):
        return days.moved(day, sign * by.days)
    return day + sign * timedelta(days=by.us // DAY if by is not None else 0)


def _at(rule: Rule, found: Iterator[date] | tuple[date, ...]) -> Iterator[datetime]:
    at = clock_time(rule.at or "") or time()
    for day in found:
        yield datetime.combine(day, at)


def _of_cron(line: CronLine | object, period: Period) -> Iterator[datetime]:
    if not isinstance(line, CronLine):
        return
    clocks = [time(hour, minute) for hour, minute in line.times()]
    for day in period.days():
        if line.on(day.month, day.day, day.weekday()):
            for clock in clocks:
                yield datetime.combine(day, clock)


def _of_months(rule: Rule, days: Days, period: Period) -> Iterator[date]:
    wanted = read_month_day(rule.day or "")
    for year, month in period.months():
        found = _day_of(wanted, days, year, month) if month in rule.in_ else None
        if found is not None and found in period:
            yield found


def _day_of(wanted: MonthDay | None, days: Days, year: int, month: int) -> date | None:
    if wanted is None:
        return None
    first = date(year, month, 1)
    in_month = [first + n * _ONE_DAY for n in range(31) if (first + n * _ONE_DAY).month == month]
    if wanted.kind == "business":
        in_month = [day for day in in_month if days.is_open(day)]
    elif wanted.kind == "weekday":
        in_month = [day for day in in_month if day.weekday() == wanted.weekday]
    at = wanted.count - 1 if wanted.count > 0 else wanted.count
    return in_month[at] if -len(in_month) <= at < len(in_month) else None


def _beside_dates(rule: Rule, days: Days, period: Period) -> Iterator[date]:
    dates: Mapping[str, str] = days.calendar.dates
    named = dates.get(rule.after or rule.before or "")
    if named is None:
        return
    # At most a year lies between, and a few days more where only working days count.
    for year in range(period.first.year - 2, period.last.year + 3):
        day = date.fromisoformat(f"{year:04}-{named}")
        found = counted(day, rule.by, days, back=rule.before is not None)
        if found in period:
            yield found


def _with_outages(rule: Rule, days: Days, period: Period) -> Iterator[datetime]:
    for outage in days.calendar.outages:
        span = span_written(outage.first, outage.last)
        if span is not None and span[0].date() in period:
            at = clock_time(rule.at) if rule.at is not None else None
            yield span[0] if at is None else datetime.combine(span[0].date(), at)
