"""Lengths of time as ledgers write them: 「12時間以内」, 「3日」, or 12 below 「（時間）」."""

from __future__ import annotations

import re

from bcp.durations import (
    DAY,
    HOUR,
    LONGEST_DAYS,
    MINUTE,
    SECOND,
    Span,
    parse_business_days,
    parse_span,
    written,
)
from bcp.message import Message
from bcp.written_times import narrow
from drills.ledger import words as w
from drills.paper.grid import Cell

Trouble = tuple[Message, Message]
# A month of a recovery target is thirty days, as in the classes that local governments use.
_UNITS = {
    "秒": SECOND,
    "分": MINUTE,
    "分間": MINUTE,
    "時間": HOUR,
    "h": HOUR,
    "hour": HOUR,
    "hours": HOUR,
    "日": DAY,
    "日間": DAY,
    "週間": 7 * DAY,
    "週": 7 * DAY,
    "か月": 30 * DAY,
    "ヶ月": 30 * DAY,
    "ケ月": 30 * DAY,
    "カ月": 30 * DAY,
    "ヵ月": 30 * DAY,
    "箇月": 30 * DAY,
}
_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_PART = re.compile(rf"(\d+(?:\.\d+)?)\s*({_NAMES})\s*")
_WORKING = re.compile(r"(\d+)\s*営業日")
_AROUND = re.compile(r"\s*(?:以内|以下|まで|後|前)\s*$")
_BARE = re.compile(r"\d+(?:\.\d+)?")
_BEFORE = {"前営業日": "1bd", "前日": "1d", "前営業日終業時": "1bd"}
_HEADED = re.compile(r"[(\[【〔]\s*(?:単位\s*:?\s*)?([^)\]】〕]+?)\s*[)\]】〕]")


def read_span(cell: Cell, heading: str) -> str | Trouble:
    """A length of time in the plan's grammar; a bare number takes its unit from the heading."""
    text = narrow(cell.text).casefold()
    bare = _AROUND.sub("", text)
    if (working := _WORKING.fullmatch(bare)) or parse_business_days(bare):
        count = working[1] if working else bare.removesuffix("bd")
        return w.NOT_WORKING_DAYS(text=cell.text), w.IN_DAYS(count=count)
    span = parse_span(bare)
    if span is None and _BARE.fullmatch(bare):
        unit = _unit_in(heading)
        if unit is None:
            return w.NO_UNIT(text=cell.text), w.UNIT_IN_HEADING(text=bare, unit="（時間）")
        span = _times(bare, unit)
    if span is None:
        span = _sum(bare)
    return written(span) if span else (w.NO_SPAN(text=cell.text), w.LIKE_SPANS())


def read_goal(cell: Cell, heading: str) -> str | Trouble:
    """A recovery time, which is longer than none."""
    read = read_span(cell, heading)
    return read if read != "0s" else (w.NO_SPAN(text=cell.text), w.LIKE_SPANS())


def read_age(cell: Cell, heading: str) -> str | Trouble:
    """How old restored data may be: a length of time, or working days (``1bd``)."""
    text = narrow(cell.text)
    bare = _AROUND.sub("", text).removesuffix("の時点").removesuffix("時点")
    if text in _BEFORE:
        return _BEFORE[text]
    if working := _WORKING.fullmatch(bare):
        return f"{int(working[1])}bd"
    return bare if parse_business_days(bare) else read_span(cell, heading)


def _unit_in(heading: str) -> int | None:
    found = _HEADED.search(narrow(heading).casefold())
    return _UNITS.get(found[1]) if found else None


def _sum(text: str) -> Span | None:
    total, at = 0, 0
    while part := _PART.match(text, at):
        span = _times(part[1], _UNITS[part[2]])
        if span is None:
            return None
        total, at = total + span.us, part.end()
    whole = at == len(text) and text != "" and total <= LONGEST_DAYS * DAY
    return Span(total) if whole else None


def _times(number: str, unit: int) -> Span | None:
    if len(number) > 9:
        return None
    us = round(float(number) * unit)
    # Half a day is said as hours; a third of one is no length that anybody wrote.
    return Span(us) if us % SECOND == 0 and us <= LONGEST_DAYS * DAY else None
