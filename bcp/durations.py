"""Time spans: the only grammar for them, and how they are said.

A span is written as whole numbers with units, largest first: ``4h30m``, ``90s``, ``500ms``,
``3d``. Business days (``1bd``) are another kind of thing, because only a calendar can turn them
into time. In the code every span and instant is a whole number of microseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MILLISECOND = 1_000
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

# A century. What is longer is a slip of the finger, and clocks cannot count far beyond it.
LONGEST_DAYS = 36_500

_UNITS = {"d": DAY, "h": HOUR, "m": MINUTE, "s": SECOND, "ms": MILLISECOND}
_SPAN = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?", re.ASCII)
_BUSINESS_DAYS = re.compile(r"(\d{1,5})bd", re.ASCII)
_LONGEST_WRITTEN = 40


@dataclass(frozen=True, order=True)
class Span:
    """A length of time in microseconds; never negative."""

    us: int


@dataclass(frozen=True, order=True)
class Offset:
    """A moment of the scenario's event clock, in microseconds from its start; written ``T+20m``."""

    us: int


@dataclass(frozen=True)
class BusinessDays:
    """A number of working days; written ``5bd``."""

    days: int


def parse_span(text: str) -> Span | None:
    """``4h30m`` as a span, or None where the text is not one or longer than a century."""
    found = _SPAN.fullmatch(text) if len(text) <= _LONGEST_WRITTEN else None
    if not text or found is None:
        return None
    amounts = zip(found.groups(), _UNITS.values(), strict=True)
    us = sum(int(amount) * unit for amount, unit in amounts if amount is not None)
    return Span(us) if us <= LONGEST_DAYS * DAY else None


def is_too_long(text: str) -> bool:
    """Whether the text is a span, a moment or working days, only longer than a century."""
    text = text.removeprefix("T+")
    if any(read(text) for read in (parse_span, parse_business_days)):
        return False
    return bool(text) and bool(_SPAN.fullmatch(text) or re.fullmatch(r"\d+bd", text, re.ASCII))


def parse_business_days(text: str) -> BusinessDays | None:
    """``5bd`` as working days, or None where the text is not that or longer than a century."""
    found = _BUSINESS_DAYS.fullmatch(text)
    return BusinessDays(int(found[1])) if found and int(found[1]) <= LONGEST_DAYS else None


def parse_offset(text: str) -> Offset | None:
    """``T+20m`` as a moment of the event clock, or None where the text is not one."""
    span = parse_span(text[2:]) if text.startswith("T+") else None
    return Offset(span.us) if span else None


def written(span: Span) -> str:
    """The span in the grammar it is read from: ``4h30m``; zero is ``0s``."""
    left, out = span.us, ""
    for unit, size in _UNITS.items():
        amount, left = divmod(left, size)
        out += f"{amount}{unit}" if amount else ""
    return out or "0s"


_SPOKEN = {
    "ja": ("日", "時間", "分", "秒", "", "マイナス"),
    "en": (" d", " h", " min", " s", " ", "minus "),
}


def spoken(us: int, lang: Literal["ja", "en"], *, tenths: bool = False) -> str:
    """A span as people say it: 「2時間35分」, "2 h 35 min"; never a decimal number of hours.

    The two largest units that matter are said. Below ten seconds there is one decimal, and below
    a tenth of a second three, because measured recoveries of seconds differ there. What three
    decimals cannot tell from nothing is nothing. With `tenths` there is one below a minute, too.
    """
    day, hour, minute, second, gap, minus = _SPOKEN[lang]
    if abs(us) < MILLISECOND // 2:
        return f"0{second}"
    if us < 0:
        return minus + spoken(-us, lang, tenths=tenths)
    if us < 10 * SECOND or (tenths and us < MINUTE and us % SECOND):
        return f"{_rounded(us) / SECOND:.{_digits(us)}f}{second}"
    days, hours, minutes, seconds = _parts(us)
    parts = [(days, day), (hours, hour), (minutes, minute), (seconds, second)]
    while parts[0][0] == 0:
        parts.pop(0)
    said = [f"{amount}{unit}" for amount, unit in parts[:2] if amount]
    return gap.join(said)


def exactly(us: int, lang: Literal["ja", "en"], *, signed: bool = False) -> str:
    """A span with every unit down to tenths of a second: 「3時間0.4秒」, "3 h 0.4 s".

    For what `spoken` would round away beside hours: how far two clocks are apart, and an error.
    With `signed` it begins with + or -.
    """
    day, hour, minute, second, gap, minus = _SPOKEN[lang]
    tenths = (abs(us) + SECOND // 20) // (SECOND // 10)
    behind = us < 0 < tenths
    sign = ("-" if behind else "+") if signed else minus if behind else ""
    rest, tenths = divmod(tenths, 600)
    rest, minutes = divmod(rest, 60)
    days, hours = divmod(rest, 24)
    parts = [(days, day), (hours, hour), (minutes, minute)]
    said = [f"{amount}{unit}" for amount, unit in parts if amount]
    if tenths or not said:
        said.append(f"{tenths / 10:.1f}{second}")
    return sign + gap.join(said)


def as_said(us: int) -> int:
    """What `spoken` says of a span that is not negative, in microseconds."""
    if us < 10 * SECOND:
        return _rounded(us)
    days, hours, minutes, seconds = _parts(us)
    if days:
        return days * DAY + hours * HOUR
    return hours * HOUR + minutes * MINUTE + (0 if hours else seconds * SECOND)


def _digits(us: int) -> int:
    return 0 if us % SECOND == 0 else 3 if us < SECOND // 10 else 1


def _rounded(us: int) -> int:
    grain = {0: SECOND, 1: SECOND // 10, 3: MILLISECOND}[_digits(us)]
    return (us + grain // 2) // grain * grain


def _parts(us: int) -> tuple[int, int, int, int]:
    # Rounding first keeps 59.9996 s from being said as "60 s".
    days, rest = divmod((us + SECOND // 2) // SECOND, 86_400)
    hours, rest = divmod(rest, 3_600)
    return (days, hours, *divmod(rest, 60))
