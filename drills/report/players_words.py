"""The words of the players' page, on a screen as in a browser."""

from __future__ import annotations

from bcp.message import Language, Phrase, render
from drills.core.players import Given, PlayersPage, Wanted

GIVEN = Phrase("players.given", ja="状況", en="What has happened")
NONE_GIVEN = Phrase(
    "players.none_given", ja="まだ状況は付与されていません。", en="Nothing has been told yet."
)
WANTED = Phrase("players.wanted", ja="お願いしていること", en="What is wanted")
NONE_WANTED = Phrase(
    "players.none_wanted", ja="今、求められていることはありません。", en="Nothing is wanted now."
)
SYSTEMS = Phrase("players.systems", ja="システム", en="Systems")
FROM_TO = Phrase("players.from_to", ja="{sender}から{to}へ", en="{sender} to {to}")
FROM = Phrase("players.from", ja="{sender}から", en="from {sender}")
TO = Phrase("players.to", ja="{to}へ", en="to {to}")
BY_WAY_OF = Phrase("players.via", ja="{who}（{via}）", en="{who}, by {via}")
BY = Phrase("players.by", ja="{who}: {what}", en="{who}: {what}")
REAL_EVENT = Phrase("screen.real_event", ja="実災害です", en="THIS IS REAL")
FINISHED = Phrase("screen.finished", ja="終了", en="ended")


def wanted_first(page: PlayersPage) -> tuple[Wanted, ...]:
    """What is wanted, that with the least time first."""
    far = 10**18
    return tuple(sorted(page.wanted, key=lambda each: far if each.until is None else each.until))


def left_of(each: Wanted, page: PlayersPage, now: int) -> int | None:
    """How long something may still take at `now` (µs), or None; in a pause it comes no nearer."""
    if each.until is None:
        return None
    return each.until - (page.now if page.paused else now)


def who_said(each: Given, lang: Language) -> str:
    """From whom to whom a situation went, and how."""
    who = ""
    if each.sender and each.to:
        who = render(FROM_TO(sender=each.sender, to=each.to), lang)
    elif each.sender:
        who = render(FROM(sender=each.sender), lang)
    elif each.to:
        who = render(TO(to=each.to), lang)
    return render(BY_WAY_OF(who=who, via=each.via), lang) if each.via else who
