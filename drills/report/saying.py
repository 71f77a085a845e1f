"""Values of the report as words in one language, for the text writer."""

from __future__ import annotations

from collections.abc import Iterable

from bcp.durations import spoken
from bcp.message import Language, Message, Phrase, Text, render
from bcp.wareki import LocalTime
from drills.report.clock import fine_clock
from drills.report.measured_lines import Period, Promise, When, Words

BUSINESS_DAYS = Phrase("report.business_days", ja="{days}営業日", en="{days} working day(s)")
FROM_TO = Phrase("report.from_to", ja="{began}から{ended}まで", en="{began} to {ended}")
OPEN_END = Phrase("report.open_end", ja="{began}から終了まで", en="{began} to the end")
NOTHING = "-"


def say(words: Words, lang: Language) -> str:
    """A message or an author's text."""
    return words.said_in(lang) if isinstance(words, Text) else render(words, lang)


def say_all(messages: Iterable[Message], lang: Language) -> str:
    """Several messages, one after the other."""
    return " / ".join(render(each, lang) for each in messages)


def span(us: int | None, lang: Language) -> str:
    """A length of time, or a dash."""
    return NOTHING if us is None else spoken(us, lang)


def promised(promise: Promise | None, lang: Language) -> str:
    """A promised time, or a dash."""
    if promise is None:
        return NOTHING
    if promise.business_days is not None:
        return render(BUSINESS_DAYS(days=promise.business_days), lang)
    return span(promise.us, lang)


def wall(when: When | None, offset_s: int) -> str:
    """``10:05:09`` on the organisation's wall clock, or a dash."""
    return NOTHING if when is None else LocalTime(when.unix_us, offset_s).clock


def edge(when: When | None) -> str:
    """``T+01:05.250``, or a dash."""
    return NOTHING if when is None else fine_clock(when.at_us)


def period_said(period: Period, offset_s: int, lang: Language) -> str:
    """From when to when, on the wall clock."""
    began = wall(period.began, offset_s)
    if period.ended is None:
        return render(OPEN_END(began=began), lang)
    return render(FROM_TO(began=began, ended=wall(period.ended, offset_s)), lang)
