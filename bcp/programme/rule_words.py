"""A rule in words: 「4月・10月の第2火曜日 9:00」, "the 2nd Tuesday of April and October, 09:00"."""

from __future__ import annotations

from collections.abc import Mapping

from bcp.durations import DAY, BusinessDays, Span
from bcp.message import Message, Phrase, Text
from bcp.programme.cron import WEEKDAYS, CronLine, read_cron
from bcp.programme.month_days import MonthDay, read_month_day
from bcp.programme.rule import Rule

_DAILY = Phrase("rule.daily", ja="毎日 {times:list}", en="every day, {times:list}")
_WEEKLY = Phrase("rule.weekly", ja="毎週 {days} {times:list}", en="every {days}, {times:list}")
_DAYS = Phrase("rule.days", ja="毎月{days:list} {times:list}", en="on {days:list}, {times:list}")
_ON_NUMBER = Phrase("rule.on_number", ja="{day}日", en="day {day} of the month")
_IN_MONTHS = Phrase("rule.in_months", ja="{months:list}の{rest}", en="{rest}, in {months:list}")
_TIMES_A_DAY = Phrase(
    "rule.times_a_day", ja="1日{count}回（cron {line}）", en="{count} times a day (cron {line})"
)
_ON_DATE = Phrase("rule.on_date", ja="{day} {at}", en="{day}, {at}")
_MONTHLY = Phrase("rule.monthly", ja="毎月 {day} {at}", en="{day} of every month, {at}")
_OF_MONTHS = Phrase(
    "rule.of_months", ja="{months:list}の{day} {at}", en="{day} of {months:list}, {at}"
)
_OF_ONE_MONTH = Phrase("rule.of_one_month", ja="{month}{day} {at}", en="{day} of {month}, {at}")
_AFTER = Phrase("rule.after", ja="{name}の{by}後 {at}", en="{by} after {name}, {at}")
_BEFORE = Phrase("rule.before", ja="{name}の{by}前 {at}", en="{by} before {name}, {at}")
_WITH = Phrase("rule.with", ja="計画停電の開始時", en="when a planned outage begins")
_WITH_AT = Phrase("rule.with_at", ja="計画停電の日 {at}", en="on the day of a planned outage, {at}")
_CALENDAR_DAYS = Phrase("rule.calendar_days", ja="{days}日", en="{days} days")
_OPEN_DAYS = Phrase("rule.open_days", ja="{days}開庁日", en="{days} working days")
_NTH_DAY = Phrase("rule.nth_day", ja="{n}日", en="day {n}")
_LAST_DAY = Phrase("rule.last_day", ja="末日", en="the last day")
_NTH_OPEN = Phrase("rule.nth_open", ja="第{n}開庁日", en="working day {n}")
_LAST_OPEN = Phrase("rule.last_open", ja="最終開庁日", en="the last working day")
_NTH_WEEKDAY = Phrase("rule.nth_weekday", ja="{nth}{day}曜日", en="the {nth} {day}")
_LAST_WEEKDAY = Phrase("rule.last_weekday", ja="最終{day}曜日", en="the last {day}")
_SPAN_OF_DAYS = Phrase("rule.span_of_days", ja="{first}〜{last}曜日", en="{first} to {last}")
_SOME_DAYS = Phrase("rule.some_days", ja="{days:list}曜日", en="{days:list}")

_WEEKDAY_WORDS = tuple(
    Text(ja=ja, en=en)
    for ja, en in zip(
        "月火水木金土日",
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_MONTH_WORDS = tuple(
    Text(ja=f"{n}月", en=en)
    for n, en in enumerate(
        (
            *("January", "February", "March", "April", "May", "June", "July"),
            *("August", "September", "October", "November", "December"),
        ),
        1,
    )
)
# Days that most plans name so; others are said by the name that the plan gives them.
_DATES = {
    "transfers": Text(ja="人事異動", en="the change of posts"),
    "flood-season": Text(ja="出水期", en="the rainy season"),
    "typhoon-season": Text(ja="台風期", en="the typhoon season"),
    "snow-season": Text(ja="積雪期", en="the snow season"),
}
_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th"}
# More times of one day are counted, not named.
_MOST_TIMES = 4


def rule_words(rule: Rule, names: Mapping[str, Text] | None = None) -> Message:
    """The rule as people say it; `names` are those of the drills that it may come after."""
    at = rule.at or ""
    said: Message
    match rule.kind:
        case "cron":
            said = _cron(rule.cron or "")
        case "date":
            said = _ON_DATE(day=_date(rule.date or "0-0-0"), at=at)
        case "in":
            said = _of_months(rule)
        case "after":
            said = _AFTER(name=_named(rule.after, names), by=_by(rule.by), at=at)
        case "before":
            said = _BEFORE(name=_named(rule.before, names), by=_by(rule.by), at=at)
        case "with":
            said = _WITH() if rule.at is None else _WITH_AT(at=at)
    return said


def _date(iso: str) -> Text:
    year, month, day = map(int, iso.split("-"))
    return Text(ja=f"{year}年{month}月{day}日", en=iso)


def _of_months(rule: Rule) -> Message:
    day, at = _month_day(rule.day or ""), rule.at or ""
    if len(rule.in_) == len(_MONTH_WORDS):
        return _MONTHLY(day=day, at=at)
    read = read_month_day(rule.day or "")
    if len(rule.in_) == 1 and read is not None and read.kind == "day" and read.count > 0:
        return _OF_ONE_MONTH(month=_months(rule.in_)[0], day=day, at=at)
    return _OF_MONTHS(months=_months(rule.in_), day=day, at=at)


def _named(word: str | None, names: Mapping[str, Text] | None) -> Text:
    known = {**_DATES, **(names or {})}.get(word or "", Text())
    return known if known.ja or known.en else Text(ja=word or "", en=word or "")


def _by(by: Span | BusinessDays | None) -> Message:
    if isinstance(by, BusinessDays):
        return _OPEN_DAYS(days=by.days)
    return _CALENDAR_DAYS(days=by.us // DAY if by is not None else 0)


def _months(months: tuple[int, ...]) -> tuple[Text, ...]:
    return tuple(_MONTH_WORDS[each - 1] for each in months)


def _month_day(text: str) -> Message:
    read = read_month_day(text) or MonthDay("day", 1)
    last = read.count < 0
    if read.kind == "business":
        return _LAST_OPEN() if last else _NTH_OPEN(n=read.count)
    if read.kind == "weekday":
        day = _WEEKDAY_WORDS[read.weekday]
        if last:
            return _LAST_WEEKDAY(day=day)
        return _NTH_WEEKDAY(nth=Text(ja=f"第{read.count}", en=_ORDINALS[read.count]), day=day)
    return _LAST_DAY() if last else _NTH_DAY(n=read.count)


def _cron(text: str) -> Message:
    line = read_cron(text)
    if not isinstance(line, CronLine):
        return _TIMES_A_DAY(count=0, line=text)
    said = _cron_days(line, text)
    months = tuple(sorted(line.months))
    return said if len(months) == 12 else _IN_MONTHS(months=_months(months), rest=said)


def _cron_days(line: CronLine, text: str) -> Message:
    times = tuple(f"{hour:02}:{minute:02}" for hour, minute in line.times())
    if len(times) > _MOST_TIMES:
        return _TIMES_A_DAY(count=len(times), line=text)
    if len(line.days) < 31:
        days = tuple(_ON_NUMBER(day=each) for each in sorted(line.days))
        return _DAYS(days=days, times=times)
    if len(line.weekdays) < len(WEEKDAYS):
        return _WEEKLY(days=_weekdays(sorted(line.weekdays)), times=times)
    return _DAILY(times=times)


def _weekdays(days: list[int]) -> Message:
    words = tuple(_WEEKDAY_WORDS[each] for each in days)
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _SPAN_OF_DAYS(first=words[0], last=words[-1])
    return _SOME_DAYS(days=words)
