"""How rules and the calendar are written; a mistake in them is found where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bcp.did_you_mean import nearest, remedy
from bcp.durations import DAY, BusinessDays, Span
from bcp.fiscal_year import LIKE_APRIL, NO_MONTH_AND_DAY
from bcp.message import Message, Phrase
from bcp.nodes import Fields, Items, Node, Scalar
from bcp.programme.cron import CronLine, WrongCron, read_cron
from bcp.programme.month_days import WORDS, read_month_day
from bcp.programme.rule import Blackout, Outage, PlanCalendar, Rule
from bcp.programme.written_days import clock_time, is_yearly, span_written, yearly_span
from bcp.reader import ADD_IT, BAD, MISSING, Reader
from bcp.shape import Leaf, Record
from bcp.wording import FIELD, WRONG, found, wanted

ONE_KIND = Phrase(
    "rule.one_kind",
    ja="規則には {kinds:list} のどれか1つだけを書きます。",
    en="a rule has exactly one of {kinds:list}.",
)
LIKE_A_RULE = Phrase(
    "rule.like_a_rule",
    ja='「{{in: [4, 10], day: 2nd tue, at: "09:00"}}」のように書いてください。',
    en='Write it like {{in: [4, 10], day: 2nd tue, at: "09:00"}}.',
)
LIKE_CRON = Phrase(
    "rule.like_cron",
    ja='「cron: "{line}"」と書いてください。',
    en='Write cron: "{line}".',
)
NOT_WITH = Phrase(
    "rule.not_with",
    ja="「{key}」は「{kind}」の規則には書けません。",
    en="{key!r} does not belong to a rule with {kind!r}.",
)
REMOVE_KEY = Phrase("rule.remove_key", ja="「{key}」を消してください。", en="Remove {key!r}.")
NO_MONTH = Phrase(
    "rule.no_month",
    ja="「{word}」は月として読めません。",
    en="{word!r} is no month.",
)
LIKE_MONTHS = Phrase(
    "rule.like_months",
    ja="「[4, 10]」のように1から12の数か、毎月なら every-month と書いてください。",
    en="Write numbers from 1 to 12 like [4, 10], or every-month.",
)
NO_DAY = Phrase(
    "rule.no_day",
    ja="「{word}」は月の中の日として読めません。",
    en="{word!r} is no day of a month.",
)
LIKE_A_DAY = Phrase(
    "rule.like_a_day",
    ja="「2nd tue」「last fri」「15」「3rd business」「last business」「last day」のように"
    "書いてください。",
    en='Write it like "2nd tue", "last fri", "15", "3rd business", "last business" or "last day".',
)
NO_SUCH_DAY = Phrase(
    "rule.no_such_day",
    ja="「{word}」は、指定した月のどれにもありません。",
    en="none of these months has a day {word!r}.",
)
NO_CLOCK = Phrase(
    "rule.no_clock",
    ja="「{word}」は時刻として読めません。",
    en="{word!r} is no time of the day.",
)
LIKE_MORNING = Phrase(
    "rule.like_morning",
    ja='「"09:00"」のように、2桁ずつ書いてください。',
    en='Write it like "09:00".',
)
WHOLE_DAYS = Phrase(
    "rule.whole_days",
    ja="「by」には1日から366日を、日の単位で書きます。",
    en="by is a number of days from 1 to 366.",
)
LIKE_DAYS = Phrase(
    "rule.like_days",
    ja="「14d」（14日）か「10bd」（10開庁日）のように書いてください。",
    en="Write it like 14d, or 10bd for working days.",
)
NO_ZONE = Phrase(
    "calendar.no_zone",
    ja="「{word}」という時間帯（タイムゾーン）はありません。",
    en="there is no time zone {word!r}.",
)
LIKE_TOKYO = Phrase(
    "calendar.like_tokyo",
    ja="「Asia/Tokyo」のように書いてください。",
    en="Write it like Asia/Tokyo.",
)
NO_TIME = Phrase(
    "calendar.no_time",
    ja="「{first}」から「{last}」は期間として読めません。",
    en="{first!r} to {last!r} is no time that one could be in.",
)
LIKE_A_BLACKOUT = Phrase(
    "calendar.like_a_blackout",
    ja='「from: "2027-02-16"」「to: "2027-03-15"」か、毎年なら「from: "02-16"」「to: "03-15"」の'
    "ように書いてください。",
    en='Write from: "2027-02-16" and to: "2027-03-15"; for every year from: "02-16" and to: '
    '"03-15".',
)
LIKE_AN_OUTAGE = Phrase(
    "calendar.like_an_outage",
    ja='「from: "2027-11-07 08:00"」「to: "2027-11-07 17:00"」か、終日なら'
    '「from: "2027-11-07"」のように書いてください。',
    en='Write from: "2027-11-07 08:00" and to: "2027-11-07 17:00", or from: "2027-11-07" for the '
    "whole day.",
)

# What else a rule of each kind must have, and what it may have.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "cron": (),
    "date": ("at",),
    "in": ("day", "at"),
    "after": ("by", "at"),
    "before": ("by", "at"),
    "with": (),
}
_ALLOWED: Mapping[str, tuple[str, ...]] = {**_NEEDED, "with": ("at",)}
EVERY_MONTH = "every-month"
# February 29 comes; 30 and 31 do not.
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def rule_form(reader: Reader, node: Node) -> Any:
    """One rule. One that was refused stands in for itself: its drill is not without a rule."""
    if not isinstance(node, Fields):
        return _no_table(reader, node)
    given = [key for key in _NEEDED if node.key(key)]
    if len(given) != 1:
        reader.refuse(node.place, ONE_KIND(kinds=tuple(_NEEDED)), LIKE_A_RULE())
        return Rule()
    _belonging(reader, node, given[0])
    months = _months(reader, node.get("in"))
    rule = reader.record(Rule, _day_as_text(node.without("in")))
    rule = Rule() if rule is BAD else replace(rule, in_=months)
    _values(reader, node, rule)
    return rule


def _day_as_text(node: Fields) -> Fields:
    """The same rule with ``day: 15`` as the text that it is written as."""
    day, key = node.get("day"), node.key("day")
    if key is None or not isinstance(day, Scalar) or type(day.value) is not int:
        return node
    entry = (key, Scalar(day.place, day.text, day.text))
    return Fields(node.place, (*node.without("day").entries, entry))


def calendar_form(reader: Reader, node: Node) -> Any:
    """The plan's calendar, or `BAD`."""
    value = reader.record(PlanCalendar, node)
    if value is BAD or not isinstance(node, Fields):
        return BAD
    dates = node.get("dates")
    for _, each in dates.entries if isinstance(dates, Fields) else ():
        if isinstance(each, Scalar) and not is_yearly(each.text):
            reader.refuse(each.place, NO_MONTH_AND_DAY(word=each.text), LIKE_APRIL())
    zone = node.get("time_zone")
    if isinstance(zone, Scalar) and value.time_zone is not None:
        _zone(reader, zone)
    return value


def blackout_form(reader: Reader, node: Node) -> Any:
    """A time without drills, or `BAD`."""
    value = reader.record(Blackout, node)
    if value is BAD or span_written(value.first, value.last):
        return value
    if yearly_span(value.first, value.last, 2001):
        return value
    return _no_time(reader, node, value, LIKE_A_BLACKOUT())


def outage_form(reader: Reader, node: Node) -> Any:
    """An outage, or `BAD`."""
    value = reader.record(Outage, node)
    if value is BAD or span_written(value.first, value.last):
        return value
    return _no_time(reader, node, value, LIKE_AN_OUTAGE())


def _no_time(reader: Reader, node: Node, value: Blackout | Outage, then: Message) -> Any:
    what = NO_TIME(first=value.first, last=value.last or value.first)
    return reader.refuse(node.place, what, then)


def _no_table(reader: Reader, node: Node) -> Any:
    text = node.text if isinstance(node, Scalar) else ""
    is_cron = isinstance(read_cron(text), CronLine)
    what = WRONG(wanted=wanted(Record(Rule)), found=found(node))
    reader.refuse(node.place, what, LIKE_CRON(line=text) if is_cron else LIKE_A_RULE())
    return Rule()


def _belonging(reader: Reader, node: Fields, kind: str) -> None:
    known = {"day", "at", "by"}
    for key, _ in node.entries:
        if key.name in known and key.name not in _ALLOWED[kind]:
            what = NOT_WITH(key=key.name, kind=kind)
            reader.refuse(key.place, what, REMOVE_KEY(key=key.name))
    for name in _NEEDED[kind]:
        if node.key(name) is None:
            then = ADD_IT(wanted=FIELD(key=name, wanted=wanted(Leaf(str))))
            reader.refuse(node.place, MISSING(key=name), then)


def _months(reader: Reader, node: Node | None) -> tuple[int, ...]:
    if node is None:
        return ()
    if isinstance(node, Scalar) and node.text == EVERY_MONTH:
        return tuple(range(1, 13))
    out: list[int] = []
    for each in node.items if isinstance(node, Items) else (node,):
        number = each.value if isinstance(each, Scalar) else None
        if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= 12:
            out.append(number)
        else:
            word = each.text if isinstance(each, Scalar) else "…"
            reader.refuse(each.place, NO_MONTH(word=word), LIKE_MONTHS())
    if isinstance(node, Items) and not node.items:
        reader.refuse(node.place, NO_MONTH(word="[]"), LIKE_MONTHS())
    return tuple(sorted(set(out)))


def _values(reader: Reader, node: Fields, rule: Rule) -> None:
    place = {key.name: value.place for key, value in node.entries}
    if rule.cron is not None:
        line = read_cron(rule.cron)
        if isinstance(line, WrongCron):
            reader.refuse(place["cron"], line.what, line.remedy)
        elif not _comes(min(line.days), line.months):
            reader.refuse(place["cron"], NO_SUCH_DAY(word=str(min(line.days))), LIKE_A_DAY())
    if rule.at is not None and clock_time(rule.at) is None:
        reader.refuse(place["at"], NO_CLOCK(word=rule.at), LIKE_MORNING())
    if rule.day is not None:
        _day(reader, node, rule)
    if rule.by is not None and not _is_days(rule.by):
        reader.refuse(place["by"], WHOLE_DAYS(), LIKE_DAYS())


def _day(reader: Reader, node: Fields, rule: Rule) -> None:
    written = node.get("day")
    word = rule.day or ""
    read = read_month_day(word)
    if written is None:
        return
    if read is None:
        near = nearest(word, WORDS)
        then = remedy(word, WORDS) if near else LIKE_A_DAY()
        reader.refuse(written.place, NO_DAY(word=word), then)
    elif read.kind == "day" and rule.in_ and not _comes(read.count, rule.in_):
        reader.refuse(written.place, NO_SUCH_DAY(word=word), LIKE_A_DAY())


def _comes(day: int, months: Collection[int]) -> bool:
    """Whether one of the months has such a day, in some year."""
    return any(day <= _LONGEST.get(month, 31) for month in months)


def _is_days(by: Span | BusinessDays) -> bool:
    if isinstance(by, BusinessDays):
        return 1 <= by.days <= 366
    return by.us % DAY == 0 and 1 <= by.us // DAY <= 366


def _zone(reader: Reader, node: Scalar) -> None:
    try:
        ZoneInfo(node.text)
    except (OSError, ValueError, KeyError):  # KeyError: ZoneInfoNotFoundError
        near = nearest(node.text, available_timezones())
        then = remedy(node.text, (near,)) if near else LIKE_TOKYO()
        reader.refuse(node.place, NO_ZONE(word=node.text), then)
