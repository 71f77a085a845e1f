"""The players' page as lines: what was given to them, what is wanted of them, what works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bcp.message import Language, Phrase, render
from bcp.wareki import LocalTime, offset_seconds
from drills.core.players import Given, PlayersPage, Wanted
from drills.report.layout import harmless, wrapped
from drills.report.players_words import (
    BY,
    GIVEN,
    NONE_GIVEN,
    NONE_WANTED,
    SYSTEMS,
    WANTED,
    left_of,
    wanted_first,
    who_said,
)
from drills.report.running_time import left_said
from tui.present.people.share import Far, whole_line
from tui.present.words import Tone

FAR = Phrase(
    "players.far",
    ja="{people}人中{count}人に到達（{percent}%） {bar} 目標{wanted}%",
    en="{count} of {people} reached ({percent}%) {bar} {wanted}% wanted",
)
UP = Phrase("players.up", ja="使えます: {names:list}", en="working: {names:list}")
DOWN = Phrase("players.down", ja="使えません: {names:list}", en="NOT WORKING: {names:list}")
UNKNOWN = Phrase("players.unknown", ja="未確認: {names:list}", en="not known: {names:list}")


@dataclass(frozen=True)
class PageLine:
    """One line of the page. `step` where a key would answer it; `head` for a title."""

    words: str
    tone: Tone = "calm"
    step: str | None = None
    head: bool = False


def wanted_lines(page: PlayersPage, now: int, lang: Language, width: int) -> Iterator[PageLine]:
    """What is wanted of whom; the ones with the least time first."""
    yield PageLine(render(WANTED(), lang), head=True)
    if not page.wanted:
        yield PageLine(render(NONE_WANTED(), lang))
    for each in wanted_first(page):
        yield from _wanted(each, left_of(each, page, now), lang, width)


def _wanted(each: Wanted, left: int | None, lang: Language, width: int) -> Iterator[PageLine]:
    what = each.text.said_in(lang)
    if each.by is not None:
        what = render(BY(who=each.by, what=what), lang)
    said_left = "" if left is None else f"  [{left_said(left, lang)}]"
    late = left is not None and left < 0
    for line in wrapped(harmless(what) + said_left, width):
        yield PageLine(line, "bad" if late else "wait", each.step)
    if each.far is not None:
        far = Far(each.far.reached, each.far.people, each.far.percent)
        yield PageLine(f"    {whole_line(FAR, far, lang, width - 4)}", "calm", each.step)


def system_lines(page: PlayersPage, lang: Language, width: int) -> Iterator[PageLine]:
    """Which watched systems do not work, which do, and of which nobody knows."""
    if not page.systems:
        return
    yield PageLine(render(SYSTEMS(), lang), head=True)
    kinds: tuple[tuple[bool | None, Phrase, Tone], ...] = (
        (False, DOWN, "bad"),
        (None, UNKNOWN, "unknown"),
        (True, UP, "good"),
    )
    for up, phrase, tone in kinds:
        names = tuple(each.name for each in page.systems if each.up is up)
        if names:
            for line in wrapped(harmless(render(phrase(names=names), lang)), width):
                yield PageLine(line, tone)


def given_lines(page: PlayersPage, lang: Language, width: int) -> Iterator[PageLine]:
    """Every situation, the newest first."""
    yield PageLine(render(GIVEN(), lang), head=True)
    if not page.given:
        yield PageLine(render(NONE_GIVEN(), lang))
    tone: Tone = "wait"  # the newest one stands out
    for each in reversed(page.given):
        at = LocalTime(page.began_wall_ns // 1000 + each.at, offset_seconds(page.utc_offset)).clock
        yield from _given(each, at, tone, lang, width)
        tone = "calm"


def _given(each: Given, at: str, tone: Tone, lang: Language, width: int) -> Iterator[PageLine]:
    head = f"{at}  {harmless(who_said(each, lang))}".rstrip()
    yield PageLine(head, tone)
    for line in wrapped(harmless(each.text.said_in(lang)), width - 4):
        yield PageLine(f"    {line}", tone)
