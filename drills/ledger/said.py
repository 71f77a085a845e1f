"""Values of a plan in the words of a ledger, which its own reader takes back as the same values."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from bcp.durations import DAY, HOUR, MINUTE, SECOND, parse_span
from drills.ledger.columns import Column, Kind, Reads
from drills.ledger.identity import Known
from drills.ledger.names import key_of
from drills.ledger.values import AGAIN, CIRCUIT, IMPORTANCE, Value

_WORDS: Mapping[Reads, Mapping[str, tuple[str, ...]]] = {
    "importance": IMPORTANCE,
    "circuit": CIRCUIT,
    "again": AGAIN,
}
_UNITS = (("日", DAY), ("時間", HOUR), ("分", MINUTE), ("秒", SECOND))
_SEPARATES = frozenset("、,，;；|｜\n")


def said(value: Value | tuple[str, ...], column: Column, known: Known) -> str | int | datetime.date:
    """What stands in the cell."""
    if isinstance(value, tuple):
        return "、".join(_need(each, column.of, known) for each in value)
    if isinstance(value, int):
        return ("○" if value else "×") if isinstance(value, bool) else value
    words = _WORDS.get(column.reads)
    return _in_words(value, column, known) if words is None else words.get(value, (value,))[0]


def _in_words(value: str, column: Column, known: Known) -> str | datetime.date:
    match column.reads:
        case "date":
            return _day(value)
        case "span" | "goal" | "age":
            return _span(value)
        case "zone":
            return _called("zones", value, known)
        case "one":
            return _need(value, column.of, known)
    return value


def _need(word: str, of: tuple[Kind, ...], known: Known) -> str:
    return "|".join(_any_called(each, of, known) for each in word.split("|"))


def _any_called(word: str, of: tuple[Kind, ...], known: Known) -> str:
    kind = next((each for each in of if word in known.names.get(each, {})), None)
    return _called(kind, word, known, of) if kind else word


def _called(kind: Kind, word: str, known: Known, of: tuple[Kind, ...] = ()) -> str:
    """A thing's name where nothing else could be meant by it, else its id."""
    names = known.names.get(kind, {}).get(word, ())
    name = names[0] if names else ""
    if not name or _SEPARATES & {*name}:
        return word
    key = key_of(name)
    meant = {
        (each, one)
        for each in of or (kind,)
        for one, others in known.names.get(each, {}).items()
        if key in {key_of(one), *map(key_of, others)}
    }
    return name if meant == {(kind, word)} and name not in known.others else word


def _day(value: str) -> str | datetime.date:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return value


def _span(value: str) -> str:
    if value.endswith("bd"):
        return f"{value.removesuffix('bd')}営業日"
    span = parse_span(value)
    if span is None or span.us % SECOND or not span.us:
        return value
    left, words = span.us, ""
    for unit, size in _UNITS:
        amount, left = divmod(left, size)
        words += f"{amount}{unit}" if amount else ""
    return words
