"""What somebody meant who wrote a time, a date or a number as people write them on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from bcp.durations import (
    DAY,
    HOUR,
    MILLISECOND,
    MINUTE,
    SECOND,
    BusinessDays,
    Offset,
    Span,
    parse_business_days,
    parse_offset,
    parse_span,
    written,
)
from bcp.percent import Percent, parse_percent

# The longest first, because 時 is in 時間 and m is in min.
_UNITS = (
    *(("ミリ秒", "ms"), ("週間", "w"), ("時間", "h"), ("分間", "m"), ("秒間", "s"), ("日間", "d")),
    *(("営業日", "bd"), ("時", "h"), ("分", "m"), ("秒", "s"), ("日", "d"), ("週", "w")),
    *(("hours", "h"), ("hour", "h"), ("hrs", "h"), ("hr", "h"), ("minutes", "m"), ("minute", "m")),
    *(("mins", "m"), ("min", "m"), ("seconds", "s"), ("second", "s"), ("secs", "s"), ("sec", "s")),
    *(("days", "d"), ("day", "d"), ("weeks", "w"), ("week", "w")),
)
_SIZES = {"w": 7 * DAY, "d": DAY, "h": HOUR, "m": MINUTE, "s": SECOND, "ms": MILLISECOND}
_ONE = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,3}))?(w|d|h|m|s|ms)")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_ERA_DATE = re.compile(
    r"(令和|平成|[rh])\.?([0-9]{1,2}|元)[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
)
_FISCAL_YEAR = re.compile(r"(令和|平成|[rh])\.?([0-9]{1,2}|元)年度?")
_ERA_STARTS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988}
# Fullwidth quotes become plain ones by normalising; these stay as they are.
_QUOTES = "\"'“”„‟‘’〝〟「」"


def narrowed(text: str) -> str:
    """The text in half-width letters, without quotes or remarks that did not work."""
    narrow = unicodedata.normalize("NFKC", text)
    return re.split(r"\s#", narrow)[0].strip().strip(_QUOTES).strip()


def meant_time(kind: type, text: str) -> str | None:
    """A span, a moment, working days or a share as they should be written; None for other kinds."""
    plain = re.sub(r"\s", "", narrowed(text)).casefold()
    for word, unit in _UNITS:
        plain = plain.replace(word, unit)
    guesser = _GUESSES.get(kind)
    guess = None if guesser is None else guesser(plain)
    return guess if guess is not None and guess != text else None


def meant_date(text: str) -> str | None:
    """``2027/3/31`` or 令和9年3月31日 as it should be written; the day itself is not checked."""
    plain = re.sub(r"\s", "", narrowed(text)).casefold()
    if found := _DATE.fullmatch(plain):
        year, month, day = (int(each) for each in found.groups())
    elif found := _ERA_DATE.fullmatch(plain):
        year = _ERA_STARTS[found[1]] + (1 if found[2] == "元" else int(found[2]))
        month, day = int(found[3]), int(found[4])
    else:
        return None
    return f"{year:04}-{month:02}-{day:02}"


def meant_number(kind: type, value: Any, text: str) -> str | None:
    """``1,000`` or 100人 as the number alone, 令和9年度 as its year, or None."""
    if kind is int and isinstance(value, float):
        return str(int(value)) if value.is_integer() else None
    if kind is int and (year := _FISCAL_YEAR.fullmatch(narrowed(text).casefold())):
        return str(_ERA_STARTS[year[1]] + (1 if year[2] == "元" else int(year[2])))
    found = re.fullmatch(
        r"[^0-9+-]{0,3}([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)[^0-9.]{0,3}", narrowed(text)
    )
    number = found[1].replace(",", "") if found else ""
    return number if number and number != text and (kind is float or "." not in number) else None


def _span(plain: str) -> str | None:
    plain = plain.removeprefix("pt")
    if parse_span(plain) is not None:
        return plain
    found = _ONE.fullmatch(plain)
    if found is None:
        return None
    whole, part, unit = found.groups()
    us = int(whole) * _SIZES[unit] + int((part or "0").ljust(3, "0")) * _SIZES[unit] // 1000
    guess = written(Span(us))
    return guess if parse_span(guess) is not None else None


def _offset(plain: str) -> str | None:
    span = plain.removeprefix("t").removeprefix("+").removesuffix("後")
    guess = _span(span)
    return f"T+{guess}" if guess is not None and parse_offset(f"T+{guess}") else None


def _business_days(plain: str) -> str | None:
    return plain if parse_business_days(plain) is not None else None


def _percent(plain: str) -> str | None:
    tenths = re.fullmatch(r"([1-9]|10)割", plain)
    bare = re.sub(r"(?:%|percent|パーセント)$", "", plain)
    guess = f"{int(tenths[1]) * 10}%" if tenths else f"{bare}%"
    return guess if parse_percent(guess) is not None else None


_GUESSES: dict[type, Callable[[str], str | None]] = {
    Span: _span,
    Offset: _offset,
    BusinessDays: _business_days,
    Percent: _percent,
}
