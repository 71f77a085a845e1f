"""The log as rows: newest last, filtered by a word."""

from __future__ import annotations

from dataclasses import dataclass

from bcp.message import Language, Phrase, Text, render
from drills.report.clock import clock
from drills.report.layout import harmless
from drills.report.line import BY, STUMBLED
from tui.heard import Heard, LogEntry

NOTHING_FITS = Phrase(
    "screen.log_nothing", ja="「{word}」を含む記録はありません。", en="no line with {word!r}."
)


@dataclass(frozen=True)
class LogRow:
    """One sentence with its time. `number` counts from the first sentence of the drill."""

    number: int
    time: str
    words: str


def log_row(entry: LogEntry, number: int, lang: Language) -> LogRow:
    """Say one entry."""
    what = entry.told.what
    if entry.told.who != Text():
        what = BY(what=what, who=entry.told.who)
    if entry.told.stumble:
        what = STUMBLED(what=what, stumble=entry.told.stumble)
    return LogRow(number, clock(entry.at), harmless(render(what, lang)))


def fitting(heard: Heard, word: str, lang: Language) -> tuple[int, ...]:
    """The numbers of the entries that hold `word`, whatever its case; all where it is empty."""
    numbers = range(heard.dropped, heard.dropped + len(heard.log))
    if not word.strip():
        return tuple(numbers)
    sought = word.strip().casefold()
    return tuple(
        number
        for number, entry in zip(numbers, heard.log, strict=True)
        if sought in log_row(entry, number, lang).words.casefold()
    )


def entry_of(heard: Heard, number: int) -> LogEntry | None:
    """The entry of that number, or None where it is not kept any more."""
    place = number - heard.dropped
    return heard.log[place] if 0 <= place < len(heard.log) else None
